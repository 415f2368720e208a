"""The pages of a PDF as pictures and searchable text. The only module that knows the PDF reader.

The reader may be used by one thread at a time: a lock guards every call, so that a print job can run beside the
window. Pictures are made in bands of bounded size, so that no call holds the lock for long.
"""

import math
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage

from exchange_desk.support.text import fold

_READER = threading.Lock()
_A_LITTLE = 0.001
"""Part of a pixel: the reader rounds what it cuts off upwards, and whole pixels must stay whole."""


@dataclass(frozen=True)
class Match:
    """A place where a text was found: boxes in points from the top left corner of the page."""

    page: int
    boxes: tuple[QRectF, ...]


class Pages:
    """An open PDF. Pages count from 0, lengths are points (1/72 inch) unless said otherwise."""

    def __init__(self, content: bytes) -> None:
        with _READER:
            self._document = _reader().PdfDocument(content)
            self.sizes: list[tuple[float, float]] = [
                self._document.get_page_size(number) for number in range(len(self._document))
            ]
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        with _READER:
            self._document.close()

    def band(self, number: int, scale: float, top: int, height: int) -> QImage:
        """A strip of a page: `scale` pixels a point, from pixel row `top`, `height` rows (fewer at the foot)."""
        foot = max(0, self.pixels(number, scale).height() - top - height)
        crop = tuple(max(0.0, rows - _A_LITTLE) / scale for rows in (0, foot, 0, top))
        with _READER:
            page = self._document[number]
            try:
                return _image(page.render(scale=scale, crop=crop, rev_byteorder=True, prefer_bgrx=True))
            finally:
                page.close()

    def pixels(self, number: int, scale: float) -> QSize:
        """The size of a page's picture; a part of a pixel counts as one, as in the reader."""
        width, height = self.sizes[number]
        return QSize(math.ceil(width * scale), math.ceil(height * scale))

    def whole(self, number: int, scale: float) -> QImage:
        return self.band(number, scale, 0, self.pixels(number, scale).height())

    def find(self, number: int, text: str) -> list[Match]:
        """Where `text` stands on a page, without regard to accents and capitals."""
        wanted = fold(text)
        if not wanted or wanted not in self._folded(number):
            return []
        with _READER:
            page = self._document[number]
            try:
                return _matches(page, number, wanted)
            finally:
                page.close()

    def _folded(self, number: int) -> str:
        if number not in self._texts:
            with _READER:
                page = self._document[number]
                try:
                    self._texts[number] = fold(page.get_textpage().get_text_range())
                finally:
                    page.close()
        return self._texts[number]


def _reader() -> Any:
    """The library: it has no types of its own."""
    import pypdfium2

    return pypdfium2


def _image(bitmap: Any) -> QImage:
    view = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return view.copy()


def _matches(page: Any, number: int, wanted: str) -> list[Match]:
    raw = _reader().raw
    text = page.get_textpage()
    letters = [chr(raw.FPDFText_GetUnicode(text, index)) for index in range(text.count_chars())]
    folded, origin = fold_letters(letters)
    found, start = [], folded.find(wanted)
    while start >= 0:
        first, last = origin[start], origin[start + len(wanted) - 1]
        boxes = [text.get_rect(each) for each in range(text.count_rects(first, last - first + 1))]
        height = page.get_height()
        found.append(Match(number, tuple(QRectF(x0, height - y1, x1 - x0, y1 - y0) for x0, y0, x1, y1 in boxes)))
        start = folded.find(wanted, start + len(wanted))
    return found


def fold_letters(letters: list[str]) -> tuple[str, list[int]]:
    """The letters folded one by one into a text with single blanks, and for each of its letters where it came from."""
    folded: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(letters):
        plain = _fold_letter(letter) or " "
        if plain == " " and (not folded or folded[-1] == " "):
            continue
        folded += plain
        origin += [index] * len(plain)
    return "".join(folded), origin


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return fold(letter)
