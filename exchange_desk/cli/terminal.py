"""Where a command speaks: lines on the output, sentences and progress on the error output."""

import shutil
import sys
import time
from collections.abc import Sequence
from typing import TextIO

from exchange_desk.support.language import Language
from exchange_desk.support.progress import SILENT, Progress


class Terminal:
    """Two streams in one language. The output is for people and programs, the error output for people alone."""

    def __init__(self, lang: Language, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.lang = lang
        self._out, self._err = out or sys.stdout, err or sys.stderr
        for stream in (self._out, self._err):
            _never_fail_on_a_letter(stream)
        self._line = _Line(self._err, lang)

    def say(self, line: str = "") -> None:
        self._line.wipe()
        self._out.write(line + "\n")

    def tell(self, sentence: str) -> None:
        """For what stands beside the result: a refusal, a warning, what to do."""
        self._line.wipe()
        self._err.write(sentence + "\n")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Columns under their headings; parted by tabs where another program reads."""
        if not self._out.isatty():
            for row in (headings, *rows):
                self.say("\t".join(" ".join(cell.split()) for cell in row))
            return
        for line in _aligned([headings, *rows], shutil.get_terminal_size().columns):
            self.say(line)

    @property
    def progress(self) -> Progress:
        """One line that renews itself, on a terminal only."""
        return self._line if self._err.isatty() else SILENT


class _Line:
    """Progress as one line, renewed at most ten times a second and wiped before anything else is said."""

    def __init__(self, stream: TextIO, lang: Language) -> None:
        self._stream, self._lang, self._last, self._shown = stream, lang, 0.0, 0

    def step(self, done: int, total: int | None, text: str = "") -> None:
        if total is not None and done >= total:
            self.wipe()
            return
        now = time.monotonic()
        if now - self._last < 0.1:
            return
        self._last = now
        width = shutil.get_terminal_size().columns - 1
        count = f"{done}/{total}" if total else ""
        line = f"{self._lang(text)} {count}".strip()[:width]
        self._stream.write("\r" + line.ljust(self._shown))
        self._stream.flush()
        self._shown = len(line)

    def wipe(self) -> None:
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0


def _never_fail_on_a_letter(stream: TextIO) -> None:
    """A terminal that cannot show ł shows a question mark; the command goes on."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _aligned(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Rows with columns as wide as their texts need, the widest shortened until a line fits."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    while sum(widths) + 2 * len(widths) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return ["  ".join(_fit(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
