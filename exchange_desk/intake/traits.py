"""What speaks for and against two records being one person: told in words, and weighed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from exchange_desk.intake.directory import Value
from exchange_desk.rules.likeness import Likeness, likeness, may_be_alike, most_bits, word_score
from exchange_desk.rules.name_keys import Keys, document_key, keys_of, mail_key, phone_key
from exchange_desk.rules.name_words import NameWords, is_office, sound, words_of
from exchange_desk.support.language import Language, msg
from exchange_desk.support.text import fold

_SAME_PLACE = 88
"""Names of places and institutions this alike are one misspelt."""

_ALIKE = 85
"""A score from which two names are those of one person, as far as names tell."""

_ROUGHLY_THE_SAME = 70
_WORD = 75
_GENERATION = 14
"""Years."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One reason for or against; `for_it` False speaks against. `bits`: by how many powers of two it does."""

    text: str
    for_it: bool = True
    score: int | None = None
    bits: float = 0.0

    def say(self, lang: Language) -> str:
        return lang(self.text) if self.score is None else lang(self.text, score=self.score)


SAME_DOCUMENT = Evidence(msg("same document number"), bits=28)
SAME_MAIL = Evidence(msg("same e-mail"), bits=20)
SAME_BIRTH = Evidence(msg("same date of birth"), bits=13)
NEAR_BIRTH = Evidence(msg("nearly the same date of birth"), bits=7)
SAME_CITY = Evidence(msg("same city"), bits=5)
SAME_INSTITUTION = Evidence(msg("same institution"), bits=6)
SAME_PHONE = Evidence(msg("same phone"), bits=12)
OFFICE_MAIL = Evidence(msg("same e-mail of an office"), bits=5)
OFFICE_PHONE = Evidence(msg("same phone, which others have too"), bits=5)
SAME_ROWS = Evidence(msg("the same full name in the same list, and nothing that differs"))
OTHER_DOCUMENT = Evidence(msg("different document number"), False, bits=-4)
OTHER_MAIL = Evidence(msg("different e-mail"), False, bits=-1.5)
OTHER_BIRTH = Evidence(msg("different date of birth"), False, bits=-5)
OTHER_CITY = Evidence(msg("different city"), False, bits=-3)
OTHER_INSTITUTION = Evidence(msg("different institution"), False, bits=-2)
OTHER_SEX = Evidence(msg("different sex"), False, bits=-5)
OTHER_GENERATION = Evidence(msg("one is the elder, the other the younger"), False, bits=-8)
ONE_GENERATION = Evidence(msg("only one is called the elder or the younger"), False, bits=-3)
OTHER_GIVEN = Evidence(msg("different given names"), False, bits=-1)
COMMON_NAME = Evidence(msg("a name that many people bear"), False)

FIRM = frozenset((SAME_DOCUMENT, SAME_MAIL))
"""Evidence of which two people can hardly share one piece."""

GRAVE = frozenset((OTHER_DOCUMENT, OTHER_BIRTH, OTHER_SEX, OTHER_GENERATION, ONE_GENERATION))
"""Evidence against which nothing is joined without asking."""

SHARED = frozenset((SAME_CITY, SAME_INSTITUTION, SAME_PHONE, OFFICE_MAIL, OFFICE_PHONE))
"""What people of one place have in common, and what tells a namesake elsewhere from them."""


@dataclass(frozen=True)
class Traits:
    """What identity looks at, folded once. `firm`: documents and personal e-mail, by which people are found for
    certain; `given`: which of the words are given names, when that is known; `generation`: 2 for "Jr."."""

    words: tuple[str, ...]
    firm: frozenset[str]
    documents: tuple[str, ...]
    mail: str
    birth: date | None
    city: str
    institution: str
    phone: str
    sex: str = ""
    given: tuple[str, ...] = ()
    generation: int = 0
    office: bool = False

    @cached_property
    def _hash(self) -> int:
        return hash((self.words, self.firm, self.birth, self.city, self.institution, self.phone, self.given))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def keys(self) -> Keys:
        """Under which keys this person is found."""
        return keys_of(NameWords(self.words, self.generation), self.birth, self.mail, self.phone, self.documents)

    @cached_property
    def neighbourhood(self) -> list[tuple[str, str]]:
        """City and institution, each with what a word of the name sounds like or the day of birth: who is there of
        such a name, who was born that day and has another name by now; and ("") whoever is of the institution."""
        sounds = [sound(word) for word in self.words]
        day = self.birth.isoformat() if self.birth else ""
        found = [(self.city, each) for each in (*sounds, day) if self.city and each]
        if self.institution:
            found += [(self.institution, each) for each in dict.fromkeys(("", day, *sounds))]
        return found


def traits(values: Mapping[str, Value]) -> Traits:
    """What identity looks at in the values of a record; of the same values the same, while they are remembered."""
    texts = [str(values.get(field, "")) for field in _LOOKED_AT]
    birth = values.get("birth_date")
    return _traits(birth if isinstance(birth, date) else None, *texts)


_LOOKED_AT = (
    "given_names",
    "family_names",
    "email",
    "phone",
    "passport_number",
    "national_id",
    "city",
    "institution",
    "sex",
)


@lru_cache(maxsize=16_384)
def _traits(birth: date | None, *texts: str) -> Traits:
    """The traits of a day of birth and the texts of `_LOOKED_AT`."""
    given, family, mail, phone, passport, national, city, institution, sex = texts
    name = words_of(f"{given} {family}")
    mail, documents = mail_key(mail), (document_key(passport), document_key(national))
    office = bool(mail) and is_office(mail)
    return Traits(
        name.words,
        frozenset(text for text in (*documents, "" if office else mail) if text),
        documents,
        mail,
        birth,
        _folded(city),
        _folded(institution),
        phone_key(phone),
        sex,
        words_of(given).words if given and family else (),
        name.generation,
        office,
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two records compared. `bits`: how much speaks for one person in all, before it is asked how many there are."""

    name: Likeness
    told: tuple[Evidence, ...]
    bits: float


def weigh(who: Traits, other: Traits, shared: frozenset[str] = frozenset()) -> Weighed:
    """Compare two records. `shared`: e-mails and phones that are known to belong to several people."""
    name = likeness(who.words, other.words)
    told = _told(who, other, shared)
    if name.score < _ALIKE and who.given and other.given and _others_given(who, other):
        told.append(OTHER_GIVEN)
    return Weighed(name, tuple(told), name.bits + sum([evidence.bits for evidence in told]))


@lru_cache(maxsize=65_536)
def strangers(who: Traits, other: Traits) -> bool:
    """Is there nothing that two people of different names have in common? A quick look, before they are weighed.

    Remembered, so that a list that is being corrected is compared anew only where it was changed.
    """
    if not who.firm.isdisjoint(other.firm):
        return False
    if (who.mail and who.mail == other.mail) or (who.phone and who.phone == other.phone):
        return False
    if who.birth and other.birth and _born_near(who.birth, other.birth):
        return False
    if not who.institution or who.institution != other.institution:
        return not (may_be_alike(who.words, other.words) and likeness(who.words, other.words).score >= _ALIKE)
    if most_bits(who.words, other.words) <= 0:
        return True
    name = likeness(who.words, other.words)
    return name.bits <= 0 and name.score < _ALIKE


def _born_near(one: date, other: date) -> bool:
    """Days that may be one have the year, the month or the day in common."""
    if one.year != other.year and one.month != other.month and one.day != other.day:
        return False
    return _births(one, other) is not OTHER_BIRTH


def _told(who: Traits, other: Traits, shared: frozenset[str]) -> list[Evidence]:
    found = [*_documents(who, other), *_reached(who, other, shared)]
    if who.birth and other.birth:
        found.append(_births(who.birth, other.birth))
    if who.city and other.city:
        found.append(SAME_CITY if _same_place(who.city, other.city) else OTHER_CITY)
    if who.institution and other.institution:
        found += _institutions(who.institution, other.institution)
    if who.sex and other.sex and who.sex != other.sex:
        found.append(OTHER_SEX)
    if who.generation != other.generation:
        found.append(OTHER_GENERATION if who.generation and other.generation else ONE_GENERATION)
    return found


def _reached(who: Traits, other: Traits, shared: frozenset[str]) -> list[Evidence]:
    """What e-mail and phone say; those of an office say where somebody works."""
    found = []
    if who.mail and other.mail:
        office = who.office or other.office or who.mail in shared or other.mail in shared
        if who.mail == other.mail:
            found.append(OFFICE_MAIL if office else SAME_MAIL)
        elif not office:
            found.append(OTHER_MAIL)
    if who.phone and who.phone == other.phone:
        found.append(OFFICE_PHONE if who.phone in shared else SAME_PHONE)
    return found


def _documents(who: Traits, other: Traits) -> list[Evidence]:
    pairs = [(a, b) for a, b in zip(who.documents, other.documents, strict=True) if a and b]
    if any(a == b for a, b in pairs):
        return [SAME_DOCUMENT]
    return [OTHER_DOCUMENT] if pairs else []


@lru_cache(maxsize=65_536)
def _births(one: date, other: date) -> Evidence:
    """The same day; nearly: day and month in the other order, or one digit or two neighbours typed wrongly.

    Days a generation apart are a parent's and a child's, whatever their digits.
    """
    if one == other:
        return SAME_BIRTH
    if abs(one.year - other.year) >= _GENERATION:
        return OTHER_BIRTH
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return NEAR_BIRTH
    first, second = f"{one:%Y%m%d}", f"{other:%Y%m%d}"
    wrong = [place for place in range(8) if first[place] != second[place]]
    if len(wrong) == 1:
        return NEAR_BIRTH
    turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    if turned and first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]:
        return NEAR_BIRTH
    return OTHER_BIRTH


@lru_cache(maxsize=65_536)
def _same_place(one: str, other: str) -> bool:
    return one == other or (len(one) > 3 and fuzz.ratio(one, other) >= _SAME_PLACE)


@lru_cache(maxsize=65_536)
def _institutions(one: str, other: str) -> tuple[Evidence, ...]:
    """The same, another one, or (when some words are the same) perhaps a part of it: that says nothing."""
    if _same_place(one, other):
        return (SAME_INSTITUTION,)
    return () if fuzz.token_set_ratio(one, other) >= _ROUGHLY_THE_SAME else (OTHER_INSTITUTION,)


def _others_given(who: Traits, other: Traits) -> bool:
    """No given name of either is a word of the other's name, even misspelt: brothers, sisters, twins."""
    if not set(who.given).isdisjoint(other.words) or not set(other.given).isdisjoint(who.words):
        return False
    return not any(word_score(a, b) >= _WORD for a in who.given for b in other.words) and not any(
        word_score(a, b) >= _WORD for a in other.given for b in who.words
    )


_folded = lru_cache(maxsize=65_536)(fold)
