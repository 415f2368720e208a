"""Names as people vary them: alike where they are one, apart where they only look so."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.rules.likeness import likeness, may_be_alike, most_bits, word_score
from exchange_desk.rules.name_keys import document_key, keys_of, mail_key, phone_key
from exchange_desk.rules.name_words import is_office, rarity, sound, spelling, words_of

WORDS = [
    *("Ana", "Anna", "Eva", "María", "Ma.", "José", "Pepe", "Toni", "Antonia", "Antonio", "Luz", "Lupe", "J."),
    *("Ruiz", "Ruis", "Gil", "Soto", "Vega", "Mora", "García", "Núñez", "Nunes", "Maricarmen", "Carmen", "de", "la"),
    *("Etxeberria", "Echeverría", "Петров", "Petrov", "王小明", "محمد"),
]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def score(one: str, other: str) -> int:
    return likeness(words_of(one).words, words_of(other).words).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Antonio Ruiz Vega", "Toni Ruiz Vega"),
        ("Antonia Ruiz Vega", "Toni Ruiz Vega"),
        ("José Núñez Soto", "Pepe Núñez Soto"),
        ("Francisco Gil Mora", "Paco Gil Mora"),
        ("Fco. Gil Mora", "Francisco Gil Mora"),
        ("Mª Guadalupe Soto", "María Gpe. Soto"),
        ("Guadalupe Soto Gil", "Lupe Soto Gil"),
        ("Giovanni Rossi Bianchi", "Gianni Rossi Bianchi"),
        ("José Maria Silva", "Zé Maria Silva"),
        ("William Baker", "Bill Baker"),
        ("Catherine Baker", "Kate Baker"),
        ("Josep Vila Pons", "José Vila Pons"),
        ("Joan Vila Pons", "Juan Vila Pons"),
        ("Elena Velázquez", "Helena Belasques"),
        ("Jiménez Soto Yolanda", "Iolanda Gimenez Soto"),
        ("Maricarmen Soto", "Mª Carmen Soto"),
        ("Marianna Verdi", "Maria Anna Verdi"),
        ("Jean-Pierre Moreau", "Moreau Jean Pierre"),
        ("João da Silva Prado", "SILVA PRADO, JOAO"),
        ("Сергей Иванов", "Sergei Ivanov"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
        ("王小明", "Wang Xiaoming"),
        ("محمد بنعلي", "Mohamed Benali"),
        ("Jorge Abrill Tarache", "Jorge Abril Tarache"),
        ("María Núñez", "María Núñez Pérez"),
    ],
)
def test_one_name_written_in_two_ways(one: str, other: str) -> None:
    assert score(one, other) >= 85
    keys = keys_of(words_of(one)).all() & keys_of(words_of(other)).all()
    assert keys, "the two are never compared"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mario Rossi", "María Rossi"),
        ("Luis Gil Mora", "Luisa Gil Mora"),
        ("Daniel Soto Vega", "Daniela Soto Vega"),
        ("Antonio Ruiz Vega", "Antonia Ruiz Vega"),
        ("Eva Ruiz Vega", "Ana Ruiz Vega"),
        ("José Luis Ruiz Vega", "José Carlos Ruiz Vega"),
        ("Ana Ruiz", "Ana Gil"),
        ("Ana", "Ana Ruiz"),
    ],
)
def test_two_names_that_look_alike(one: str, other: str) -> None:
    assert score(one, other) < 85


@given(NAMES, NAMES, st.randoms())
def test_likeness_depends_neither_on_order_nor_on_side(one: str, other: str, chance: random.Random) -> None:
    first, second = words_of(one).words, words_of(other).words
    assert likeness(first, second) == likeness(second, first)
    shuffled = list(words_of(one).words)
    chance.shuffle(shuffled)
    assert likeness(words_of(" ".join(shuffled)).words, second).score == likeness(first, second).score
    assert 0 <= likeness(first, second).score <= 100


@given(st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_two_words_are_as_alike_from_either_side(one: str, other: str) -> None:
    first, second = words_of(one).words[0], words_of(other).words[0]
    assert word_score(first, second) == word_score(second, first)


@given(NAMES)
def test_a_name_shares_every_key_with_itself_in_any_order(name: str) -> None:
    turned = " ".join(reversed(name.split()))
    if words_of(name) == words_of(turned):
        assert keys_of(words_of(name)).all() == keys_of(words_of(turned)).all()
    assert all(len(key) == 8 for key in keys_of(words_of(name)).all())


def test_a_rare_name_says_more_than_a_common_one() -> None:
    rare, common = words_of("Yupanqui Tarache Iturralde").words, words_of("José García López").words
    assert likeness(rare, rare).bits > 2 * likeness(common, common).bits
    assert rarity("maria") < rarity("garcia") < rarity("tarache")


def test_generations_are_told_from_names() -> None:
    assert words_of("Juan Pérez Gil Jr.") == (("gil", "juan", "perez"), 2)
    assert words_of("João Silva Neto").generation == 3
    assert words_of("Júnior Silva").generation == 0, "a given name, where it stands first"


def test_addresses_of_offices_are_no_keys_of_persons() -> None:
    assert is_office("info@example.org")
    assert is_office("alcaldia.quito@example.org")
    assert not is_office("ana.ruiz@example.org")
    assert not is_office("informante@example.org")
    assert keys_of(words_of("Ana Ruiz"), mail="info@example.org").firm == ()


def test_documents_phones_and_mails_are_compared_without_their_signs() -> None:
    assert document_key("00-12.34/x") == document_key("1234X") == "1234X"
    assert phone_key("+52 (55) 1234-5678 / 555") == "12345678"
    assert phone_key("ext. 12") == phone_key("") == ""
    assert mail_key(" Ana@Example.org ") == "ana@example.org"


def test_spelling_keeps_the_vowels_and_sound_does_not() -> None:
    assert spelling("yvonne") == spelling("ivone")
    assert spelling("mario") != spelling("maria")
    assert sound("mario") == sound("maria")


@given(NAMES, NAMES)
def test_the_quick_look_lets_every_likeness_pass(one: str, other: str) -> None:
    first, second = words_of(one).words, words_of(other).words
    if likeness(first, second).score >= 85:
        assert may_be_alike(first, second)
        assert may_be_alike(second, first)


@given(NAMES, NAMES)
def test_the_quick_look_at_the_bits_lets_everything_pass_that_speaks_for_one_person(one: str, other: str) -> None:
    first, second = words_of(one).words, words_of(other).words
    if likeness(first, second).bits > 0:
        assert most_bits(first, second) > 0
        assert most_bits(second, first) > 0
