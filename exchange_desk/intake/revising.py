"""What an officer can say about a plan: columns, cells, names, rows, changes. Each gives a new one."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from exchange_desk.intake.decisions import CellKey, ChangeKey, Decisions, Policy, RowKey, Stage
from exchange_desk.support.progress import SILENT, Progress

if TYPE_CHECKING:
    from exchange_desk.intake.plan import PlanTable


class Revisable(ABC):
    """The part of `ImportPlan` that officers revise; `_again` is its own."""

    decisions: Decisions
    tables: tuple["PlanTable", ...]

    def with_field(self, sheet: str, column: int, field: str | None) -> Self:
        """A column given another field, or none."""
        return self._again(self.decisions.plus("fields", {(sheet, column): field or ""}), Stage.COLUMNS)

    def with_header(self, sheet: str, row: int) -> Self:
        """The headings of a sheet stand in another row."""
        return self._again(self.decisions.plus("headers", {sheet: row}), Stage.LAYOUT)

    def with_cell(self, sheet: str, row: int, column: int, text: str | None) -> Self:
        """A cell as it should have been; None takes the correction back."""
        return self.with_cells({(sheet, row, column): text})

    def with_cells(self, texts: Mapping[CellKey, str | None]) -> Self:
        """Several cells as they should have been, worked out once. Cells are those of the sheet (`PlanTable.where`).

        A label that stands in the same cell as the value ("Nombre: Ana") is kept.
        """
        labels = {(t.sheet, *at): label for t in self.tables for at, label in t.placing.labels.items()}
        cells = {**self.decisions.cells, **{key: _labelled(text, labels.get(key, "")) for key, text in texts.items()}}
        kept = {key: text for key, text in cells.items() if text is not None}
        return self._again(replace(self.decisions, cells=kept), Stage.LAYOUT)

    def with_names(self, names: Mapping[RowKey, tuple[str, str] | None]) -> Self:
        """Line → given names and family names as they are, whatever the cells say; None takes it back."""
        given = {**self.decisions.names, **names}
        kept = {key: name for key, name in given.items() if name is not None}
        return self._again(replace(self.decisions, names=kept), Stage.OUTCOMES)

    def with_row(self, sheet: str, row: int, *, skipped: bool) -> Self:
        """A row skipped by the officer, or taken after all."""
        return self.with_rows([(sheet, row)], skipped=skipped)

    def with_line(self, sheet: str, row: int) -> Self:
        """A line that was set aside (hidden, title, note …) taken as a row of the table."""
        return self._again(replace(self.decisions, included=self.decisions.included | {(sheet, row)}), Stage.LAYOUT)

    def with_sheet(self, sheet: str) -> Self:
        """A hidden sheet taken as well."""
        return self._again(replace(self.decisions, sheets=self.decisions.sheets | {sheet}), Stage.LAYOUT)

    def with_rows(self, rows: Collection[RowKey], *, skipped: bool) -> Self:
        """Several lines skipped by the officer, or taken after all."""
        left_out = self.decisions.skipped | set(rows) if skipped else self.decisions.skipped - set(rows)
        return self._again(replace(self.decisions, skipped=left_out), Stage.OUTCOMES)

    def with_decisions(self, decisions: Decisions, progress: Progress = SILENT) -> Self:
        """The same list with these decisions instead of those taken so far: taking back, doing again."""
        return self._again(decisions, Stage.LAYOUT, progress)

    def with_policy(self, policy: Policy) -> Self:
        return self._again(replace(self.decisions, policy=policy), Stage.OUTCOMES)

    def with_change(self, sheet: str, row: int, field: str, *, applied: bool | None) -> Self:
        """What the row says anew of somebody known: taken over or not, whatever the policy says; None: as it says."""
        return self.with_changes({(sheet, row, field): applied})

    def with_changes(self, changes: Mapping[ChangeKey, bool | None]) -> Self:
        """Several changes taken over or not, worked out once."""
        kept = {key: on for key, on in {**self.decisions.changes, **changes}.items() if on is not None}
        return self._again(replace(self.decisions, changes=kept), Stage.OUTCOMES)

    @abstractmethod
    def _again(self, decisions: Decisions, stage: Stage, progress: Progress = SILENT) -> Self:
        """The plan with these decisions, worked out again from a stage on."""


def _labelled(text: str | None, label: str) -> str | None:
    return text if text is None or text.startswith(label) else f"{label}{text}"
