"""The window in which one record is filled in: built from what its fields say about themselves."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.blocks import FieldBlock, Summary
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.editors import label_of, make_editor
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.fields import Editor
from exchange_desk.gui.kit.form_page import FormPage
from exchange_desk.gui.kit.groups import Group
from exchange_desk.gui.kit.keeping import DraftKeeper
from exchange_desk.gui.kit.labels import heading
from exchange_desk.gui.kit.merging import Dispute, DisputeDialog, merge
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.kit.unsaved import UnsavedQuestion
from exchange_desk.gui.kit.values import as_read
from exchange_desk.gui.kit.walking import WalkButtons
from exchange_desk.model import FieldInfo, Record, field_info
from exchange_desk.services.records import KINDS
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError, Problem, Severity

MakeEditor = Callable[[Context, Record], Editor]


class Form(QDialog):
    """`record` is one of its own, fresh from the desk (or new, version 0). Show it with `show()`; it deletes itself.

    `fixed`: fields that cannot change once the record exists. `editors`: own editors for some fields. `saved`
    carries the record's id. Save stays on: what is wrong is said under the fields and on top, nothing typed is lost.
    """

    saved = Signal(str)

    def __init__(
        self,
        ctx: Context,
        record: Record,
        groups: Sequence[Group],
        parent: QWidget | None = None,
        *,
        fixed: Collection[str] = (),
        editors: Mapping[str, MakeEditor] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.ctx = ctx
        self.record = record
        self.kind = type(record)
        self.blocks: dict[str, FieldBlock] = {}
        self._fixed = fixed if record.version else ()
        self._editors = editors or {}
        self._another = False
        self._discarded = False
        self.setWindowTitle(f"{ctx.lang(KINDS[self.kind][0])}[*]")
        self._lay_out(groups)
        self._show_record()
        self._connect()
        self._keeper = DraftKeeper(self, str(ctx.desk.database.path), self)
        self.resize(min(1060, round(720 * theme.text_scale())), 560)

    def values(self) -> dict[str, Any]:
        """What stands in the form now, by field."""
        return {name: block.editor.value() for name, block in self.blocks.items()}

    @property
    def dirty(self) -> bool:
        """Whether closing would lose something."""
        return any(
            block.editor.value() != self._initial[name] or block.editor.problem() for name, block in self.blocks.items()
        )

    def problems(self) -> list[Problem]:
        """Everything wrong with what stands in the form: not understood, missing, or in conflict."""
        found = []
        for name, block in self.blocks.items():
            problem = block.editor.problem()
            if problem is not None:
                found.append(Problem(problem.key, problem.severity, problem.text, name, problem.params))
        for name, block in self.blocks.items():
            block.editor.apply(self.record, name)
        unclear = {problem.field for problem in found}
        found += [p for p in self.ctx.desk.records.check(self.record) if p.field not in unclear]
        return found

    def save(self) -> None:
        """Save and close, or show what has to be put right first."""
        problems = self.problems()
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        self._show_problems(problems)
        self.summary.show_problems([(self.blocks.get(p.field or ""), p) for p in errors])
        if errors:
            self._go_to(errors[0])
            return
        self._write()

    def restore(self, values: Mapping[str, Any]) -> None:
        """Put back what stood in the form when the program ended; it counts as a change."""
        for name, value in values.items():
            if name in self.blocks:
                self.blocks[name].editor.restore(value)
        self.setWindowModified(self.dirty)
        self._keeper.keep()

    def add_notice(self, notice: QWidget) -> None:
        """Put a bar (a hint, a warning) above the fields."""
        self._column.insertWidget(1, notice)

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._discarded or self.ctx.read_only or not self.dirty:
            self._keeper.drop()
            event.accept()
            return
        event.ignore()
        UnsavedQuestion(self, self.ctx.lang, save=self.save, discard=self._discard).open()

    def _discard(self) -> None:
        self._discarded = True
        self.close()

    def _lay_out(self, groups: Sequence[Group]) -> None:
        lang = self.ctx.lang
        self._column = QVBoxLayout(self)
        self.title = heading("")
        self.title.setWordWrap(True)
        self._column.addWidget(self.title)
        self.summary = Summary(lang)
        self._column.addWidget(self.summary)
        self.page = FormPage()
        for group in groups:
            self.page.add_group(lang(group.title), lang(group.help), [self._make_block(name) for name in group.fields])
        self._column.addWidget(self.page, 1)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.save_button = self.buttons.addButton(lang("Save"), role.AcceptRole)
        self.save_button.setDefault(True)
        self.another_button = self.buttons.addButton(lang("Save and add another"), role.ActionRole)
        self.another_button.setAutoDefault(False)
        self.another_button.setVisible(not self.record.version)
        self.cancel_button = self.buttons.addButton(lang("Cancel"), role.RejectRole)
        self.cancel_button.setAutoDefault(False)
        bottom = QHBoxLayout()
        self.walk = WalkButtons(self.ctx, self.record, self._walk)
        bottom.addWidget(self.walk)
        bottom.addWidget(self.buttons, 1)
        self._column.addLayout(bottom)

    def _make_block(self, name: str) -> FieldBlock:
        editor = self._editor(name, self.record)
        if name in self._fixed or self.ctx.read_only:
            editor.set_read_only()
        info = field_info(self.kind, name) or FieldInfo("")
        block = FieldBlock(self.ctx.lang, info, self.ctx.lang(label_of(self.kind, name)), editor)
        self.blocks[name] = block
        return block

    def _editor(self, name: str, record: Record) -> Editor:
        make = self._editors.get(name)
        return make(self.ctx, record) if make else make_editor(self.ctx, self.kind, name)

    def _show_record(self) -> None:
        for name, block in self.blocks.items():
            block.editor.set_value(getattr(self.record, name))
        self._initial = self.values()
        self._show_title()
        self.setWindowModified(False)

    def _show_title(self) -> None:
        lang = self.ctx.lang
        known = self.ctx.desk.records.names(self.kind, [self.record.id], lang) if self.record.version else {}
        self.title.setText(known.get(self.record.id) or lang("New: {kind}", kind=lang(KINDS[self.kind][0])))

    def _connect(self) -> None:
        for block in self.blocks.values():
            block.editor.changed.connect(lambda: self.setWindowModified(self.dirty))
            block.editor.left.connect(lambda block=block: block.show_problem(block.editor.problem()))
        self.save_button.clicked.connect(self.save)
        self.another_button.clicked.connect(self._save_and_add)
        self.cancel_button.clicked.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        if self.ctx.read_only:
            self.save_button.hide()
            self.another_button.hide()
            self.cancel_button.setText(self.ctx.lang("Close"))

    def _show_problems(self, problems: list[Problem]) -> None:
        by_field = {problem.field: problem for problem in reversed(problems)}
        for name, block in self.blocks.items():
            block.show_problem(by_field.get(name))

    def _go_to(self, problem: Problem) -> None:
        block = self.blocks.get(problem.field or "")
        if block is not None:
            self.page.show_block(block)
            block.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _walk(self, record_id: Id) -> None:
        """On to another record of the list, once this form is closed."""
        if self.close():
            self.ctx.open_record(self.kind, record_id)

    def _save_and_add(self) -> None:
        self._another = True
        self.save()

    def _write(self) -> None:
        self.setEnabled(False)
        label = self.ctx.lang("Saving")
        write(self.ctx, label, lambda: self.ctx.desk.records.save(self.record), self._after_saving, self, self._failed)

    def _after_saving(self, _: object) -> None:
        self._initial = self.values()
        another, self._another = self._another, False
        lang, name = self.ctx.lang, self.ctx.desk.records.names(self.kind, [self.record.id], self.ctx.lang)
        self.ctx.announce(lang("Saved: {name}", name=next(iter(name.values()), "")))
        self.setEnabled(True)
        self.saved.emit(self.record.id)
        self.close()
        if another:
            self.ctx.open_record(self.kind, None)

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        self._another = False
        if isinstance(error, DeskError) and error.key == "store.stale":
            self._merge()
        else:
            show_error(self, error, self.ctx.lang)

    def _merge(self) -> None:
        """Somebody saved this record meanwhile: take both, and ask where both changed the same field."""
        mine = self.values()
        try:
            record = self.ctx.desk.records.get(self.kind, self.record.id)
        except DeskError as error:
            show_error(self, error, self.ctx.lang)
            return
        theirs = values_shown(record, {name: self._editor(name, record) for name in self.blocks})
        merged = merge(self._initial, mine, theirs)
        self.record, self._initial = record, theirs
        for name, value in merged.values.items():
            if value != mine[name]:
                self.blocks[name].editor.set_value(getattr(record, name))
        if not merged.disputed:
            self.save()
            return
        self._ask_about(merged.disputed)

    def _ask_about(self, names: Sequence[str]) -> None:
        theirs = self.ctx.desk.records.get(self.kind, self.record.id)
        stored = {name: as_read(self.ctx, theirs, name) for name in names}
        for name in names:
            self.blocks[name].editor.apply(self.record, name)
        disputes = [
            Dispute(name, self.blocks[name].label_text, as_read(self.ctx, self.record, name), stored[name])
            for name in names
        ]
        dialog = DisputeDialog(self, self.ctx.lang, disputes)

        def go_on() -> None:
            for name in dialog.taken:
                self.blocks[name].editor.set_value(getattr(theirs, name))
            self.save()

        dialog.accepted.connect(go_on)
        dialog.open()


def values_shown(record: Record, editors: Mapping[str, Editor]) -> dict[str, Any]:
    """The values that a form would show for a record; the editors are used up."""
    found = {}
    for name, editor in editors.items():
        editor.set_value(getattr(record, name))
        found[name] = editor.value()
        editor.deleteLater()
    return found
