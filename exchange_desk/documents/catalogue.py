"""The documents there are, and the one function that makes them.

One entry = one document. Everything about its texts is in its own module, everything about its looks in its
template in resources/documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exchange_desk.documents import placement_list, placement_summary, typeset
from exchange_desk.documents.facts import PlacementSummaryFacts
from exchange_desk.documents.wording import Wording
from exchange_desk.support import clock
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

PAPERS = {"a4": msg("A4"), "us-letter": msg("Letter")}

Facts = Sequence[PlacementSummaryFacts]


@dataclass(frozen=True)
class Document:
    """`title`, `about`: messages. `needs`: kind of the records whose facts it prints. `template`: file name."""

    id: str
    title: str
    about: str
    needs: str
    template: str
    data: Callable[[Facts, Wording], dict[str, Any]]
    heading: Callable[[Facts, Wording], str]


DOCUMENTS: dict[str, Document] = {
    document.id: document
    for document in (
        Document(
            id="placement-summary",
            title=msg("Placement summary"),
            about=msg("One page for each placement, to be signed by the participant and the two institutions."),
            needs="placement",
            template="placement-summary.typ",
            data=placement_summary.data,
            heading=placement_summary.title,
        ),
        Document(
            id="placement-list",
            title=msg("List of placements"),
            about=msg("A table of placements for each programme, with dates and status."),
            needs="placement",
            template="placement-list.typ",
            data=placement_list.data,
            heading=placement_list.title,
        ),
    )
}


def document(document_id: str) -> Document:
    """The entry of that id; DeskError when there is none."""
    if document_id not in DOCUMENTS:
        raise DeskError(
            "document.unknown",
            msg("There is no document called “{name}”. The documents are: {known}."),
            name=document_id,
            known=list(DOCUMENTS),
        )
    return DOCUMENTS[document_id]


def render(
    document_id: str,
    facts: Facts,
    languages: tuple[str, ...],
    *,
    paper: str = "a4",
    on: date | None = None,
    demo: bool = False,
) -> bytes:
    """One PDF for all of `facts`, in their order.

    `languages`: one or two codes; labels appear in both, values in the first. `paper`: a key of PAPERS.
    `on`: the date of the document (None: today). `demo`: marks every page as fictional. The same arguments give
    the same bytes. Raises DeskError for an unknown document, no facts, no language or a template that fails.
    """
    wanted = document(document_id)
    if not facts:
        raise DeskError("document.nothing_chosen", msg("Nothing is chosen to print. Choose at least one placement."))
    wording = Wording(languages)
    day = on or clock.today()
    data = {
        **wanted.data(facts, wording),
        "paper": paper if paper in PAPERS else "a4",
        "issued": wording.row(msg("Issued on"), wording.day(day)),
        "demo": wording.label(msg("Fictional data")) if demo else None,
        "page-word": wording.first(msg("Page {page} of {pages}")),
    }
    return typeset.pdf(wanted.template, data, title=wanted.heading(facts, wording), lang=wording.first.code, on=day)
