"""The tools of the preview: print, save, page, zoom, find."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QToolButton, QWidget

from exchange_desk.gui.documents.pages import Pages
from exchange_desk.gui.documents.search_bar import SearchBar
from exchange_desk.gui.documents.view import Fit, PagesView
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.language import Language

_ZOOMS = (50, 75, 100, 125, 150, 200, 300, 400)


class PreviewTools(QWidget):
    """A row of tools above the pages."""

    def __init__(self, lang: Language, view: PagesView, parent: QWidget) -> None:
        super().__init__(parent)
        self.lang, self._view = lang, view
        self.print_action = make_action(lang("Print…"), self, icon="printer", shortcut="Ctrl+P")
        self.save_action = make_action(lang("Save PDF…"), self, icon="download", shortcut="Ctrl+S")
        self.open_action = make_action(lang("Open in viewer"), self, icon="external-link")
        self.zoom_in = make_action(lang("Larger"), self, icon="zoom-in", shortcut="Ctrl++")
        self.zoom_out = make_action(lang("Smaller"), self, icon="zoom-out", shortcut="Ctrl+-")
        self.close_action = make_action(lang("Close"), self, shortcut="Ctrl+W")
        self.addAction(self.close_action)
        self.page = QSpinBox()
        self.page.setMinimum(1)
        self.page.setKeyboardTracking(False)
        self.page.setAccessibleName(lang("Page"))
        self.pages = plain()
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(lang("Zoom"))
        self.search = SearchBar(lang, self)
        self._fill_zoom()
        self._build()
        self._connect()

    def show_pages(self, pages: Pages | None) -> None:
        count = len(pages) if pages else 0
        self.page.setMaximum(max(1, count))
        self.pages.setText(self.lang("of {pages}", pages=count))
        self.search.search_in(pages)

    def set_ready(self, ready: bool) -> None:
        for action in (self.print_action, self.save_action, self.open_action):
            action.setEnabled(ready)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(4)
        for action in (self.print_action, self.save_action, self.open_action):
            row.addWidget(_button(action, Qt.ToolButtonStyle.ToolButtonTextBesideIcon))
        row.addSpacing(12)
        row.addWidget(self.page)
        row.addWidget(self.pages)
        row.addSpacing(12)
        row.addWidget(_button(self.zoom_out))
        row.addWidget(self.zoom)
        row.addWidget(_button(self.zoom_in))
        row.addStretch(1)
        row.addWidget(self.search)

    def _fill_zoom(self) -> None:
        self.zoom.addItem(self.lang("Fit width"), Fit.WIDTH)
        self.zoom.addItem(self.lang("Fit page"), Fit.PAGE)
        for per_cent in _ZOOMS:
            self.zoom.addItem(self.lang("{n} %", n=per_cent), per_cent / 100)
        self.zoom.setPlaceholderText("")

    def _connect(self) -> None:
        self.page.valueChanged.connect(lambda number: self._view.go_to(number - 1))
        self._view.page_changed.connect(self._at_page)
        self._view.zoom_changed.connect(self._at_zoom)
        self.zoom.activated.connect(self._zoom_chosen)
        self.zoom_in.triggered.connect(self._view.zoom_in)
        self.zoom_out.triggered.connect(self._view.zoom_out)
        self.search.found.connect(self._view.show_matches)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self.window())
        find.activated.connect(self._find)

    def _find(self) -> None:
        self.search.box.setFocus()
        self.search.box.selectAll()

    def _zoom_chosen(self, index: int) -> None:
        chosen = self.zoom.itemData(index)
        if isinstance(chosen, Fit):
            self._view.set_fit(chosen)
        else:
            self._view.set_zoom(chosen)

    def _at_page(self, page: int) -> None:
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)

    def _at_zoom(self, zoom: float) -> None:
        """The box says what the view does: a way of fitting, or the nearest of its steps in words."""
        if self._view.fit is not Fit.NONE:
            self.zoom.setCurrentIndex(self.zoom.findData(self._view.fit))
            return
        index = self.zoom.findData(zoom)
        self.zoom.setCurrentIndex(index)
        if index < 0:
            self.zoom.setPlaceholderText(self.lang("{n} %", n=round(zoom * 100)))


def _button(action: QAction, style: Qt.ToolButtonStyle = Qt.ToolButtonStyle.ToolButtonIconOnly) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(style)
    button.setAutoRaise(True)
    action.setIconText(action.text())
    button.setAccessibleName(action.text())
    return button
