"""What a heading means: the synonyms of resources/headings, compared folded, exactly before nearly."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from exchange_desk.intake import codes, phrasing
from exchange_desk.intake.names import FAMILY_FIRST, GIVEN_FIRST
from exchange_desk.intake.texts import repaired
from exchange_desk.intake.words import words
from exchange_desk.support.resources import resource
from exchange_desk.support.text import clean, fold

ASIDE = "aside."
"""Prefix of meanings that are known and that nobody needs ("aside.number")."""
ANOTHER = frozenset((f"{ASIDE}other_person", f"{ASIDE}substitute"))
"""Meanings of headings that speak of somebody else than the nominee."""

_BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*\s*[.)\-:]+\s*(?=\D)|(?:[a-zA-Z]|[ivxIVX]{2,4})\s*[.)\-]+\s+)")
_BRACKETED = re.compile(r"\(([^)]{2,30})\)")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_OWNED = re.compile(
    r"^(?:officer|nominee|participant|candidate|applicant|employee|staff|member|delegate)(?:['’]?s['’]?)?\s+(?=[a-z])",
    re.IGNORECASE,
)
_AND = ("y", "e", "and", "et", "und", "i")
"""What "&" and "+" stand for in a heading."""
_NUMBER_OF = re.compile(r"^\s*(?:n\s*[.°º]+\s*[°º]?|no\.?|nro\.?|n[uú]m\.?|num[eé]ro|number)\s+(?=d)", re.IGNORECASE)
_NUMBER_FIRST = re.compile(
    r"^\s*(?:n\s*[.°º]+\s*[°º]?|no\.?|nro\.?|n[uú]m\.?|nr\.?|n[uú]mero)\s+(?:de\s+|del\s+|do\s+|of\s+)?|\s+(?:n\s*[.°º]+|no\.?|nr\.?|#)$",
    re.IGNORECASE,
)
_NUMBERS = frozenset(("phone", "national_id", "passport_number"))
"""Fields before whose heading "N°" says nothing more."""
_PLAIN = frozenset(("city", "region", "country", "email", "phone", "post", "sex"))
"""What a lower heading says for certain, whatever stands over it."""
_SPLIT = re.compile(r"\s*[/|\n·•]\s*|\s+[-–]\s+|\s*\(\s*|\s*\)\s*")
_NEAR = 86
_LEADING = frozenset(
    (
        *("email", "phone", "post", "sex", "given_names", "family_names", "family_name_1", "family_name_2"),
        *("unit", "national_id", "objective"),
    )
)
"""What the first words of a longer heading tell by themselves ("Cargo del nominado")."""
_ASKED = _LEADING | frozenset(
    ("theme", "full_name", "name", "city", "institution", "language.mul", "country", "birth_date", "nationality")
)
"""What the first word of a question tells ("¿Qué idiomas habla?")."""
_SMALL = re.compile(
    r"\s+(?:d[eo]l?|da|du|des|d['’]|del?l[ao']|di|der|in|of|for|en|no|na|que|donde|où|onde|at|[oueyi]|and|or|ou|et|und|oder|"
    r"para|pour|fur|für|nell['’]|nel)(?:\s+|/|$|(?<=['’]))",
    re.IGNORECASE,
)
_DATES = frozenset(("fecha", "date", "data", "datum", "dia", "day", "jour", "fechas", "dates", "datas"))
_RANKED = re.compile(r"^(.*\D)\s*\b([123])\s*[.ºª°]?$")
_ALONE = frozenset(
    ("firma", "partner", "leiter", "leiterin", "referencia", "referencias", "reference", "references", "cap")
)
"""Words that say something only when nothing stands beside them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`field`: a field, "name" (given or full), "language.level", or "aside.<what>". `how`: exact, phrase or fuzzy."""

    field: str
    language: str
    order: str | None
    confidence: float
    how: str


@cache
def _vocabulary() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, list[Meaning]] = defaultdict(list)
    for file in sorted(resource("headings").glob("*.toml")):
        known: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        aside = {ASIDE + name: listed for name, listed in known.pop("aside", {}).items()}
        for key, listed in {**known, **aside}.items():
            for word in listed:
                found[fold(word)].append(_meaning(key, file.stem))
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}


def _meaning(key: str, language: str) -> Meaning:
    field, _, order = key.rpartition(".")
    if order in (GIVEN_FIRST, FAMILY_FIRST):
        return Meaning(field, language, order, 1.0, "exact")
    return Meaning(key, language, None, 1.0, "exact")


@cache
def _phrases() -> dict[str, list[tuple[int, str, tuple[Meaning, ...]]]]:
    """Synonyms that may stand inside a longer heading: two words, one long one, or a word for another person.

    By their first words, each with its place among all of them, the longest first.
    """
    chosen = [
        (word, known)
        for word, known in _vocabulary().items()
        if len(word) > 6 or (" " in word and len(word) > 4) or (known[0].field in ANOTHER and len(word) > 3)
        if word not in words("heading", "too_common")
    ]
    found: dict[str, list[tuple[int, str, tuple[Meaning, ...]]]] = defaultdict(list)
    for place, (word, known) in enumerate(sorted(chosen, key=lambda pair: -len(pair[0]))):
        found[word.partition(" ")[0]].append((place, word, known))
    return dict(found)


@lru_cache(maxsize=8192)
def meanings(heading: str) -> tuple[Meaning, ...]:
    """Everything a heading may mean, the likeliest first; empty when it says nothing to us."""
    found = _meanings(heading)
    if found and found[0].field == "preferred_host_1" and found[0].how == "phrase":
        field = f"preferred_host_{phrasing.rank(fold(heading))}"
        return tuple(replace(m, field=field) for m in found)
    return found


def _meanings(heading: str) -> tuple[Meaning, ...]:
    text = repaired(clean(heading))
    if not text or len(text) > 160:
        return ()
    exact = exactly(text)
    if exact:
        return exact
    if phrasing.asks_why(text):
        return (Meaning("objective", "", None, 0.7, "phrase"),)
    asked = phrasing.asked(text)
    if asked:
        return _of_another(text) or _asked_for(asked)
    numbered = _trusted([m for m in exactly(_NUMBER_FIRST.sub("", text)) if m.field in _NUMBERS], 0.9)
    return (
        numbered
        or _of_another(text)
        or _abbreviated(text)
        or _head(text)
        or _inside(text)
        or _nearly(text)
        or _leading(text)
        or _last(text)
    )


def _asked_for(text: str) -> tuple[Meaning, ...]:
    """What a question asks for, its opening words taken off: its first words tell."""
    exact = exactly(text)
    if exact:
        return _trusted(exact, 0.9, "phrase")
    first = tuple(m for m in _vocabulary().get(fold(text).partition(" ")[0], ()) if m.field in _ASKED)
    inside = _inside(text)
    if first and not (inside and len(fold(text).split()) > 1 and inside[0].field.startswith("preferred_host")):
        return _trusted(first, 0.7, "phrase")
    return _head(text) or inside


def _abbreviated(text: str) -> tuple[Meaning, ...]:
    """ "Fec. Nac.", "Unid. orgánica": the headings whose words begin like these, if all mean the same."""
    short = phrasing.shortened(text)
    if not short:
        return ()
    same = [known for word, known in _by_length().get(len(short), ()) if phrasing.stands_for(short, word)]
    return _trusted(same[0], 0.8, "phrase") if same and len({known[0].field for known in same}) == 1 else ()


@cache
def _by_length() -> dict[int, list[tuple[list[str], tuple[Meaning, ...]]]]:
    """Number of words → the known headings of so many words."""
    found: dict[int, list[tuple[list[str], tuple[Meaning, ...]]]] = defaultdict(list)
    for key, known in _vocabulary().items():
        parts = phrasing.weighty(key)
        found[len(parts)].append((parts, known))
    return dict(found)


def is_heading(text: str) -> bool:
    """Is the text exactly one of the headings we know?"""
    return len(text) < 60 and fold(text) in _vocabulary()


def joined(upper: str, lower: str) -> tuple[Meaning, ...]:
    """A heading of two rows: the lower one in the light of the upper one ("Jefe inmediato" over "Nombre")."""
    if not upper or not lower or fold(upper) == fold(lower):
        return meanings(lower or upper)
    above = () if fold(upper) in words("heading", "too_common") else meanings(upper)
    if above and above[0].field in (*ANOTHER, f"{ASIDE}other", f"{ASIDE}party"):
        return tuple(Meaning(m.field, m.language, None, 0.9, m.how) for m in above[:1])
    below = meanings(lower)
    plain = bool(below) and below[0].how == "exact" and below[0].field in _PLAIN
    for text in () if plain else (f"{lower} {upper}", f"{upper} {lower}"):
        known = _vocabulary().get(fold(text))
        if known:
            return known
    if above and above[0].field.startswith("preferred_host") and below and below[0].field in ("city", "institution"):
        return above
    return below


def exactly(text: str) -> tuple[Meaning, ...]:
    """The whole heading, without brackets or numbering, or each half of a heading in two languages."""
    for told in _BRACKETED.findall(text):
        wish = _vocabulary().get(fold(told), ())
        if wish and wish[0].field.startswith("preferred_host"):
            return _trusted(wish, 0.97)
    ranked = _RANKED.match(text)
    wished = _vocabulary().get(fold(ranked[1]), ()) if ranked else ()
    if ranked and wished and wished[0].field == "preferred_host_1" and fold(text) not in _vocabulary():
        return (Meaning(f"preferred_host_{ranked[2]}", wished[0].language, None, 0.97, "exact"),)
    for form, trust in _forms(text):
        known = _vocabulary().get(fold(form))
        if known:
            return _trusted(known, trust)
        spoken = _language_heading(fold(form), trust)
        if spoken:
            return spoken
    return (_of_another(text) or _halves(text)) if _SPLIT.search(text) else ()


def _forms(text: str) -> Iterator[tuple[str, float]]:
    """The ways in which the same heading is written, with how far each can be trusted."""
    yield text, 1.0
    bare = _NUMBERED.sub("", _BRACKETS.sub("", text)).strip(" *:")
    yield bare, 0.97
    yield _NUMBERED.sub("", text), 0.97
    yield _NUMBER_OF.sub("numero ", bare), 0.97
    if " " not in text:
        yield _CAMEL.sub(" ", text), 0.97
    owned = _OWNED.sub("", bare)
    if owned != bare:
        yield owned, 0.9
    if "&" in text or "+" in text:
        yield from ((re.sub(r"\s*[&+]\s*", f" {word} ", bare), 0.97) for word in _AND)


def _trusted(known: Sequence[Meaning], trust: float, how: str = "exact") -> tuple[Meaning, ...]:
    return tuple(Meaning(m.field, m.language, m.order, trust, how) for m in known)


def _halves(text: str) -> tuple[Meaning, ...]:
    """ "Nombre / Nom / Nome": the meaning the parts share; else the first part that has one."""
    parts = [part for part in _SPLIT.split(text) if part and fold(part)]
    found = [_vocabulary().get(fold(part), ()) or _language_heading(fold(part), 1.0) for part in parts]
    told = [known for known in found if known]
    told = [known for known in told if not known[0].field.startswith(ASIDE)] or told
    if not told:
        return ()
    shared = [m for m in told[0] if all(any(_agree(m.field, o.field) for o in known) for known in told[1:])]
    trust = (1.0 if len(told) == len(parts) else 0.9) if shared else 0.7
    return _trusted(shared or told[0], trust)


def _agree(one: str, other: str) -> bool:
    """ "Nombre" (given or full) and "Nom" (surname or full) beside each other both mean the whole name."""
    names = {"name", "full_name", "given_names", "family_names"}
    return one == other or (one in names and other in names and "name" in (one, other))


def _language_heading(key: str, trust: float) -> tuple[Meaning, ...]:
    """ "Inglés", "Nivel de inglés", "English level": a column for one language."""
    found = key.split()
    if not found or len(found) > 5:
        return ()
    spoken = [code for word in found if (code := codes.language(word))]
    rest = [word for word in found if not codes.language(word)]
    if len(spoken) == 1 and all(
        word in words("heading", "level") or word in words("heading", "spoken") for word in rest
    ):
        return (Meaning(f"language.{spoken[0]}", "", None, trust if not rest else min(trust, 0.97), "exact"),)
    return ()


def _held(text: str) -> list[tuple[str, tuple[Meaning, ...]]]:
    """The synonyms that stand within a heading, the longest first."""
    key = f" {fold(text)} "
    if key.count(" ") >= 16:
        return []
    begun = [phrase for first in set(key.split()) for phrase in _phrases().get(first, ())]
    return [(word, known) for _, word, known in sorted(p for p in begun if f" {p[1]} " in key)]


def _of_another(text: str) -> tuple[Meaning, ...]:
    """A word for another person outweighs all else in a heading."""
    found = (known for word, known in _held(text) if known[0].field in ANOTHER and word not in _ALONE)
    return _trusted(next(found, ()), 0.9, "phrase")


def _head(text: str) -> tuple[Meaning, ...]:
    """ "Cargo de la persona nominada": what stands before the first small word is what the column holds."""
    before, small, _ = _SMALL.sub("\n", text, count=1).partition("\n")
    known = exactly(before) if small and before.strip() and fold(before) not in _DATES else ()
    return _trusted([m for m in known if m.field in _LEADING or m.field == f"{ASIDE}other"], 0.8, "phrase")


def _inside(text: str) -> tuple[Meaning, ...]:
    """The synonym that says most within a longer heading.

    What a heading is about stands first in it, in English last.
    """
    key = f" {fold(text)} "
    held = [(word, known) for word, known in _held(text) if _may_stand_inside(word, known[0].field, key)]
    aside = phrasing.elsewhere(key, {known[0].field for _, known in held})
    if aside:
        return (Meaning(f"{ASIDE}{aside}", "", None, 0.8, "phrase"),)
    if not held:
        return ()
    english = all(known[0].language == "en" for _, known in held)
    places = {word: -key.rindex(f" {word} ") if english else key.index(f" {word} ") for word, _ in held}
    word, known = min(held, key=lambda pair: (-len(pair[0].split()), places[pair[0]]))
    first = _leading(text)
    if first and " " not in word and not key.startswith(f" {word} "):
        return first
    return _trusted(known, round(0.55 + 0.4 * len(word.split()) / len(key.split()), 2), "phrase")


def _leading(text: str) -> tuple[Meaning, ...]:
    """What the first word tells by itself."""
    first = fold(text).partition(" ")[0]
    least = {"phone": 2, "national_id": 2}
    known = _vocabulary().get(first, ())
    return _trusted([m for m in known if m.field in _LEADING and len(first) > least.get(m.field, 3)], 0.65, "phrase")


def _last(text: str) -> tuple[Meaning, ...]:
    """What the last word of an English heading tells ("Work mobile")."""
    key = fold(text).split()
    known = _vocabulary().get(key[-1], ()) if 1 < len(key) < 4 else ()
    return _trusted([m for m in known if m.field in ("phone", "email", "post") and m.language == "en"], 0.6, "phrase")


def _may_stand_inside(word: str, field: str, key: str) -> bool:
    """The beginning and end of a stay are not those of a contract or an office, and a passport is not the only thing
    that expires: only few words may stand beside."""
    rest = set(key.replace(f" {word} ", " ").split())
    if field == "passport_expiry" and not rest <= words("heading", "of_expiry"):
        return False
    return word not in _ALONE and (field not in ("start", "end") or rest <= words("heading", "of_stays"))


def _nearly(text: str) -> tuple[Meaning, ...]:
    """A synonym with a slip of the pen: each word near its own, so that "retiro" is no "retorno"."""
    key = fold(text)
    if len(key) < 4:
        return ()
    found = process.extractOne(key, _vocabulary().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if not found or not _near_by_word(key, found[0]):
        return ()
    return _trusted(_vocabulary()[found[0]], round(found[1] / 110, 2), "fuzzy")


def _near_by_word(one: str, other: str) -> bool:
    mine, theirs = one.split(), other.split()
    return len(mine) != len(theirs) or all(fuzz.ratio(a, b) >= 80 for a, b in zip(mine, theirs, strict=True))
