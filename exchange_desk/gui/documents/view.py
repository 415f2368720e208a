"""A scrollable view of the pages of a PDF: only what is seen is rendered, a little at a time."""

import math
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from exchange_desk.gui.documents.pages import Match, Pages

LEAST_ZOOM, GREATEST_ZOOM = 0.5, 4.0
_STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_GAP = 12
_BAND_PIXELS = 1_500_000
_KEPT = 64
"""Bands kept after use: at most 64 × 1.5 million pixels, in practice the last dozen pages."""


class Fit(Enum):
    NONE = 0
    WIDTH = 1
    PAGE = 2


@dataclass(frozen=True)
class Band:
    """A strip of a page at the scale of the moment: pixel rows `top` to `top + rows`."""

    page: int
    top: int
    rows: int


class PagesView(QAbstractScrollArea):
    """`page_changed`: the page in the middle of the view, from 0. `zoom_changed`: 1.0 is the size on paper."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages: Pages | None = None
        self._tops: list[int] = []
        self._height = 0
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._page = -1
        self._matches: list[Match] = []
        self._chosen: Match | None = None
        self._bands: OrderedDict[Band, QImage] = OrderedDict()
        self._wanted: list[Band] = []
        self._render = QTimer(self, interval=0, singleShot=True)
        self._render.timeout.connect(self._render_next)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, pages: Pages | None) -> None:
        """Show another document; the page and the zoom stay where possible."""
        page = max(0, self._page)
        self._pages, self._page = pages, -1
        self._matches, self._chosen = [], None
        self._lay_out()
        if pages and len(pages):
            self.go_to(min(page, len(pages) - 1))

    @property
    def page(self) -> int:
        return max(0, self._page)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def fit(self) -> Fit:
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        self._fit = fit
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        self._fit = Fit.NONE
        self._zoom = min(GREATEST_ZOOM, max(LEAST_ZOOM, zoom))
        self._lay_out()

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in _STEPS if step > self._zoom + 0.01), GREATEST_ZOOM))

    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(_STEPS) if step < self._zoom - 0.01), LEAST_ZOOM))

    def go_to(self, page: int) -> None:
        """Bring the head of a page to the top."""
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[page] - _GAP)
            self._scrolled()

    def show_matches(self, matches: Sequence[Match], chosen: Match | None) -> None:
        """Highlight what was found and bring `chosen` into view."""
        self._matches, self._chosen = list(matches), chosen
        if chosen:
            box = self._on_view(chosen.page, chosen.boxes[0]) if chosen.boxes else QRect()
            if not self.viewport().rect().contains(box):
                self.verticalScrollBar().setValue(
                    self.verticalScrollBar().value() + box.center().y() - self.viewport().height() // 2
                )
                self.horizontalScrollBar().setValue(
                    self.horizontalScrollBar().value() + box.center().x() - self.viewport().width() // 2
                )
        self.viewport().update()

    # Layout -------------------------------------------------------------------------------------------------------

    def _scale(self) -> float:
        """Pixels of the view a point."""
        return self._zoom * self.logicalDpiY() / 72

    def _fitting(self, pages: Pages) -> float:
        if self._fit is Fit.NONE:
            return self._zoom
        width, height = max(w for w, _ in pages.sizes), max(h for _, h in pages.sizes)
        dots = self.logicalDpiY() / 72
        across = (self.viewport().width() - 2 * _GAP) / (width * dots)
        down = (self.viewport().height() - 2 * _GAP) / (height * dots)
        return max(0.1, min(GREATEST_ZOOM, across if self._fit is Fit.WIDTH else min(across, down)))

    def _lay_out(self) -> None:
        """Place the pages below each other, keeping the part of the document in view."""
        bar = self.verticalScrollBar()
        kept = bar.value() / self._height if self._height else 0.0
        self._bands.clear()
        self._tops, top = [], _GAP
        if self._pages and len(self._pages):
            self._zoom = self._fitting(self._pages)
            for number in range(len(self._pages)):
                self._tops.append(top)
                top += self._page_rect(number).height() + _GAP
        self._height = top
        widest = max((self._page_rect(n).width() for n in range(len(self._tops))), default=0) + 2 * _GAP
        view = self.viewport().size()
        bar.setRange(0, max(0, self._height - view.height()))
        bar.setPageStep(view.height())
        bar.setSingleStep(48)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, widest - view.width()) if self._fit is Fit.NONE else 0)
        across.setValue(across.maximum() // 2)
        across.setPageStep(view.width())
        across.setSingleStep(48)
        bar.setValue(round(kept * self._height))
        self.zoom_changed.emit(self._zoom)
        self._scrolled()
        self.viewport().update()

    def _page_rect(self, number: int) -> QRect:
        """A page on the whole sheet of pages, centred when narrower than the view."""
        assert self._pages is not None
        width, height = self._pages.sizes[number]
        wide, high = math.ceil(width * self._scale()), math.ceil(height * self._scale())
        left = max(_GAP, (self.viewport().width() - wide) // 2)
        return QRect(left, self._tops[number] if number < len(self._tops) else 0, wide, high)

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _on_view(self, page: int, box: QRectF) -> QRect:
        """Points of a page as pixels of the viewport."""
        scale, rect = self._scale(), self._page_rect(page)
        corner = QPoint(rect.left() + round(box.left() * scale), rect.top() + round(box.top() * scale))
        return QRect(corner - self._offset(), QRectF(0, 0, box.width() * scale, box.height() * scale).toRect().size())

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = max(0, bisect_right(self._tops, middle) - 1) if self._tops else -1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    # Painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._pages is None or not self._tops:
            return
        painter = QPainter(self.viewport())
        self._wanted = []
        offset = self._offset()
        first = max(0, bisect_right(self._tops, offset.y()) - 1)
        for number in range(first, len(self._tops)):
            rect = self._page_rect(number).translated(-offset)
            if rect.top() > self.viewport().height():
                break
            painter.fillRect(rect, Qt.GlobalColor.white)
            self._paint_bands(painter, number, rect)
            self._paint_matches(painter, number)
        painter.end()
        if self._wanted:
            self._render.start()

    def _paint_bands(self, painter: QPainter, number: int, rect: QRect) -> None:
        ratio = self.devicePixelRatioF()
        for band in self._bands_of(number):
            place = QRectF(rect.left(), rect.top() + band.top / ratio, rect.width(), band.rows / ratio)
            if not place.toAlignedRect().intersects(self.viewport().rect()):
                continue
            image = self._bands.get(band)
            if image is None:
                self._wanted.append(band)
            else:
                painter.drawImage(place.topLeft(), image)

    def _paint_matches(self, painter: QPainter, number: int) -> None:
        for match in self._matches:
            if match.page != number:
                continue
            colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
            colour.setAlpha(150 if match == self._chosen else 60)
            for box in match.boxes:
                painter.fillRect(self._on_view(number, box).adjusted(-1, -1, 1, 1), colour)

    def _bands_of(self, number: int) -> list[Band]:
        assert self._pages is not None
        size = self._pages.pixels(number, self._scale() * self.devicePixelRatioF())
        rows = max(64, _BAND_PIXELS // max(1, size.width()))
        return [Band(number, top, min(rows, size.height() - top)) for top in range(0, size.height(), rows)]

    def _render_next(self) -> None:
        """Render one strip, then let the window breathe."""
        if self._pages is None or not self._wanted:
            return
        band, ratio = self._wanted.pop(0), self.devicePixelRatioF()
        image = self._pages.band(band.page, self._scale() * ratio, band.top, band.rows)
        image.setDevicePixelRatio(ratio)
        self._bands[band] = image
        while len(self._bands) > _KEPT:
            self._bands.popitem(last=False)
        self.viewport().update()

    # Events -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Home:
                self.verticalScrollBar().setValue(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case _:
                super().keyPressEvent(event)
