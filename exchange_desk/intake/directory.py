"""What the desk already knows, as plain values: the intake compares a list with this and with nothing else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from exchange_desk.rules.name_keys import Keys
from exchange_desk.support.progress import Progress

if TYPE_CHECKING:
    from exchange_desk.intake.earlier import EarlierList

Value = str | date
"""What a field of a plan holds: text (codes for sex and countries, levels for languages) or a day."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A nomination that has ended. `state`: text source of how. `values`: import field → what it says, when it can go
    on; None: nothing leads back, and the person would be nominated anew."""

    nomination_id: str
    state: str
    values: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """An official of the desk. `values`: import field → what the desk has; empty fields are absent.

    `values` uses the names of `fields.FIELDS`, with `city` and `institution` by name; `passport_number` and
    `language.<code>` included. `city_id` and `institution_id` say which records those names are. `nomination`: the
    same for what their nomination in the programme of the list says; None: they have none, or the list no programme.
    `ended`: the one they had there, when it may begin again.
    `former`: what records said that were joined to this one; they are found by that, too. `file`: for somebody who is
    not in the desk yet, the list that brings them and the row there, in words.
    """

    id: str
    values: Mapping[str, Value]
    city_id: str | None = None
    institution_id: str | None = None
    nomination: Mapping[str, Value] | None = None
    former: tuple[Mapping[str, Value], ...] = ()
    file: str = ""
    ended: Ended | None = None

    @property
    def name(self) -> str:
        name = f"{self.values.get('given_names', '')} {self.values.get('family_names', '')}".strip()
        return f"{name} ({self.file})" if self.file else name


@dataclass(frozen=True, slots=True)
class KnownCity:
    """A city of the desk with every name it goes by; `id` None: one that ships with the program.

    `learnt`: names among `names` that officers taught, trusted in the city's own country alone. Position in degrees;
    `population` rounded, 0 when unknown.
    """

    id: str | None
    name: str
    country: str = ""
    names: tuple[str, ...] = ()
    region: str = ""
    learnt: frozenset[str] = frozenset()
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = ""
    population: int = 0


@dataclass(frozen=True, slots=True)
class KnownInstitution:
    id: str
    name: str
    city_id: str | None = None
    names: tuple[str, ...] = ()


class KnownPeople(Protocol):
    """The officials of a desk, of whom a list asks for a few: those who share a key with one of its rows."""

    @property
    def count(self) -> int:
        """How many they are."""

    def sharing(self, asked: Sequence[Keys], progress: Progress) -> Sequence[Sequence[KnownPerson]]:
        """For each set of keys those who share one. Their `values` need say no more than who somebody is."""

    def whole(self, ids: Collection[str]) -> Sequence[KnownPerson]:
        """These people with everything that a list may say of them."""


@dataclass(frozen=True)
class Directory:
    """Everything known when a list arrives. `people`: all who are known, as long as they are few; `desk`: those of a
    desk, who are asked for.

    `learnt`: sender (a city's id or any name of the sender) → folded heading → field ("" for a column to leave out).
    `apart`: pairs of ids that an officer has told apart.
    `received`: hash of a file → when and under which name it was received before. `earlier`: lists of which the one
    that arrives may be a later version, the newest first. `as_of`: the desk's newest step when all this was read.
    """

    people: Sequence[KnownPerson] = ()
    cities: Sequence[KnownCity] = ()
    institutions: Sequence[KnownInstitution] = ()
    learnt: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    received: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    earlier: Sequence["EarlierList"] = ()
    as_of: int = 0
    desk: KnownPeople | None = None
    apart: frozenset[tuple[str, str]] = frozenset()


NOBODY = Directory()
