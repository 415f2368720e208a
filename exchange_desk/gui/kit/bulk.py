"""One change to many records: only what is ticked changes, and it is shown before it is saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.editors import label_of, make_editor
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.fields import Editor
from exchange_desk.gui.kit.groups import Group
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.looks import LOOKS
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.kit.values import as_read
from exchange_desk.model import Record, field_info
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import Problem

_KINDS = frozenset(("text", "lines", "choice", "country", "language", "reference", "boolean", "date", "integer"))
_OWN = frozenset(("identity", "document", "contact"))
"""What belongs to one person alone is never the same for many."""

_NAMES = frozenset(("name", "title", "acronym", "reference", "parent_id"))
_SHOWN = 5
_MANY = 200
"""Records that are better saved in the background."""


def common_fields(kind: type[Record], groups: Sequence[Group]) -> list[str]:
    """The fields in which one change makes sense for many: nobody's own data, no name or code, no life cycle."""
    return [name for group in groups for name in group.fields if _is_common(kind, name)]


def _is_common(kind: type[Record], name: str) -> bool:
    info = field_info(kind, name)
    if info is None or info.kind not in _KINDS or info.personal in _OWN:
        return False
    return not info.required and info.choices not in LOOKS and name not in _NAMES


class BulkDialog(QDialog):
    """A tick and an editor for each field; below, what becomes of the first records. Saved as one step."""

    def __init__(
        self,
        ctx: Context,
        kind: type[Record],
        ids: Sequence[Id],
        groups: Sequence[Group],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx = ctx
        self.kind = kind
        self.ids = tuple(ids)
        lang = ctx.lang
        self.setWindowTitle(lang.plural("Edit {n} record", "Edit {n} records", len(ids)))
        self.ticks: dict[str, QCheckBox] = {}
        self.editors: dict[str, Editor] = {}
        self._first = ctx.desk.records.load(kind, self.ids[:_SHOWN])
        self._names = ctx.desk.records.names(kind, self.ids[:_SHOWN], lang)
        self._column = QVBoxLayout(self)
        self._column.addWidget(plain(lang("Only what is ticked changes, in all of the records."), wrap=True))
        self._column.addWidget(self._fields(groups), 3)
        self._column.addWidget(plain(lang("The first ones before and after:"), tone="dim"))
        self.preview = self._make_preview()
        self._column.addWidget(self.preview, 2)
        self.problem = plain(wrap=True, tone="error")
        self.problem.hide()
        self._column.addWidget(self.problem)
        self._add_buttons()
        self._pause = QTimer(self, singleShot=True, interval=150)
        self._pause.timeout.connect(self.show_preview)
        self.resize(680, 540)

    def changes(self) -> dict[str, Any]:
        """Field → new value, for the fields that are ticked."""
        return {name: self.editors[name].value() for name, tick in self.ticks.items() if tick.isChecked()}

    def show_preview(self) -> None:
        """Each ticked field of the first records, as it is and as it will be."""
        rows = [
            (self._names.get(record.id, ""), label, before, after)
            for record in self._first
            for label, before, after in self._before_and_after(record)
        ]
        self.preview.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.preview.setItem(row, column, QTableWidgetItem(text))
        self.save_button.setEnabled(bool(self.changes()))

    def save(self) -> None:
        """Save all records as one step, or say what is wrong."""
        found = self._wrong()
        self.problem.setText(found.say(self.ctx.lang) if found else "")
        self.problem.setVisible(found is not None)
        if found is None:
            self.setEnabled(False)
            label, changes = self.ctx.lang("Saving"), self.changes()
            if len(self.ids) < _MANY:
                write(self.ctx, label, lambda: self._save_all(changes), self._saved, self, self._failed)
            else:
                self.ctx.tasks.run(
                    label, lambda _: self._save_all(changes), done=self._saved, failed=self._failed, owner=self
                )

    def _wrong(self) -> Problem | None:
        for name in self.changes():
            problem = self.editors[name].problem()
            if problem is not None:
                return problem
        return None

    def _save_all(self, changes: Mapping[str, Any]) -> None:
        records = self.ctx.desk.records.load(self.kind, self.ids)
        for record in records:
            for name, value in changes.items():
                setattr(record, name, value)
        self.ctx.desk.records.save(*records)

    def _saved(self, _: None) -> None:
        count = len(self.ids)
        self.ctx.announce(self.ctx.lang.plural("{n} record changed", "{n} records changed", count))
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        show_error(self, error, self.ctx.lang)

    def _before_and_after(self, record: Record) -> list[tuple[str, str, str]]:
        changes: Mapping[str, Any] = self.changes()
        before = {name: as_read(self.ctx, record, name) for name in changes}
        kept = {name: getattr(record, name) for name in changes}
        for name, value in changes.items():
            setattr(record, name, value)
        after = {name: as_read(self.ctx, record, name) for name in changes}
        for name, value in kept.items():
            setattr(record, name, value)
        lang = self.ctx.lang
        return [(lang(label_of(self.kind, name)), before[name], after[name]) for name in changes]

    def _fields(self, groups: Sequence[Group]) -> QScrollArea:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(common_fields(self.kind, groups)):
            tick = QCheckBox(self.ctx.lang(label_of(self.kind, name)).replace("&", "&&"))
            editor = make_editor(self.ctx, self.kind, name, compact=True)
            editor.name_it(self.ctx.lang(label_of(self.kind, name)))
            editor.changed.connect(lambda tick=tick: tick.setChecked(True))
            editor.changed.connect(self._later)
            tick.toggled.connect(self._later)
            grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1)
            self.ticks[name], self.editors[name] = tick, editor
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _make_preview(self) -> QTableWidget:
        lang = self.ctx.lang
        table = QTableWidget(0, 4)
        table.setHorizontalHeaderLabels([lang("Record"), lang("Field"), lang("Before"), lang("After")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(lang("The first ones before and after:"))
        return table

    def _add_buttons(self) -> None:
        lang, role = self.ctx.lang, QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        text = lang.plural("Apply to {n} record", "Apply to {n} records", len(self.ids))
        self.save_button = buttons.addButton(text, role.AcceptRole)
        self.save_button.setEnabled(False)
        buttons.addButton(lang("Cancel"), role.RejectRole)
        self.save_button.clicked.connect(self.save)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)

    def _later(self) -> None:
        self._pause.start()
