"""The name of each row: out of one column or several, treatments taken off, capitals put right."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange_desk.intake.doubts import CellProblem, problem
from exchange_desk.intake.lettering import family_case, one_case, proper_case, take_honorific
from exchange_desk.intake.name_columns import leaning
from exchange_desk.intake.names import Habit, split
from exchange_desk.support.text import fold

_TURNED = -7.0
"""From where on a row is said to have given and family names in each other's place."""


@dataclass(frozen=True, slots=True)
class NameCells:
    """The name columns of a table: field → (column, its texts beside the rows). `given` may have several columns."""

    full: tuple[int, Sequence[str]] | None
    given: tuple[tuple[int, Sequence[str]], ...]
    family: tuple[tuple[int, Sequence[str]], ...]

    @property
    def first_column(self) -> int:
        found = [self.full] if self.full else [*self.given, *self.family]
        return found[0][0] if found else 0


@dataclass(frozen=True, slots=True)
class PersonName:
    given: str
    family: str
    honorific: str = ""
    problems: tuple[CellProblem, ...] = ()


def name_of(cells: NameCells, row: int, habit: Habit, mail: str | None, country: str | None = None) -> PersonName:
    """The name in a row (position among the rows). Both parts empty: the row names nobody."""
    families = _distinct([(column, texts[row]) for column, texts in cells.family if texts[row]])
    givens = [(column, texts[row]) for column, texts in cells.given if texts[row]]
    full = cells.full[1][row] if cells.full else ""
    if not givens and not families:
        return _whole(full, cells.first_column, habit, (mail, country))
    found: list[CellProblem] = []
    family = " ".join(text for _, text in families)
    given = " ".join(text for _, text in givens) or _without(full, family)
    if len(families) < sum(bool(texts[row]) for _, texts in cells.family):
        found.append(CellProblem(families[0][0], problem("name.repeated", "family_names", value=family)))
        if not given or fold(given) in fold(family):
            return _whole(family, families[0][0], habit, (mail, country), found)
    if family and fold(given).endswith(f" {fold(family)}"):
        given = _without(given, family)
        found.append(CellProblem(givens[0][0], problem("name.repeated", "given_names", value=family)))
    honorific, given = take_honorific(given) if given else ("", "")
    if leaning(given, family) <= _TURNED:
        found.append(
            CellProblem(
                givens[0][0] if givens else 0, problem("name.turned", "given_names", given=given, family=family)
            )
        )
    named = PersonName(given, family, honorific, tuple(found))
    return _finish(named, givens[0][0] if givens else cells.first_column, country)


def _distinct(families: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The whole name written into both surname columns counts once; a person with equal surnames keeps both."""
    if len(families) == 2 and fold(families[0][1]) == fold(families[1][1]) and len(families[0][1].split()) > 1:
        return families[:1]
    return families


def _without(full: str, family: str) -> str:
    """What is left of a whole name when the family names are taken off."""
    words, gone = full.replace(",", " ").split(), fold(family).split()
    rest = [word for word in words if fold(word) not in gone]
    return " ".join(rest)


def _whole(
    text: str, column: int, habit: Habit, beside: tuple[str | None, str | None], found: Sequence[CellProblem] = ()
) -> PersonName:
    """`beside`: the person's e-mail address and country, where they are known."""
    honorific, bare = take_honorific(text)
    parted = split(bare, habit, *beside)
    problems = list(found)
    if parted.given and parted.family and parted.doubtful:
        doubt = problem("name.split_doubtful", "given_names", value=bare, given=parted.given, family=parted.family)
        problems.append(CellProblem(column, doubt))
    return _finish(PersonName(parted.given, parted.family, honorific, tuple(problems)), column, beside[1])


def _finish(name: PersonName, column: int, country: str | None) -> PersonName:
    """Capitals put right, and said so; one name alone is said too."""
    found = list(name.problems)
    shown = _shown(name.given, name.family)
    if shown and (not name.given or not name.family):
        found.append(CellProblem(column, problem("name.only_one", "given_names", value=shown)))
    given, family = _lettered(name.given, name.family, country)
    if (given, family) != (name.given, name.family):
        changed = problem("name.case_changed", "given_names", before=shown, after=_shown(given, family))
        found.append(CellProblem(column, changed))
    if name.honorific:
        found.append(CellProblem(column, problem("name.honorific", "honorific", honorific=name.honorific)))
    return PersonName(given, family, name.honorific, tuple(found))


def _shown(given: str, family: str) -> str:
    return " ".join(part for part in (given, family) if part)


def _lettered(given: str, family: str, country: str | None) -> tuple[str, str]:
    if one_case(_shown(given, family)):
        return proper_case(given, country), proper_case(family, country)
    if one_case(family) and not one_case(given):
        return given, family_case(family, country) if family.isupper() else proper_case(family, country)
    if any(word.isupper() and len(word) > 2 for word in family.split()):
        return given, family_case(family, country)
    return proper_case(given, country) if one_case(given) else given, family
