"""The documents there are, and the one function that makes them.

One entry = one document. Everything about its texts is in its own module, everything about its looks in its
template in resources/documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from exchange_desk.documents import placement_list, placement_summary, typeset
from exchange_desk.documents.facts import FICTIONAL_DATA, PlacementSummaryFacts
from exchange_desk.documents.setting import Setting
from exchange_desk.documents.wording import Wording
from exchange_desk.support import clock
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_TIGHTEST = 20

Facts = Sequence[PlacementSummaryFacts]


@dataclass(frozen=True)
class Document:
    """`title`, `about`: messages. `needs`: kind of the records whose facts it prints. `template`: file name.
    `most`: how many records it takes at once, so that memory stays below 1.2 GB. `page_each`: every record has
    exactly one page."""

    id: str
    title: str
    about: str
    needs: str
    template: str
    data: Callable[[Facts, Wording, Setting], dict[str, Any]]
    heading: Callable[[Facts, Wording], str]
    most: int
    page_each: bool = False


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
            most=1_000,
            page_each=True,
        ),
        Document(
            id="placement-list",
            title=msg("List of placements"),
            about=msg("A table of placements for each programme, with dates and status."),
            needs="placement",
            template="placement-list.typ",
            data=placement_list.data,
            heading=placement_list.title,
            most=5_000,
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


def check_count(wanted: Document, count: int) -> None:
    """DeskError when nothing is chosen, or more than the document takes at once."""
    if not count:
        raise DeskError("document.nothing_chosen", msg("Nothing is chosen to print. Choose at least one placement."))
    if count > wanted.most:
        raise DeskError(
            "document.too_many",
            msg("{count} placements are chosen; this document takes up to {most} at once. Print them in parts."),
            count=count,
            most=wanted.most,
        )


def render(document_id: str, facts: Facts, languages: tuple[str, ...], setting: Setting | None = None) -> bytes:
    """One PDF for all of `facts`, in their order; the same arguments give the same bytes.

    `languages`: one or two codes; labels appear in both, values in the first. Without `setting`: A4, today.
    Raises DeskError for an unknown document, no facts, no language or a template that fails.
    """
    wanted = document(document_id)
    check_count(wanted, len(facts))
    setting, wording = setting or Setting(day=clock.today()), Wording(languages)
    made = _made(wanted, facts, wording, setting)
    if not wanted.page_each or typeset.page_count(made) == len(facts):
        return made
    return _made(wanted, facts, wording, replace(setting, tightness=_tightness(wanted, facts, wording, setting)))


def _made(wanted: Document, facts: Facts, wording: Wording, setting: Setting) -> bytes:
    data = {
        **wanted.data(facts, wording, setting),
        "paper": setting.paper,
        "unknown": wording.first(msg("to be confirmed")),
        "demo": wording.label(FICTIONAL_DATA) if setting.demo else None,
        "page-word": wording.first(msg("Page {page} of {pages}")),
    }
    title, lang = wanted.heading(facts, wording), wording.first.code
    return typeset.pdf(wanted.template, data, title=title, lang=lang, on=setting.day)


def _tightness(wanted: Document, facts: Facts, wording: Wording, setting: Setting) -> tuple[int, ...]:
    """For each record, the least reserve with which it keeps to its page: each is set alone until it does."""
    return tuple(_least_tightness(wanted, each, wording, setting) for each in facts)


def _least_tightness(wanted: Document, each: PlacementSummaryFacts, wording: Wording, setting: Setting) -> int:
    for tight in range(_TIGHTEST):
        if typeset.page_count(_made(wanted, [each], wording, replace(setting, tightness=(tight,)))) == 1:
            return tight
    return _TIGHTEST
