"""How the review window bears a large list: `python -m tests.benchmarks.review_window [ROWS]` (10,000 by default).

Without a screen: `QT_QPA_PLATFORM=offscreen`. It measures, in one run and on fictional people:
- scrolling by 200 pages, each painted at once, beside a bare table with the same texts painted by the same toolkit;
- a correction in a cell: until the typed text is in sight, and until the list is checked with it;
- the longest time for which the window did not answer meanwhile (a timer that wants to tick every 5 ms).
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QTimer
from PySide6.QtWidgets import QApplication, QTableView

from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit import theme
from exchange_desk.services.desk import Desk
from exchange_desk.workbooks.writer import Column, Table, write_xlsx
from tests.gui.placed_desk import make_context

_HEADINGS = ("Nombres", "Apellidos", "Correo", "Fecha de nacimiento", "Cargo", "Institución", "Teléfono", "Notas")
_GIVEN = ("María", "José", "Ana", "Luis", "Carlos", "Marta", "Pedro", "Lucía", "Jorge", "Elena", "Pablo", "Rosa")
_FAMILY = ("García", "López", "Pérez", "Soto", "Núñez", "Torre", "Ríos", "Vega", "Salas", "Quispe", "Rojas")
_SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "ge",
    "la",
    "mo",
    "ni",
    "pu",
    "que",
    "ra",
    "so",
    "ti",
    "vu",
    "ya",
    "ze",
    "cha",
    "lle",
)


class _Bare(QAbstractTableModel):
    """The same texts, and nothing else."""

    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self._texts = texts

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._texts)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._texts[0])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        return self._texts[index.row()][index.column()] if role == 0 else None


def people(rows: int) -> list[list[str]]:
    """Every tenth e-mail has no @."""
    found = []
    for n in range(rows):
        count = len(_SYLLABLES)
        second = "".join(_SYLLABLES[part % count] for part in (n, n // count, n // count**2)).capitalize()
        given, family = _GIVEN[n % len(_GIVEN)], f"{_FAMILY[n % len(_FAMILY)]} {second}"
        mail = f"p{n}.example.org" if n % 10 == 0 else f"p{n}@example.org"
        day = f"{1 + n % 28:02}/{1 + n % 12:02}/{1960 + n % 40}"
        found.append([given, family, mail, day, "Técnico", "Alcaldía", f"+593 2 555 {n % 10000:04}", "nota"])
    return found


def scrolled(view: QTableView) -> list[float]:
    """Processor milliseconds for each of 200 pages."""
    bar, taken = view.verticalScrollBar(), []
    for page in range(200):
        begun = time.thread_time()
        bar.setValue(page * bar.pageStep() % max(1, bar.maximum()))
        view.viewport().repaint()
        taken.append((time.thread_time() - begun) * 1000)
    return sorted(taken)


def until(app: QApplication, done: Callable[[], bool]) -> tuple[float, float]:
    """Seconds until something is so, and the longest time without a tick, in milliseconds."""
    last, longest, begun = time.perf_counter(), 0.0, time.perf_counter()

    def tick() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        last, longest = now, max(longest, now - last)

    timer = QTimer(interval=5)
    timer.timeout.connect(tick)
    timer.start()
    while not done():
        app.processEvents()
        time.sleep(0.001)
    tick()
    return time.perf_counter() - begun, longest * 1000


def told(name: str, taken: list[float]) -> None:
    print(f"{name}: p50 {taken[100]:.1f} ms, p95 {taken[190]:.1f} ms")


def main(rows: int) -> None:
    app = QApplication([])
    theme.prepare(app, theme="light", text_size=100)
    folder = Path(tempfile.mkdtemp())
    ctx = make_context(Desk.open(folder / "large.desk"), code="es")
    columns = [Column(heading) for heading in _HEADINGS]
    write_xlsx(folder / "large.xlsx", [Table("Lista", columns, people(rows))], ctx.lang)
    window = ImportWindow(ctx, folder / "large.xlsx")
    window.resize(1366, 768)
    window.show()
    seconds, longest = until(app, lambda: window.draft.plan is not None and not window.waiting.is_busy)
    print(f"{rows} rows read and understood: {seconds:.2f} s, longest wait {longest:.0f} ms")
    window.go_to(2)
    page = window.pages[2]
    assert isinstance(page, ReviewPage)
    app.processEvents()
    told("200 pages of the review", scrolled(page.grid))
    texts = [[page.model.index(r, c).data() or "" for c in range(page.model.columnCount())] for r in range(rows)]
    bare = QTableView()
    bare.setModel(_Bare(texts))
    bare.setWordWrap(False)
    bare.resize(page.grid.size())
    bare.show()
    app.processEvents()
    told("200 pages of a bare table", scrolled(bare))
    bare.close()
    for name, field in (("an e-mail", "email"), ("a name", "given_names")):
        index = page.model.index(0, page.model.fields.index(field) + 2)
        begun, before = time.perf_counter(), window.draft.plan
        page.model.setData(index, "Otra" if field == "given_names" else "otra@example.org")
        shown = (time.perf_counter() - begun) * 1000
        seconds, longest = until(app, lambda before=before: window.draft.plan is not before)  # type: ignore[misc]
        print(
            f"{name} corrected: back after {shown:.0f} ms, checked after {seconds:.2f} s, longest wait {longest:.0f} ms"
        )
    ctx.tasks.shut_down()
    ctx.changes.stop()
    ctx.desk.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
