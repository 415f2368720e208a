"""What services hand out, as far as a window looks at it: the window needs no door into the store to name it."""

from typing import Any, Protocol

from exchange_desk.model import Record
from exchange_desk.support.ids import Id


class Column(Protocol):
    """A column of a list; `label` is a text source, `kind` as in FieldInfo.kind, `choices` an enumeration."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> type | None: ...
    @property
    def width(self) -> int: ...


class Listing(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def record(self) -> type[Record]: ...
    @property
    def columns(self) -> tuple[Any, ...]: ...


class Hit(Protocol):
    """A record found by the search over everything."""

    @property
    def listing(self) -> str: ...
    @property
    def id(self) -> Id: ...
    @property
    def name(self) -> str: ...
    @property
    def detail(self) -> str: ...


class Changes(Protocol):
    """What one step changed: record kind → ids."""

    @property
    def touched(self) -> dict[str, frozenset[Id]]: ...
