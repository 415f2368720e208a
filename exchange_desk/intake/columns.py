"""Which column is what: headings first, then what the cells look like, then what stands beside them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_by

from exchange_desk.intake import headings
from exchange_desk.intake.another import Seen, of_another, of_same_stem
from exchange_desk.intake.content import by_content
from exchange_desk.intake.fields import many
from exchange_desk.intake.fitting import NAMING, fit, not_names
from exchange_desk.intake.heading_rows import HeadingCell
from exchange_desk.intake.headings import ANOTHER, ASIDE, Meaning
from exchange_desk.intake.layout import Layout
from exchange_desk.intake.profile import Profile, profile
from exchange_desk.intake.words import words
from exchange_desk.support.problems import Problem
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue, column_letter

_SURE_ENOUGH = 0.5
_SAID = ("chosen", "template", "learnt")
"""Ways in which somebody has said what a column is."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column as understood. `field` None: nobody needs it. `how`: chosen, template, learnt, exact, phrase, fuzzy,
    content, repeated (another column fills the field better), another (it is somebody else's) or none.
    `order` of a name column: given_first, family_first. `known`: the heading is one we know, also where nobody needs
    it. `evidence`: why it was read so.
    """

    column: int
    heading: str
    field: str | None
    confidence: float
    how: str
    order: str | None = None
    known: bool = False
    evidence: tuple[Problem, ...] = ()

    @property
    def letter(self) -> str:
        return column_letter(self.column)


@dataclass(frozen=True)
class Hints:
    """What outweighs the headings. `chosen`: column → field ("" for none); `learnt`: folded heading → field;
    `template`: the same for a list in the desk's own template."""

    chosen: Mapping[int, str]
    learnt: Mapping[str, str]
    template: Mapping[str, str] = made_by(default_factory=dict)


def understand(layout: Layout, hints: Hints) -> tuple[PlanColumn, ...]:
    """The columns of a table, from left to right; each field is filled by one column, or by several where it may."""
    cells = {h.column: [layout.cells[row][h.column - 1] for row in layout.rows] for h in layout.headings}
    profiles = {column: profile(values) for column, values in cells.items()}
    spoken = _language(layout.headings)
    found = [_column(head, hints, profiles[head.column], spoken) for head in layout.headings]
    found = _without_another(found, layout, cells)
    found = _offices(_names(_without_empty_names(found, profiles), profiles, cells))
    found = _by_content(found, profiles, cells)
    return tuple(_settle(found, profiles))


def _language(heads: Sequence[HeadingCell]) -> str:
    """The language most headings are certainly in; "" when nothing tells."""
    votes: Counter[str] = Counter()
    for head in heads:
        spoken = {m.language for m in headings.joined(head.upper, head.text) if m.how == "exact"}
        if len(spoken) == 1:
            votes.update(spoken)
    return votes.most_common(1)[0][0] if votes else ""


def _column(head: HeadingCell, hints: Hints, seen: Profile, spoken: str) -> PlanColumn:
    whole = head.whole
    if head.column in hints.chosen:
        chosen = hints.chosen[head.column] or None
        return PlanColumn(head.column, whole, chosen, 1.0, "chosen", _order(head), True)
    if of_template := hints.template.get(fold(whole)):
        return PlanColumn(head.column, whole, of_template, 1.0, "template", _order(head), True)
    learnt = hints.learnt.get(fold(whole))
    if learnt is not None:
        return PlanColumn(head.column, whole, learnt or None, 0.99, "learnt", _order(head), True)
    possible = headings.joined(head.upper, head.text)
    fitting = [(m, m.confidence * fit(m.field, seen, head.text) * _named(m, seen)) for m in possible]
    fitting.sort(key=lambda pair: (-pair[1], pair[0].language != spoken))
    if not fitting:
        return PlanColumn(head.column, whole, None, 0.0, "none")
    meaning, trust = fitting[0]
    instead = _until(meaning, seen, head.text)
    if instead:
        return PlanColumn(head.column, whole, instead, 0.7, "phrase", None, known=True)
    if meaning.field in ANOTHER and max(seen.phone, seen.mail) > 0.6 and _only_contact(head.text):
        return PlanColumn(head.column, whole, "email" if seen.mail > 0.6 else "phone", 0.7, "content", None, known=True)
    known = meaning.how == "exact" and not (trust < _SURE_ENOUGH and seen.mail > 0.5)
    if meaning.field.startswith(ASIDE):
        return PlanColumn(head.column, whole, None, 0.0, "none", known=True)
    if trust < _SURE_ENOUGH:
        return PlanColumn(head.column, whole, None, 0.0, "none", known=known)
    return PlanColumn(
        head.column, whole, _place(meaning, seen, head.text), round(trust, 2), meaning.how, meaning.order, known
    )


def _until(meaning: Meaning, seen: Profile, heading: str) -> str | None:
    """Days below a heading for a passport's number: the day until which it is valid, unless it says another."""
    if meaning.field != "passport_number" or seen.date < 0.5:
        return None
    issued = any(part in words("heading", "issued") for part in fold(heading).split())
    return None if issued else "passport_expiry"


def _only_contact(heading: str) -> bool:
    """ "Contacto", "Contact (mobile)": a person to turn to, or where somebody is reached; the cells tell."""
    return fold(heading).partition(" ")[0] in words("heading", "contact") and len(fold(heading).split()) < 3


def _order(head: HeadingCell) -> str | None:
    return next((m.order for m in headings.joined(head.upper, head.text) if m.order), None)


def _place(meaning: Meaning, seen: Profile, text: str) -> str:
    """ "Departamento" and its like: a region where the cells name regions, an office where they are long texts."""
    if meaning.field in ("region", "unit") and fold(text) in _REGION_OR_UNIT:
        regional = seen.region >= 0.3 or (meaning.field == "region" and seen.words < 2.5)
        return "region" if regional else "unit"
    return meaning.field


_REGION_OR_UNIT = frozenset(
    ("departamento", "depto", "department", "departement", "division", "distrito", "area", "sector")
)


def _named(meaning: Meaning, seen: Profile) -> float:
    """A heading that only resembles one for names must have names below it."""
    if meaning.field == "region" and meaning.how == "phrase" and seen.filled >= 3:
        return 1.0 if max(seen.region, seen.state) >= 0.2 else 0.4
    surname = meaning.field.startswith("family") and meaning.how == "phrase"
    if surname or meaning.how == "exact" or meaning.field not in NAMING or seen.filled < 3:
        return 1.0
    return 1.0 if max(seen.name, seen.given) >= 0.2 else 0.4


def _without_empty_names(found: list[PlanColumn], profiles: Mapping[int, Profile]) -> list[PlanColumn]:
    """Where one column has names under its heading, another with nothing of the kind is none of names."""
    naming = [c for c in found if c.field in NAMING and profiles[c.column].filled]
    none = {c.column for c in naming if c.how not in _SAID and not_names(profiles[c.column])}
    if len(none) == len(naming):
        return found
    return [replace(c, field=None, confidence=0.0, how="none", known=False) if c.column in none else c for c in found]


def _names(
    found: list[PlanColumn], profiles: Mapping[int, Profile], cells: Mapping[int, Sequence[CellValue]]
) -> list[PlanColumn]:
    """The traps of name columns, settled by what stands beside them."""
    fields = {column.field for column in found}
    has_family = bool(fields & {"family_names", "family_name_1", "family_name_2"})
    has_given = "given_names" in fields
    has_full = "full_name" in fields
    settled = []
    for column in found:
        field, seen = column.field, profiles[column.column]
        if column.how in ("chosen", "template", "learnt"):
            settled.append(column)
            continue
        if field == "name" and has_given and not has_family and not _holds(column, "given_names", found, cells):
            field = "family_names"  # "Name" beside "Vorname", "Nom" beside "Prénom"
        elif field == "name":
            field = "given_names" if has_family and not has_given else "full_name"
        elif field == "full_name" and has_given and not has_family and fold(column.heading).startswith("nom "):
            field = "family_names"  # "Nom de l'élu" beside "Prénom de l'élu"
        elif field == "full_name" and has_family and not has_given and not _holds(column, "family", found, cells):
            field = "given_names"
        elif field in ("family_names", "given_names") and not has_full and _alone(field, fields) and _whole(seen):
            field = "full_name"
        settled.append(replace(column, field=field))
    return settled


def _offices(found: list[PlanColumn]) -> list[PlanColumn]:
    """ "Dependencia" is an institution where the unit within it stands in a column of its own."""
    units = [column for column in found if column.field == "unit"]
    main = [column for column in units if "dependencia" in fold(column.heading).split()]
    if len(units) != 2 or len(main) != 1 or any(c.field == "institution" for c in found) or main[0].how in _SAID:
        return found
    return [replace(c, field="institution") if c is main[0] else c for c in found]


def _alone(field: str, fields: set[str | None]) -> bool:
    others = {
        "family_names": {"given_names", "name"},
        "given_names": {"family_names", "family_name_1", "family_name_2"},
    }
    return not fields & others[field]


def _whole(seen: Profile) -> bool:
    """Do the cells hold whole names?"""
    return seen.name >= 0.4 and seen.words >= 1.8


def _holds(
    column: PlanColumn, part: str, found: Sequence[PlanColumn], cells: Mapping[int, Sequence[CellValue]]
) -> bool:
    """Is the part of the name beside it ("family", "given_names") repeated inside this column? Then it is a whole
    name, else the other part."""
    beside = next(c for c in found if (c.field or "").startswith(part))
    pairs = [
        (fold(str(a)), fold(str(b))) for a, b in zip(cells[column.column], cells[beside.column], strict=True) if a and b
    ]
    return bool(pairs) and sum(f" {b} " in f" {a} " for a, b in pairs) * 2 >= len(pairs)


def _by_content(
    found: list[PlanColumn], profiles: Mapping[int, Profile], cells: Mapping[int, Sequence[CellValue]]
) -> list[PlanColumn]:
    """Columns whose heading says nothing, taken by what stands in them, where the field is still free."""
    free = {
        c.column: profiles[c.column]
        for c in found
        if c.field is None and not c.known and c.how != "chosen" and profiles[c.column].filled > 1
    }
    told = by_content(free, {c.column: c.heading for c in found}, cells, {c.field for c in found if c.field})
    return [
        replace(c, field=told[c.column][0], confidence=told[c.column][1], how="content") if c.column in told else c
        for c in found
    ]


def _without_another(
    found: list[PlanColumn], layout: Layout, cells: Mapping[int, Sequence[CellValue]]
) -> list[PlanColumn]:
    """The columns without those of somebody else ("Correo" behind "Jefe inmediato")."""
    others = frozenset(
        head.column
        for head in layout.headings
        if any(meaning.field in ANOTHER for meaning in headings.joined(head.upper, head.text)[:1])
    )
    uppers = {head.column: fold(head.upper) for head in layout.headings}
    seen = Seen({c.column: c.field for c in found}, {h.column: h.text for h in layout.headings}, cells, uppers)
    left_out = of_another(seen, others) | of_same_stem(seen.headings)
    return [replace(c, field=None, how="another") if c.column in left_out and c.how not in _SAID else c for c in found]


def _settle(found: Sequence[PlanColumn], profiles: Mapping[int, Profile]) -> list[PlanColumn]:
    """One column a field: the surest, then the fullest, then the first. Levels of languages join their neighbours."""
    best: dict[str, PlanColumn] = {}
    for column in found:
        if column.field is None:
            continue
        held = best.get(column.field)
        if held is None or _rank(column, profiles) > _rank(held, profiles):
            best[column.field] = column
    settled: list[PlanColumn] = []
    for column in found:
        if column.field == "language.level":
            settled.append(_level(column, settled))
        elif column.field and best[column.field] is not column and not _joins(column, best[column.field], profiles):
            settled.append(replace(column, field=None, how="repeated"))
        else:
            settled.append(column)
    return settled


def _rank(column: PlanColumn, profiles: Mapping[int, Profile]) -> tuple[float, bool, bool, int]:
    """The surest, then one that is no private or second one, then one that is filled, then the first."""
    lesser = any(part in words("heading", "lesser") for part in fold(column.heading).split())
    said = 1.0 if column.how in _SAID else 0.0
    return said + column.confidence - 0.4 * lesser, not lesser, profiles[column.column].filled > 0, -column.column


def _joins(column: PlanColumn, held: PlanColumn, profiles: Mapping[int, Profile]) -> bool:
    """May both columns fill the field? Not when their headings are the same, nor when a second column of given names
    holds whole ones: it is another person's then."""
    if column.field == "given_names" and _whole(profiles[column.column]) and not _NTH.search(fold(column.heading)):
        return False
    return many(column.field or "") and fold(column.heading) != fold(held.heading)


_NTH = re.compile(r"\b(?:segund[oa]s?|otros?|outros?|demas|second|other|middle|deuxieme|autres?|secondo|altri|[1-3])\b")
"""Words by which a heading says that it holds further given names."""


def _level(column: PlanColumn, before: Sequence[PlanColumn]) -> PlanColumn:
    """A level belongs to the language in the column before it."""
    left = next((c for c in reversed(before) if c.field), None)
    if left and left.field and left.field.startswith("language"):
        return replace(column, field=left.field)
    return replace(column, field=None, how="none")
