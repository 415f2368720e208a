"""Whom of the people known a list names: asked for in one go, and remembered while the list is corrected."""

from collections.abc import Iterable, Sequence

from exchange_desk.intake.directory import Directory, KnownPerson
from exchange_desk.intake.identity import Crowd, Match, Register, Somebody, Traits, compare, traits
from exchange_desk.support.progress import SILENT, Progress


class Acquaintances:
    """The people of a directory as one list meets them. Nobody is looked for twice, whatever is answered meanwhile.

    `people`: those whom a row is or may be, whole. `apart`: pairs of ids that an officer has told apart.
    """

    def __init__(self, directory: Directory) -> None:
        self.people: dict[str, KnownPerson] = {person.id: person for person in directory.people}
        self.apart = directory.apart
        self._given = Register(directory.people)
        self._desk = directory.desk
        self._met: dict[Traits, list[Match]] = {}
        self._seen: dict[str, list[Somebody]] = {}

    def meet(self, everybody: Iterable[Traits], progress: Progress = SILENT) -> None:
        """Look for all of these who were not looked for before."""
        fresh = [who for who in dict.fromkeys(everybody) if who not in self._met]
        found = self._desk.sharing([who.keys for who in fresh], progress) if self._desk and fresh else ()
        near = self._somebodies(found)
        crowd = Crowd(self._desk.count if self._desk else 0)
        for place, who in enumerate(fresh):
            matches = self._given.candidates(who)
            if near:
                matches = [*matches, *_each_once(compare(who, near[place], crowd))]
            self._met[who] = matches
        self._load(fresh)

    def candidates(self, who: Traits) -> list[Match]:
        """Everybody this may be, the likeliest first; those kept apart by evidence come last."""
        if who not in self._met:
            self.meet([who])
        return self._met[who]

    def _somebodies(self, found: Sequence[Sequence[KnownPerson]]) -> list[list[Somebody]]:
        for person in (person for group in found for person in group):
            if person.id not in self._seen:
                known = (person.values, *person.former)
                self._seen[person.id] = [Somebody(traits(values), person.id, person.name) for values in known]
        return [[each for person in group for each in self._seen[person.id]] for group in found]

    def _load(self, fresh: Iterable[Traits]) -> None:
        """Read those whole whom somebody may be; of the others the few fields that were compared are enough."""
        wanted = {match.id for who in fresh for match in self._met[who] if match.id} - self.people.keys()
        if self._desk and wanted:
            self.people.update((person.id, person) for person in self._desk.whole(sorted(filter(None, wanted))))


def _each_once(matches: Iterable[Match]) -> list[Match]:
    """Of somebody to whom others were joined the likeliest match alone."""
    first: dict[str | None, Match] = {}
    for match in matches:
        first.setdefault(match.id, match)
    return list(first.values())
