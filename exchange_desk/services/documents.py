"""Documents of the desk's records: what there is, for the preview, into a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk.documents.catalogue import DOCUMENTS, Document, check_count, document, render
from exchange_desk.documents.facts import PlacementSummaryFacts
from exchange_desk.documents.setting import PAPERS, Setting
from exchange_desk.documents.summary import placement_facts
from exchange_desk.model import Placement
from exchange_desk.support import clock, paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.saving import save

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

_AT_ONCE = 100


class Documents:
    """`paper` is what the office's printer holds: "a4" or "us-letter" (see `papers`)."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self.paper = "a4"

    def catalogue(self) -> tuple[Document, ...]:
        """The documents there are; `title`, `about` are messages, `needs` the kind of record they are made of."""
        return tuple(DOCUMENTS.values())

    def papers(self) -> dict[str, str]:
        """Names of papers (messages) by what `paper` takes."""
        return dict(PAPERS)

    def pdf(self, document_id: str, ids: Sequence[Id], languages: Sequence[str], progress: Progress = SILENT) -> bytes:
        """One PDF of the records with these ids, in their order; a summary takes one page each.

        `languages`: one or two codes, the leading one first. Raises DeskError when the document is unknown, nothing
        is chosen or one of the records is gone. A desk of demonstration marks every page as fictional.
        """
        check_count(document(document_id), len(ids))
        facts = self._facts(ids, progress)
        progress.step(len(ids), len(ids), msg("Setting the pages"))
        setting = Setting(day=clock.today(), paper=self.paper, demo=self._is_demo())
        return render(document_id, facts, tuple(languages), setting)

    def write(
        self,
        document_id: str,
        ids: Sequence[Id],
        path: Path,
        languages: Sequence[str],
        progress: Progress = SILENT,
    ) -> None:
        """The same as a file at `path`, written whole or not at all. See `files.write_file` for what it refuses."""
        content = self.pdf(document_id, ids, languages, progress)
        progress.step(len(ids), len(ids), msg("Writing the file"))
        save(path, content)

    def _facts(self, ids: Sequence[Id], progress: Progress) -> list[PlacementSummaryFacts]:
        facts: list[PlacementSummaryFacts] = []
        for start in range(0, len(ids), _AT_ONCE):
            progress.step(start, len(ids), msg("Reading the placements"))
            facts += map(placement_facts, self._desk.records.load(Placement, ids[start : start + _AT_ONCE]))
        if len(facts) < len(ids):
            raise DeskError(
                "document.record_gone",
                msg("Some of the chosen placements are no longer in the desk ({count}). Choose again."),
                count=len(ids) - len(facts),
            )
        return facts

    def _is_demo(self) -> bool:
        return self._desk.database.path.name == paths.demo_database().name
