"""What goes, changes or stands in the way when records are deleted."""

from collections.abc import Iterator, Sequence

from exchange_desk.model import Nomination, NotSamePerson, Official, Placement, Programme, Record, SourceRow
from exchange_desk.services.situation import find_in
from exchange_desk.store import Database
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_FROM_LISTS: dict[type[Record], str] = {Official: "official_id", Nomination: "nomination_id"}
"""What rows of received lists become, and the column that says so."""

_NAMED = 8


def refuse_if_needed(database: Database, kind: type[Record], ids: Sequence[Id]) -> None:
    """Raises DeskError("store.in_use") with what stands in the way: nominations of officials, placements of these."""
    if kind is Official:
        standing = find_in(database, Nomination, "official_id", ids, ())
        programmes = database.load(Programme, {each.programme_id for each in standing})
        names = sorted(programme.code for programme in programmes)
        text = msg("Nominations stand in the way, in {names}. Delete the nominations first. Nothing was deleted.")
    elif kind is Nomination:
        names = sorted(each.reference for each in find_in(database, Placement, "nomination_id", ids, ()))
        text = msg("Placements stand in the way: {names}. Release or delete them first. Nothing was deleted.")
    else:
        return
    if names:
        raise DeskError("store.in_use", text, names=[*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])


def unlinked(database: Database, kind: type[Record], ids: Sequence[Id]) -> Iterator[SourceRow]:
    """The received rows that name what is deleted, naming it no more; what they say stays as it came."""
    link = _FROM_LISTS.get(kind)
    for row in find_in(database, SourceRow, link, ids, ()) if link else ():
        setattr(row, link or "", None)
        yield row


def going_along(database: Database, kind: type[Record], ids: Sequence[Id]) -> list[NotSamePerson]:
    """The pairs that go with an official: that two people are not one says nothing without both."""
    if kind is not Official:
        return []
    sides = ("first_id", "second_id")
    found = [pair for side in sides for pair in find_in(database, NotSamePerson, side, ids, ())]
    return list({pair.id: pair for pair in found}.values())
