"""Who is who: strict evidence joins, a similar name asks, contradicting evidence keeps apart."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.intake import identity
from exchange_desk.intake.directory import Directory, KnownPerson
from exchange_desk.intake.identity import Register, Verdict, name_score, name_words, traits
from exchange_desk.intake.judging import Outcome
from tests.intake.lists import keys, person, plan

BORN = date(1980, 3, 12)
HEAD = ("Nombre", "Apellidos", "Correo", "Fecha de nacimiento", "Pasaporte", "Institución")


def verdict(known: dict[str, Any], row: dict[str, Any]) -> Verdict | None:
    found = Register([KnownPerson("1", known)]).candidates(traits(row))
    return found[0].verdict if found else None


def who(given: str, family: str, **more: Any) -> dict[str, Any]:
    return {"given_names": given, "family_names": family, **more}


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("María Núñez Pérez", "Maria Nunez Perez", 100, 100),
        ("María Núñez Pérez", "PÉREZ NÚÑEZ MARÍA", 100, 100),
        ("Ma. Núñez Pérez", "María Núñez Pérez", 100, 100),
        ("María Núñez", "María Núñez Pérez", 92, 99),
        ("Jorge Abrill Tarache", "Jorge Abril Tarache", 92, 99),
        ("J. Abril Tarache", "Jorge Abril Tarache", 85, 99),
        ("Mario Rossi", "María Rossi", 0, 60),
        ("Paolo Russo", "Paolo Rossi", 0, 84),
        ("Ana Ruiz", "Ana Gil", 0, 84),
        ("Ana", "Ana Ruiz", 0, 84),
    ],
)
def test_names_alike(one: str, other: str, least: int, most: int) -> None:
    assert least <= name_score(name_words(one), name_words(other)) <= most


@given(st.lists(st.sampled_from(["Ana", "Eva", "Luz", "Ruiz", "Gil", "Soto", "Vega", "Mora"]), min_size=2, max_size=5))
def test_likeness_does_not_depend_on_order_or_side(words: list[str]) -> None:
    one, other = name_words(" ".join(words)), name_words(" ".join(reversed(words[:-1] or words)))
    assert name_score(one, other) == name_score(other, one)


@pytest.mark.parametrize(
    ("known", "row", "expected"),
    [
        (who("Ana", "Ruiz", passport_number="00X1"), who("Ana", "Ruis", passport_number="x-1"), Verdict.SAME),
        (who("Ana", "Ruiz", passport_number="X1"), who("Pedro", "Mora", passport_number="X1"), Verdict.ASK),
        (who("Ana", "Ruiz", email="a@example.org"), who("Ana", "Ruiz Vega", email="A@example.org"), Verdict.SAME),
        (who("Ana", "Ruiz", email="office@example.org"), who("Pedro", "Mora", email="office@example.org"), None),
        (
            who("Ana", "Ruiz", birth_date=BORN, city="Quito"),
            who("Ana", "Ruiz", birth_date=BORN, city="Quito"),
            Verdict.SAME,
        ),
        (who("Ana", "Ruiz", birth_date=BORN), who("Ana", "Ruiz", birth_date=BORN), Verdict.ASK),
        (who("Ana", "Ruiz Vega"), who("Ana", "Ruiz Vega"), Verdict.ASK),
        (who("Ana", "Ruiz", birth_date=BORN), who("Ana", "Ruiz", birth_date=date(1971, 1, 1)), Verdict.APART),
        (who("Ana", "Ruiz", passport_number="X1"), who("Ana", "Ruiz", passport_number="X2"), Verdict.APART),
        (who("Ana", "Ruiz", email="a@example.org"), who("Ana", "Ruiz", email="b@example.org"), Verdict.APART),
        (
            who("Ana", "Ruiz", email="a@example.org", city="Quito"),
            who("Ana", "Ruiz", email="b@example.org", city="Quito"),
            Verdict.ASK,
        ),
        (who("Ana", "Ruiz"), who("Pedro", "Mora"), None),
    ],
)
def test_the_verdict_follows_the_evidence(known: dict[str, Any], row: dict[str, Any], expected: Verdict | None) -> None:
    assert verdict(known, row) is expected


FULL = "Juan Pablo", "Modelo Prado"
AT_WORK = {"city": "Quito", "institution": "Empresa de Aguas"}
AT_HOME = {"birth_date": BORN, **AT_WORK}
TWIN, OTHER_TWIN = ("Eva", "Muestra Ortiz"), ("Inés", "Muestra Ortiz")
ANA, OLD = ("Ana", "Ruiz Vega"), date(1950, 5, 1)
RARE, COMMON = ("Jorge", "Abril Tarache"), ("José", "García")
CASA, INFO = {"email": "casa@example.org"}, {"email": "info@example.org"}
A, B = {"email": "a@example.org"}, {"email": "b@example.org"}


@pytest.mark.parametrize(
    ("known", "row", "expected"),
    [
        # father and son: one name, one city, one office
        (who(*FULL, birth_date=OLD, city="Quito"), who(*FULL, birth_date=BORN, city="Quito"), "apart"),
        (who(*FULL, **AT_WORK), who("Juan Pablo", "Modelo Prado Jr.", **AT_WORK), "ask"),
        (who("Juan Pablo", "Modelo Prado Sr."), who("Juan Pablo", "Modelo Prado hijo"), "apart"),
        (who(*FULL, birth_date=OLD, phone="022 345 678"), who(*FULL, birth_date=BORN, phone="022345678"), "ask"),
        # twins and brothers: one day of birth, one home, other given names
        (who(*TWIN, **AT_HOME), who(*OTHER_TWIN, **AT_HOME), None),
        (who("Mario", "Muestra Ortiz", **AT_HOME), who("María", "Muestra Ortiz", **AT_HOME), None),
        (who(*TWIN, **CASA), who(*OTHER_TWIN, **CASA), None),
        # what an office shares is no proof
        (who("Ana", "Ruiz", **INFO), who("Ana", "Ruiz Vega", **INFO), "ask"),
        (who("Ana", "Ruiz", **INFO), who("Pedro", "Mora", **INFO), None),
        # a birthday mistyped is nearly the same, one of another year is not
        (who(*ANA, birth_date=BORN), who(*ANA, birth_date=date(1980, 12, 3)), "ask"),
        (who(*ANA, birth_date=BORN), who(*ANA, birth_date=date(1981, 3, 12)), "ask"),
        (who(*ANA, birth_date=BORN), who(*ANA, birth_date=date(1983, 7, 1)), "apart"),
        # a married name, a renewed passport
        (who("María", "Pérez López", **AT_HOME), who("María", "Pérez de García", **AT_HOME), "ask"),
        (who(*FULL, birth_date=BORN, passport_number="A1"), who(*FULL, birth_date=BORN, passport_number="B2"), "ask"),
        # another e-mail: a rare name asks, a common one does not
        (who(*RARE, **A), who(*RARE, **B), "ask"),
        (who(*COMMON, **A), who(*COMMON, **B), "apart"),
        (who("Andrea", "Rossi", sex="female"), who("Andrea", "Rossi", sex="male"), "apart"),
    ],
)
def test_those_who_only_seem_one_stay_apart_or_are_asked_about(
    known: dict[str, Any], row: dict[str, Any], expected: str | None
) -> None:
    assert verdict(known, row) == expected
    assert verdict(row, known) == expected


@pytest.mark.parametrize(
    "more",
    [
        [("email", "ana@example.org", "eva@example.org"), ("phone", "+54 11 4127 7100", "+54 11 4127 7100")],
        [("birth_date", date(1961, 3, 4), date(1961, 3, 14))],
        [
            ("city", "Quito", "Quito"),
            ("institution", "Alcaldía", "Alcaldía"),
            ("email", "a@example.org", "b@example.org"),
        ],
    ],
)
def test_colleagues_of_one_given_name_are_no_question(more: list[tuple[str, Any, Any]]) -> None:
    one = who("Óscar Alberto", "Iturralde", **{name: value for name, value, _ in more})
    other = who("Alberto Óscar", "Roberti", **{name: value for name, _, value in more})
    assert verdict(one, other) in (None, Verdict.APART)


def test_an_address_that_two_names_share_is_an_office_s() -> None:
    people = [
        KnownPerson("1", who("Ana", "Ruiz", email="agua@example.org")),
        KnownPerson("2", who("Luis", "Gil", email="agua@example.org")),
    ]
    (match,) = Register(people).candidates(traits(who("Ana", "Ruiz Vega", email="agua@example.org")))
    assert match.verdict is Verdict.ASK


def test_a_common_name_among_many_people_is_no_question_and_a_rare_one_is() -> None:
    for first, family, expected in (("José", "García", Verdict.APART), ("Zoila", "Yupanqui", Verdict.ASK)):
        one = identity.Somebody(traits(who(first, family)), "1", f"{first} {family}")
        (match,) = identity.compare(one.traits, [one], 1_000_000)
        assert match.verdict is expected


NAMES = st.lists(
    st.sampled_from(["Ana", "Toni", "Antonio", "Luz", "Ruiz", "Gil", "Soto", "Vega", "Iturralde"]),
    min_size=1,
    max_size=5,
)
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "birth_date": st.sampled_from([BORN, date(1980, 12, 3), date(1951, 1, 1)]),
        "email": st.sampled_from(["a@example.org", "info@example.org"]),
        "phone": st.sampled_from(["022345678", "099999999"]),
        "city": st.sampled_from(["Quito", "Lima"]),
        "institution": st.sampled_from(["Empresa de Aguas", "Catastro"]),
        "passport_number": st.sampled_from(["A1", "B2"]),
        "sex": st.sampled_from(["female", "male"]),
    },
)


@given(NAMES, NAMES, st.sampled_from([1, 1_000, 1_000_000]))
def test_a_name_alone_never_joins(one: list[str], other: list[str], crowd: int) -> None:
    somebody = identity.Somebody(traits(who(" ".join(one[:1]), " ".join(one[1:]))), "1", "x")
    for match in identity.compare(traits(who(" ".join(other[:1]), " ".join(other[1:]))), [somebody], crowd):
        assert match.verdict is not Verdict.SAME


@given(NAMES, NAMES, DETAILS, DETAILS)
def test_the_verdict_is_the_same_from_either_side(
    one: list[str], other: list[str], more: dict[str, Any], less: dict[str, Any]
) -> None:
    first, second = who(one[0], " ".join(one[1:]), **more), who(other[0], " ".join(other[1:]), **less)
    assert verdict(first, second) == verdict(second, first)


def test_a_similar_name_alone_never_joins_but_asks_with_the_evidence() -> None:
    known = Directory([person(1, "Ana", "Ruiz Vega")])
    made = plan([("Nombre", "Apellidos"), ("Ana", "Ruiz")], known=known)
    row = next(iter(made.rows))
    assert row.outcome is Outcome.WAITING
    assert row.match is not None
    assert (row.match.id, made.questions[0].key) == ("id-1", "identity.ambiguous")
    same = made.answer(made.questions[0].id, "same")
    assert same.totals()["same"] == 1
    assert made.answer(made.questions[0].id, "new").totals()["new"] == 1
    assert made.answer(made.questions[0].id, "skip").totals()["skipped"] == 1


def test_the_same_full_names_are_asked_about_once_and_one_row_may_differ() -> None:
    known = Directory([person(1, "Ana", "Ruiz Vega"), person(2, "Eva", "Gil Mora")])
    made = plan([("Nombre", "Apellidos"), ("Ana", "Ruiz Vega"), ("Eva", "Gil Mora")], known=known)
    assert [(q.id, len(q.rows)) for q in made.questions] == [("persons:known", 2)]
    one = made.answer("person:Hoja1!2", "new")
    assert (one.totals()["new"], one.totals()["waiting"]) == (1, 1)
    assert one.answer("persons:known", "same").totals()["same"] == 1


def test_strict_evidence_updates_only_what_is_empty_and_shows_what_differs() -> None:
    known = Directory([person(1, "Ana", "Ruiz Vega", email="ana@example.org", post="Jefa")])
    rows = [
        ("Nombre", "Apellidos", "Correo", "Cargo", "Unidad"),
        ("Ana", "Ruiz", "ana@example.org", "Directora", "Agua"),
    ]
    made = plan(rows, known=known)
    row = next(iter(made.rows))
    assert row.outcome is Outcome.UPDATE
    assert {(c.field, c.old, c.new, c.applied) for c in row.changes} == {
        ("family_names", "Ruiz Vega", "Ruiz", False),
        ("post", "Jefa", "Directora", False),
        ("unit", None, "Agua", True),
    }


def test_the_policy_decides_what_the_file_may_change() -> None:
    from exchange_desk.intake.decisions import Policy

    known = Directory([person(1, "Ana", "Ruiz", email="ana@example.org", post="Jefa")])
    made = plan([("Nombre", "Apellidos", "Correo", "Cargo"), ("Ana", "Ruiz", "ana@example.org", "Otra")], known=known)
    applied = {p: [c.applied for c in next(iter(made.with_policy(p).rows)).changes] for p in Policy}
    assert applied == {Policy.COMPLETE: [False], Policy.UPDATE: [True], Policy.KEEP: [False]}
    assert made.with_policy(Policy.UPDATE).totals()["update"] == 1


def test_somebody_kept_apart_is_a_new_person_with_a_warning() -> None:
    known = Directory([person(1, "Ana", "Ruiz Vega", birth_date=date(1970, 1, 1))])
    made = plan([("Nombre", "Apellidos", "Fecha de nacimiento"), ("Ana", "Ruiz Vega", "1980-03-12")], known=known)
    assert (made.totals()["new"], keys(made)) == (1, [["person.conflict"]])


def test_the_same_person_twice_in_a_file_is_joined_when_it_is_certain_and_asked_about_otherwise() -> None:
    head = ("Nombre", "Apellidos", "Correo", "Cargo")
    sure = plan([head, ("Ana", "Ruiz", "ana@example.org"), ("Ana", "Ruiz Vega", "ANA@example.org", "Jefa")])
    rows = list(sure.rows)
    assert [r.outcome for r in rows] == [Outcome.NEW, Outcome.UPDATE]
    assert (rows[1].joined, keys(sure)[1]) == (("Hoja1", 2), ["person.twice"])
    unsure = plan([("Nombre", "Apellidos"), ("Ana", "Ruiz"), ("ANA", "RUIZ"), ("Ana", "Ruiz")])
    assert [(q.key, len(q.rows)) for q in unsure.questions] == [("identity.twice", 2)]
    assert unsure.answer("persons:twice", "same").totals() == {
        "rows": 3, "new": 1, "update": 0, "same": 2, "waiting": 0, "skipped": 0, "refused": 0,
    }  # fmt: skip


def test_a_row_joined_to_a_waiting_row_waits_with_it() -> None:
    rows = [
        ("Nombre", "Apellidos", "Correo", "Sexo"),
        ("Ana", "Ruiz", "ana@example.org", "M"),
        ("Ana", "Ruiz", "ana@example.org"),
    ]
    made = plan(rows)
    assert made.totals()["waiting"] == 2
    assert made.answer(made.questions[0].id, "female").totals()["waiting"] == 0


def test_finding_somebody_does_not_compare_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register(person(i, f"Xa{i:04d}", f"Zo{i:04d} Qu{i:04d}") for i in range(3000))
    compared: list[int] = []
    original = identity.compare

    def counting(who: Any, found: Any, crowd: int, **more: Any) -> Any:
        compared.append(len(found))
        return original(who, found, crowd, **more)

    monkeypatch.setattr(identity, "compare", counting)
    assert register.candidates(traits(who("Ana", "Ruiz Vega"))) == []
    assert compared == [0]
