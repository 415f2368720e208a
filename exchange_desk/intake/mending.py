"""Cells that were not understood, gathered by what they say, each with what they probably should have said.

A proposal is only ever a proposal: it is read like any other correction, and every one made here is understood.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from exchange_desk.intake import codes, places
from exchange_desk.intake.contacts import read_mail
from exchange_desk.intake.decisions import CellKey
from exchange_desk.intake.doubts import CellProblem
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.intake.texts import text_of
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.text import clean, fold
from exchange_desk.workbooks.grid import Sheet

_ALIKE = 80
"""Names of countries and languages this alike (of 100) may be one name misspelt."""
_AT = re.compile(r"\s*[\[({<]?\s*(?:\barroba\b|\bat\b|\bchez\b|\(a\))\s*[\])}>]?\s*", re.IGNORECASE)
_MAILS = ("gmail.com", "hotmail.com", "outlook.com", "yahoo.com", "icloud.com", "live.com")
_ALSO = ("castellano", "castelhano", "castillan", "valenciano", "euskera", "quichua")
MENDABLE = (
    *("email.", "phone.", "date.", "sex.unread", "country.unread", "language.unread", "language.approximate"),
    *("document.", "city.unknown", "city.no_country", "cell.error", "text.lost", "period.reversed"),
)
"""Beginnings of the keys of problems that another text in the cell puts right."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Cells of the file that say the same and have the same problem.

    `text`: what they say now. `piece`: the part that was not understood. `proposal`: what they could say; "" where
    nothing suggests itself. `field`: what the cells are for.
    """

    text: str
    piece: str
    field: str
    cells: tuple[CellKey, ...]
    proposal: str = ""


def is_mendable(key: str) -> bool:
    return key.startswith(MENDABLE)


def fixes(plan: ImportPlan, key: str, lang: Language) -> list[Fix]:
    """What there is to put right about one kind of problem (its key), the most frequent text first."""
    texts = CellTexts(plan)
    found: dict[tuple[str, str], list[CellKey]] = defaultdict(list)
    pieces: dict[tuple[str, str], CellProblem] = {}
    for table in plan.tables:
        for row, each in _with(table.rows, key):
            at = table.where(row.row, each.column)
            cell = (table.sheet, *at)
            same = (each.problem.field or "", texts.now(cell))
            found[same].append(cell)
            pieces.setdefault(same, each)
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    domains = _domains(plan) if key.startswith("email.") else ()
    made = []
    for (field, text), cells in ordered:
        piece = str(pieces[field, text].problem.params.get("value") or text)
        proposal = _proposal(key, text, piece, pieces[field, text], domains, lang)
        made.append(Fix(text, piece, field, tuple(dict.fromkeys(cells)), proposal if proposal != text else ""))
    return made


class CellTexts:
    """The texts of the cells of a plan's file, with the officer's corrections."""

    def __init__(self, plan: ImportPlan) -> None:
        self._sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in plan.workbook.sheets}
        self._corrected = plan.decisions.cells

    def received(self, cell: CellKey) -> str:
        """As it came."""
        sheet = self._sheets.get(cell[0])
        return text_of(sheet.value(cell[1], cell[2]), lines=True) if sheet else ""

    def now(self, cell: CellKey) -> str:
        corrected = self._corrected.get(cell)
        return corrected if corrected is not None else self.received(cell)


def _with(rows: Sequence[PlanRow], key: str) -> Iterable[tuple[PlanRow, CellProblem]]:
    for row in rows:
        if row.outcome is not Outcome.SKIPPED:
            yield from ((row, each) for each in row.problems if each.problem.key == key and each.column)


def _domains(plan: ImportPlan) -> tuple[str, ...]:
    """The domains of the addresses in the list, the most frequent first, then the usual ones."""
    mails = (str(row.values.get("email") or "") for row in plan.rows)
    counted = Counter(mail.rpartition("@")[2].casefold() for mail in mails if "@" in mail)
    return tuple(dict.fromkeys((*(domain for domain, _ in counted.most_common(20)), *_MAILS)))


def _proposal(key: str, text: str, piece: str, found: CellProblem, domains: Sequence[str], lang: Language) -> str:
    hint = str(found.problem.params.get("hint") or "")
    if key.startswith("email."):
        return hint or _mail(text, domains)
    if key == "country.unread":
        return _in_lang(text, "countries", lang, lambda name: places.country(name) is not None)
    if key == "language.unread":
        name = _in_lang(_first_word(piece), "languages", lang, lambda name: bool(codes.read_languages(name)[0]))
        return _replaced(text, _first_word(piece), name)
    return hint


def _mail(text: str, domains: Sequence[str]) -> str:
    """ "ana.example.org" and "ana(at)example.org" with their @, where the list's own domains tell where it goes."""
    candidates = [_AT.sub("@", clean(text)).replace(" ", "")] if "@" not in text else []
    bare = "".join(text.split())
    for domain in domains:
        local = bare[: -len(domain)].rstrip(".-_#*=·•") if bare.casefold().endswith(domain) else ""
        if local:
            candidates.append(f"{local}@{domain}")
    return next((each for each in candidates if read_mail(each).value == each or _same(each)), "")


def _same(text: str) -> bool:
    value = read_mail(text).value
    return value is not None and fold(value) == fold(text)


def _first_word(piece: str) -> str:
    """ "Castellanno B2" is "Castellanno": the level is understood."""
    kept = [word for word in piece.split() if not codes.read_level(word).level]
    return " ".join(kept) or piece


def _replaced(text: str, piece: str, name: str) -> str:
    """The text with one part put right; a part that stands in it as such."""
    place = text.casefold().find(piece.casefold()) if name and piece else -1
    return f"{text[:place]}{name}{text[place + len(piece) :]}" if place >= 0 else ""


def _in_lang(text: str, kind: str, lang: Language, understood: Callable[[str], bool]) -> str:
    """The country or language whose name, in any of the languages, is nearest; in the officer's language."""
    wanted = fold(text)
    names = _names(kind)
    if len(wanted) < 4:
        name = getattr(lang, kind)().get(wanted, "") if kind == "languages" else ""
        return name if name and understood(name) else ""
    best = process.extract(wanted, list(names), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
    codes_found = [names[name] for name, score, _ in best if best and score >= best[0][1] - 4]
    if len(set(codes_found)) != 1:
        return ""
    known: dict[str, str] = getattr(lang, kind)()
    name = known.get(codes_found[0], "")
    return name if name and understood(name) else ""


@lru_cache
def _names(kind: str) -> dict[str, str]:
    """Folded name in any of the languages → code."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        for key, name in getattr(Language(code), kind)().items():
            found.setdefault(fold(name), key)
    if kind == "languages":
        found |= {name: spoken for name in _ALSO if (spoken := codes.language(name))}
    return found
