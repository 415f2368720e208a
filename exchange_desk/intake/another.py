"""Columns about somebody else than the nominee: a superior, a contact for emergencies, a second name with its address.

What follows such a person's name may be theirs. It is left out where the list repeats a heading there, or where the
addresses are theirs; where nothing tells, it is left out too: a value of the wrong person is worse than none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exchange_desk.intake import headings
from exchange_desk.intake.profile import profile
from exchange_desk.intake.words import words
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue

_PERSONAL = frozenset(("email", "phone", "post", "unit", "institution", "national_id", "sex", "honorific"))
"""What a list may say of a second person."""
_OF_RELATIVES = frozenset(("email", "phone", "national_id"))
"""What a list may say of somebody's family, or of whom to call."""
_NAMING = frozenset(("full_name", "given_names", "family_names", "family_name_1", "family_name_2", "name"))


@dataclass(frozen=True)
class Seen:
    """The columns of a table from left to right: number → field, number → heading, number → cells, and number → the
    heading that stands over its heading ("" for none)."""

    fields: Mapping[int, str | None]
    headings: Mapping[int, str]
    cells: Mapping[int, Sequence[CellValue]]
    uppers: Mapping[int, str]


def of_another(seen: Seen, others: frozenset[int]) -> frozenset[int]:
    """The columns that speak of somebody else. `others`: those whose headings say so and stand for a person."""
    order = sorted(seen.fields)
    found: set[int] = set()
    for at, column in enumerate(order):
        named = column in others and profile(seen.cells[column]).name >= 0.3
        again = _names_again(seen, order, at)
        if named or again:
            found |= _theirs(seen, order, at, again=again)
    return frozenset(found)


def of_same_stem(texts: Mapping[int, str]) -> frozenset[int]:
    """ "Secretaría (nombre)" and "Secretaría (correo)": headings that differ in their brackets alone, one of which
    asks for a name, speak of somebody; not of the nominee, whose heading says no more than what it asks for."""
    stems: dict[str, dict[int, str]] = {}
    for column, text in texts.items():
        stem, bracket, inner = text.partition("(")
        if bracket and fold(stem):
            stems.setdefault(fold(stem), {})[column] = fold(inner)
    found: set[int] = set()
    for stem, members in stems.items():
        told = {m.field for asked in members.values() for m in headings.meanings(asked)[:1]}
        own = {m.field for m in headings.meanings(stem)} & (_NAMING | _OF_RELATIVES)
        if len(members) > 1 and not own and told & _NAMING:
            found.update(members)
    return frozenset(found)


def _names_again(seen: Seen, order: Sequence[int], at: int) -> bool:
    """Does a heading for names stand here that stood further left already?"""
    here = order[at]
    if seen.fields[here] not in _NAMING:
        return False
    return any(fold(seen.headings[c]) == fold(seen.headings[here]) and seen.fields[c] in _NAMING for c in order[:at])


def _theirs(seen: Seen, order: Sequence[int], at: int, *, again: bool) -> set[int]:
    """The columns right of a second person's name that are theirs."""
    block: list[int] = []
    related = not words("heading", "relative").isdisjoint(fold(seen.headings[order[at]]).split())
    personal = _OF_RELATIVES if related else _PERSONAL
    for column in order[at + 1 :]:
        field = seen.fields[column]
        if field not in personal and not (again and field in _NAMING) and field is not None:
            break
        if seen.uppers.get(column, "") != seen.uppers.get(order[at], ""):
            break  # under a heading of its own it belongs to nobody else
        block.append(column)
    told = [column for column in block if seen.fields[column] is not None]
    before = {seen.fields[column] for column in order[:at]}
    repeated = [column for column in told if seen.fields[column] in before]
    if repeated:
        return set(told)
    mails = next((column for column in told if seen.fields[column] == "email"), 0)
    if mails and _speak_of(seen, mails, order[:at]) > _speak_of(seen, mails, [order[at]]):
        return set()
    return set(told)


def _speak_of(seen: Seen, mails: int, columns: Sequence[int]) -> int:
    """In how many rows does the address hold a word of these columns?"""
    count = 0
    for row, mail in enumerate(seen.cells[mails]):
        local = fold(str(mail or "").partition("@")[0]).replace(" ", "")
        words = (word for column in columns for word in fold(str(seen.cells[column][row] or "")).split())
        count += any(len(word) > 2 and word in local for word in words)
    return count
