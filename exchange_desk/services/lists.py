"""Lists of everything, as ids in order and rows fetched when they are shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from exchange_desk.store import Database
from exchange_desk.store.finding import Asked
from exchange_desk.store.listings import LISTINGS, Hit, Listing
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language


class Lists:
    """`name` is a key of LISTINGS: cities, institutions, networks, officials, programmes, offers, nominations,
    placements, received. `lang`, set by the face that shows them: countries and languages are sorted by their
    names in it, by their codes while it is None."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.lang: Language | None = None

    def listing(self, name: str) -> Listing:
        """Title, record class and columns of a list."""
        return LISTINGS[name]

    def ids(
        self,
        name: str,
        find: str = "",
        where: Mapping[str, Any] | None = None,
        sort: str = "",
        descending: bool = False,
    ) -> list[Id]:
        """The ids that match, in order. `where`: column → value or collection of values; `sort`: a column's name."""
        asked = Asked(find, where or {}, sort, descending, self.lang)
        return self._database.listing_ids(LISTINGS[name], asked)

    def rows(self, name: str, ids: Sequence[Id]) -> list[tuple[Any, ...]]:
        """The values of the list's columns for these ids, in their order."""
        return self._database.listing_rows(LISTINGS[name], ids)

    def count(self, name: str, where: Mapping[str, Any] | None = None) -> int:
        return len(self.ids(name, where=where))

    def search(self, text: str, limit: int = 8) -> list[Hit]:
        """The best records of each kind for what was typed: at most `limit` a kind."""
        return self._database.search(text, limit)
