"""What a person can decide about a list; each decision makes another plan out of the one there is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from exchange_desk.intake.decisions import CellKey, ChangeKey, Policy, RowKey
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.problems import DeskError

How = Callable[[ImportPlan], ImportPlan]


@dataclass(frozen=True)
class Cells:
    """Corrected cells, a decision that can be joined with the next of its kind: all of them are worked out once."""

    texts: Mapping[CellKey, str | None]

    def __call__(self, plan: ImportPlan) -> ImportPlan:
        return plan.with_cells(self.texts)


def joined(hows: Sequence[How]) -> list[How]:
    """The same decisions, with corrected cells that follow each other as one."""
    found: list[How] = []
    for how in hows:
        last = found[-1] if found else None
        if isinstance(how, Cells) and isinstance(last, Cells):
            found[-1] = Cells({**last.texts, **how.texts})
        else:
            found.append(how)
    return found


def carried_out(plan: ImportPlan, hows: Sequence[How]) -> tuple[ImportPlan, DeskError | None]:
    """The plan after these decisions; one that is refused is left out, and the last refusal told."""
    refused: DeskError | None = None
    for how in joined(hows):
        try:
            plan = how(plan)
        except DeskError as error:
            refused = error
    return plan, refused


class Deciding:
    """`decide` is told how the next plan is made."""

    def __init__(self, decide: Callable[[How], None]) -> None:
        self._decide = decide

    def answer(self, question: str, option: str) -> None:
        """`question`: one by its id, or all of a kind by their key."""
        self._decide(lambda plan: plan.answer(question, option))

    def answer_all(self, answers: Mapping[str, str]) -> None:
        """Several questions (id → option) at once."""
        if answers:
            self._decide(lambda plan: plan.answer_all(answers))

    def set_changes(self, changes: Mapping[ChangeKey, bool | None]) -> None:
        """What rows say anew of known people: taken over, not, or (None) as the policy says."""
        if changes:
            self._decide(lambda plan: plan.with_changes(changes))

    def ask_again(self, questions: Collection[str]) -> None:
        """Questions (by id) that were answered are open again."""

        def reopened(plan: ImportPlan) -> ImportPlan:
            left = {asked: given for asked, given in plan.decisions.answers.items() if asked not in questions}
            return plan.with_decisions(replace(plan.decisions, answers=left))

        self._decide(reopened)

    def set_field(self, sheet: str, column: int, field: str | None) -> None:
        self._decide(lambda plan: plan.with_field(sheet, column, field))

    def set_header(self, sheet: str, row: int) -> None:
        self._decide(lambda plan: plan.with_header(sheet, row))

    def set_cells(self, cells: Mapping[CellKey, str | None]) -> None:
        """Several cells (sheet, row, column) at once, as they should have been; None: as they came."""
        if cells:
            self._decide(Cells(dict(cells)))

    def restore_cell(self, sheet: str, row: int, column: int) -> None:
        self.set_cells({(sheet, row, column): None})

    def set_names(self, names: Mapping[RowKey, tuple[str, str] | None]) -> None:
        """Lines → given names and family names as they are; None: as they were read."""
        if names:
            self._decide(lambda plan: plan.with_names(names))

    def skip_row(self, key: RowKey, skipped: bool) -> None:
        self.skip_rows((key,), skipped)

    def skip_rows(self, keys: Collection[RowKey], skipped: bool) -> None:
        if keys:
            self._decide(lambda plan: plan.with_rows(keys, skipped=skipped))

    def take_line(self, key: RowKey) -> None:
        """A line that was set aside is a row with a person."""
        self._decide(lambda plan: plan.with_line(*key))

    def take_sheet(self, sheet: str) -> None:
        self._decide(lambda plan: plan.with_sheet(sheet))

    def set_policy(self, policy: Policy) -> None:
        self._decide(lambda plan: plan if plan.decisions.policy is policy else plan.with_policy(policy))
