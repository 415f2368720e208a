"""What a person can decide about a list; each decision makes another plan out of the one there is."""

from collections.abc import Callable, Mapping

from exchange_desk.intake.decisions import Policy, RowKey
from exchange_desk.intake.plan import ImportPlan

How = Callable[[ImportPlan], ImportPlan]


class Deciding:
    """`decide` is told how the next plan is made."""

    def __init__(self, decide: Callable[[How], None]) -> None:
        self._decide = decide

    def answer(self, question: str, option: str) -> None:
        """`question`: one by its id, or all of a kind by their key."""
        self._decide(lambda plan: plan.answer(question, option))

    def set_field(self, sheet: str, column: int, field: str | None) -> None:
        self._decide(lambda plan: plan.with_field(sheet, column, field))

    def set_header(self, sheet: str, row: int) -> None:
        self._decide(lambda plan: plan.with_header(sheet, row))

    def set_cells(self, cells: Mapping[tuple[str, int, int], str]) -> None:
        """Several cells (sheet, row, column) at once, as they should have been."""

        def corrected(plan: ImportPlan) -> ImportPlan:
            for (sheet, row, column), text in cells.items():
                plan = plan.with_cell(sheet, row, column, text)
            return plan

        self._decide(corrected)

    def restore_cell(self, sheet: str, row: int, column: int) -> None:
        self._decide(lambda plan: plan.with_cell(sheet, row, column, None))

    def skip_row(self, key: RowKey, skipped: bool) -> None:
        self._decide(lambda plan: plan.with_row(*key, skipped=skipped))

    def take_line(self, key: RowKey) -> None:
        """A line that was set aside is a row with a person."""
        self._decide(lambda plan: plan.with_line(*key))

    def take_sheet(self, sheet: str) -> None:
        self._decide(lambda plan: plan.with_sheet(sheet))

    def set_policy(self, policy: Policy) -> None:
        self._decide(lambda plan: plan if plan.decisions.policy is policy else plan.with_policy(policy))
