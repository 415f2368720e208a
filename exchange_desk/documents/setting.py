"""How a document is set, whatever it says: paper, day, marks."""

from dataclasses import dataclass
from datetime import date

from exchange_desk.support.language import msg

PAPERS = {"a4": msg("A4"), "us-letter": msg("Letter")}
"""Papers by the name the templates know them by; the values are messages."""

PAPER_SIZES = {"a4": (595.28, 841.89), "us-letter": (612.0, 792.0)}
"""Width and height in points."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """`day`: the date on the document. `demo`: every page says that its data are fictional.
    `tightness`: for documents of one page a record, how much more reserve each page keeps (0: none)."""

    day: date
    paper: str = "a4"
    demo: bool = False
    tightness: tuple[int, ...] = ()
