"""The editor of a record's parts (languages, aliases, stays …): one line each, every cell an editor of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.fields import Editor
from exchange_desk.gui.kit.labels import plain
from exchange_desk.model import FieldInfo, Record, field_info
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Problem, Severity

MakeEditor = Callable[[type[Record], str], Editor]

_STRETCH = {"text": 3, "lines": 3, "reference": 4, "country": 3, "language": 3, "choice": 2}


def part_class(kind: type[Record], name: str) -> type[Record] | None:
    """The class of the parts a record keeps in a list of this name; None for an ordinary field."""
    relation = kind.__mapper__.relationships.get(name)
    return relation.mapper.class_ if relation is not None and relation.uselist else None


def part_fields(part: type[Record]) -> list[str]:
    """The fields of a part that an officer sees, in the order of its columns."""
    return [column.key for column in part.__table__.columns if field_info(part, column.key)]


@dataclass
class _Line:
    id: Id
    editors: dict[str, Editor]
    widgets: list[QWidget] = field(default_factory=list)
    begun_with: tuple[Any, ...] | None = None

    def values(self) -> tuple[Any, ...]:
        return tuple(editor.value() for editor in self.editors.values())

    @property
    def counts(self) -> bool:
        """Whether it is more than a new line that nobody has touched."""
        return self.begun_with is None or self.values() != self.begun_with


class PartsEditor(Editor):
    """`value` is a tuple of (id, values of the fields); id "" for a new line. An untouched new line does not count."""

    wide = True

    def __init__(
        self, lang: Language, part: type[Record], make: MakeEditor, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self._part = part
        self._make = make
        self._label = label
        self._fields = part_fields(part)
        self._lines: list[_Line] = []
        self._kept: dict[Id, Record] = {}
        self._read_only = False
        column = QVBoxLayout()
        column.setSpacing(4)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(6)
        self.grid.setVerticalSpacing(3)
        column.addLayout(self.grid)
        self.add_button = self._make_add_button()
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.row.addLayout(column)
        self.setFocusProxy(self.add_button)

    def value(self) -> tuple[tuple[Any, ...], ...]:
        return tuple((line.id, line.values()) for line in self._lines if line.counts)

    def set_value(self, value: Any) -> None:
        """Show parts as the record holds them."""
        for line in list(self._lines):
            self._take_away(line)
        self._kept = {part.id: part for part in value or ()}
        for part in value or ():
            self._add(part.id, {name: getattr(part, name) for name in self._fields})
        self._show_heads()

    def restore(self, value: Any) -> None:
        """Lines as `value` gave them; a part that is gone meanwhile comes back as a new one."""
        for line in list(self._lines):
            self._take_away(line)
        for record_id, values in value:
            self._add(record_id if record_id in self._kept else "", dict(zip(self._fields, values, strict=True)))
        self._show_heads()

    def problem(self) -> Problem | None:
        """The first line with something that is missing or was not understood."""
        for number, line in enumerate(self._lines, 1):
            if not line.counts:
                continue
            for name, editor in line.editors.items():
                found = editor.problem() or self._missing(name, editor)
                if found is not None:
                    return found if len(self._lines) == 1 else _in_line(found, number)
        return None

    def apply(self, record: Any, name: str) -> None:
        made = []
        for record_id, values in self.value():
            given = dict(zip(self._fields, values, strict=True))
            part = self._kept.get(record_id)
            if part is None:
                made.append(self._part(**given))
                continue
            for each, value in given.items():
                if getattr(part, each) != value:
                    setattr(part, each, value)
            made.append(part)
        setattr(record, name, made)

    def set_read_only(self) -> None:
        self._read_only = True
        self.add_button.hide()
        for line in self._lines:
            for widget in line.widgets[-1:]:
                widget.hide()
            for editor in line.editors.values():
                editor.set_read_only()

    def add_line(self) -> None:
        """A new empty line, ready to type."""
        line = self._add("", self._defaults())
        line.begun_with = line.values()
        self._show_heads()
        next(iter(line.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_add_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(self._lang("Add"))
        button.setAccessibleName(self._lang("Add: {field}", field=self._label))
        button.setIcon(theme.icon("plus"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self.add_line)
        return button

    def _defaults(self) -> dict[str, Any]:
        """What a new part has by itself; a rank goes on counting."""
        columns = self._part.__table__.columns
        found = {name: getattr(columns[name].default, "arg", None) for name in self._fields}
        return {**found, "rank": len(self._lines) + 1} if "rank" in found else found

    def _info(self, name: str) -> FieldInfo:
        info = field_info(self._part, name)
        assert info is not None
        return info

    def _missing(self, name: str, editor: Editor) -> Problem | None:
        info, value = self._info(name), editor.value()
        needed = (info.required and value == "") or (value is None and self._needs(name))
        if not needed:
            return None
        return Problem(
            "field.required", Severity.ERROR, msg("“{field}” is needed."), params={"field": self._lang(info.label)}
        )

    def _needs(self, name: str) -> bool:
        info = self._info(name)
        return info.required or not self._part.__table__.columns[name].nullable

    def _add(self, record_id: Id, values: dict[str, Any]) -> _Line:
        line = _Line(record_id, {})
        row = self.grid.rowCount()
        for column, name in enumerate(self._fields):
            editor = self._make(self._part, name)
            if values:
                editor.set_value(values[name])
            self.grid.addWidget(editor, row, column)
            line.editors[name] = editor
            line.widgets.append(editor)
            editor.changed.connect(self.changed)
        remove = self._remove_button(line)
        self.grid.addWidget(remove, row, len(self._fields))
        line.widgets.append(remove)
        self._lines.append(line)
        self._name_line(line)
        if self._read_only:
            self.set_read_only()
        return line

    def _name_line(self, line: _Line) -> None:
        number = len(self._lines)
        for name, editor in line.editors.items():
            label = self._lang(self._info(name).label)
            editor.name_it(self._lang("{list}, line {number}: {field}", list=self._label, number=number, field=label))

    def _remove_button(self, line: _Line) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon("x"))
        button.setAutoRaise(True)
        button.setToolTip(self._lang("Remove this line"))
        button.setAccessibleName(self._lang("Remove this line"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._remove(line))
        return button

    def _remove(self, line: _Line) -> None:
        self._take_away(line)
        self._show_heads()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_away(self, line: _Line) -> None:
        self._lines.remove(line)
        for widget in line.widgets:
            widget.hide()
            self.grid.removeWidget(widget)
            widget.deleteLater()

    def _show_heads(self) -> None:
        """Headings above the lines; none while there is no line."""
        for column, name in enumerate(self._fields):
            info = self._info(name)
            item = self.grid.itemAtPosition(0, column)
            if item is None:
                head = plain(self._lang(info.label), tone="dim")
                head.setMinimumWidth(10)
                self.grid.addWidget(head, 0, column)
                self.grid.setColumnStretch(column, _STRETCH.get(info.kind, 2))
            else:
                head = item.widget()  # type: ignore[assignment]  # the heading put there before
            if isinstance(head, QLabel):
                head.setVisible(bool(self._lines))


def _in_line(problem: Problem, number: int) -> Problem:
    """The same problem, saying in which line."""
    params = {**problem.params, "number": number}
    return Problem(problem.key, problem.severity, problem.text, problem.field, params)
