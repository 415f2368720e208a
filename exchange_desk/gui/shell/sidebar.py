"""The sidebar: every list with its count, and the daily questions below some of them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.shell.sections import SECTIONS, Section, View

_SECTION = Qt.ItemDataRole.UserRole
_WHERE = Qt.ItemDataRole.UserRole + 1
_PAUSE = 120
"""Milliseconds between a change and the first count; each count has a turn of the event loop to itself."""


class Sidebar(QTreeWidget):
    """`chosen` carries the section's id and the conditions of the view chosen ({}: all)."""

    chosen = Signal(str, object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._items: dict[str, QTreeWidgetItem] = {}
        self._entries: list[QTreeWidgetItem] = []
        self._to_count: list[QTreeWidgetItem] = []
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(30)
        self.setUniformRowHeights(False)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setStyleSheet("QTreeView { background: palette(base); border: 0; padding: 6px 6px 0 6px }")
        self.setAccessibleName(ctx.lang("Lists"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setMinimumSectionSize(10)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._fill()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._begin_counting)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._count_one)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        ctx.changes.changed.connect(self._on_change)
        self.count_again()

    def show_chosen(self, section_id: str) -> None:
        """Mark a section as the one that is shown, without choosing it again."""
        current = self.currentItem()
        if current is None or current.data(0, _SECTION) != section_id:
            self.setCurrentItem(self._items[section_id])

    def count_again(self) -> None:
        """Count everything anew, a little later."""
        self._pause.start()

    def count_of(self, section_id: str) -> str:
        """The count shown beside a section."""
        return self._items[section_id].text(1)

    def _fill(self) -> None:
        lang = self.ctx.lang
        for each in SECTIONS:
            if each.heading:
                self._add_heading(lang(each.heading))
            item = self._add(None, each, View(each.title, {}))
            item.setIcon(0, theme.icon(each.icon))
            self._items[each.id] = item
            for view in each.views:
                self._add(item, each, view)
            item.setExpanded(True)

    def _add_heading(self, text: str) -> None:
        item = QTreeWidgetItem(self, [text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(0, theme.tone("dim"))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + 14))
        item.setTextAlignment(0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    def _add(self, above: QTreeWidgetItem | None, section: Section, view: View) -> QTreeWidgetItem:
        item = QTreeWidgetItem([self.ctx.lang(view.title), ""])
        item.setToolTip(0, item.text(0))
        item.setData(0, _SECTION, section.id)
        item.setData(0, _WHERE, dict(view.where))
        item.setForeground(1, theme.tone("dim"))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + (12 if above is None else 8)))
        self._entries.append(item)
        return item

    def _choose(self, item: QTreeWidgetItem) -> None:
        section_id = item.data(0, _SECTION)
        if section_id:
            self.chosen.emit(section_id, item.data(0, _WHERE))

    def _on_change(self, changes: object) -> None:  # noqa: ARG002 - any change may change any count
        self.count_again()

    def _begin_counting(self) -> None:
        self._to_count = [item for item in self._entries if item.data(0, _SECTION) != "start"][::-1]
        self._next.start()

    def _count_one(self) -> None:
        if not self._to_count:
            return
        item = self._to_count.pop()
        section_id: str = item.data(0, _SECTION)
        where: Mapping[str, Any] = {**self._scope(section_id), **item.data(0, _WHERE)}
        count = self.ctx.desk.lists.count(section_id, where)
        item.setText(1, self.ctx.lang.number(count))
        said = self.ctx.lang("{list}: {count}", list=item.text(0), count=count)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        self._next.start()

    def _scope(self, section_id: str) -> dict[str, Any]:
        scoped = any(each.scoped for each in SECTIONS if each.id == section_id)
        return {"programme_id": self.ctx.programme} if scoped and self.ctx.programme else {}
