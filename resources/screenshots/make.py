"""Make the pictures of the README anew. For makers of the program, on Linux, from the folder of the program:

    xvfb-run -a -s "-screen 0 1366x768x24" env QT_QPA_PLATFORM=xcb python resources/screenshots/make.py

    inicio.png         the start page of the demonstration
    postulaciones.png  the list of nominations with the details of one of them
    importar.png       a received list under review, with a question about a person
    asignar.png        every place for one nominee, with what the rules say
    ficha.png          the print preview of a placement summary

They show a demonstration made for them in a folder that is thrown away, so everybody in them is invented. The desk and
the settings of whoever runs this are not touched. Each picture has at most 256 colours and should stay below 150 kB.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WIDTH, HEIGHT = 1366, 768
MOST = 150_000
"""Bytes of a picture."""

COLOURS, GROUNDS = 256, 64
"""Of so many colours a picture consists; so many of them are those it has most of."""

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPixmap
    from PySide6.QtWidgets import QWidget

    from exchange_desk.gui.shell.window import MainWindow


class _Nobody:
    """Stands for the session: nothing is asked of it while pictures are made."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None


class Photographer:
    """Shows one window after the other and keeps what is seen."""

    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.ctx = window.ctx

    def wait(self, test: Callable[[], object] = lambda: True) -> None:
        """Until it is so and nothing is worked out any more."""
        from PySide6.QtCore import QEventLoop, QTimer

        settled = 0
        while settled < 5:
            loop = QEventLoop()
            QTimer.singleShot(60, loop.quit)
            loop.exec()
            settled = settled + 1 if test() and not self.ctx.tasks.busy else 0

    def keep(self, name: str, picture: "QPixmap") -> None:
        path = HERE / f"{name}.png"
        of_few_colours(picture.toImage()).save(str(path), "PNG", 0)  # type: ignore[call-overload]  # 0: the smallest
        size = path.stat().st_size
        sys.stdout.write(f"{path.name}: {size // 1000} kB\n")
        if size > MOST:
            sys.exit(f"{path.name} is too large.")

    def start_page(self) -> None:
        counter = self.window.browser.stack.currentWidget().counters["nominated"]  # type: ignore[attr-defined]
        self.wait(lambda: counter.number.text() != "…" and self.window.sidebar.count_of("received"))
        self.keep("inicio", self.window.grab())

    def nominations(self) -> None:
        self.window.show_list("nominations")
        screen = self.window.browser.screen_shown
        assert screen is not None
        self.window.browser.select([screen.model.ids[3]])
        self.wait()
        self.keep("postulaciones", self.window.grab())

    def review(self) -> None:
        from exchange_desk.gui.imports.review_page import ReviewPage
        from exchange_desk.gui.imports.window import ImportWindow
        from exchange_desk.model import Programme

        importing = ImportWindow(self.ctx)
        (programme,) = self.ctx.desk.records.find(Programme, code="ALLAS-3")
        importing.draft.set_programme(programme.id)
        importing.resize(WIDTH, HEIGHT)
        importing.show()
        importing.lists.choose([ROOT / "resources" / "samples" / "nomina-quito.xlsx"])
        self.wait(lambda: importing.draft.plan)
        importing.go_to(2)
        review = importing.pages[2]
        assert isinstance(review, ReviewPage)
        assert importing.draft.plan is not None
        asked = next(each for each in importing.draft.plan.questions if each.key.startswith("identity."))
        review.grid.go_to(*asked.rows[0])
        self.wait()
        self.keep("importar", importing.grab())
        importing.close()

    def assigning(self) -> None:
        from exchange_desk.gui.placements.assign import AssignDialog
        from exchange_desk.model import Nomination, NominationStatus

        eligible = self.ctx.desk.records.find(Nomination, status=NominationStatus.ELIGIBLE)
        dialog = AssignDialog(self.ctx, eligible[0].id, self.window)
        dialog.open()
        self.wait(lambda: dialog.list.place)
        for row in range(dialog.list.topLevelItemCount()):
            dialog.list.setCurrentItem(dialog.list.topLevelItem(row))
            if dialog.stay.aside.fields:
                break
        self.wait()
        self.keep("asignar", over(self.window, dialog))
        dialog.close()

    def summary(self) -> None:
        from exchange_desk.gui.documents.preview import PreviewWindow

        ids = self.ctx.desk.lists.ids("placements")[:6]
        preview = PreviewWindow(self.ctx, "placement-summary", ids)
        preview.resize(WIDTH, HEIGHT)
        preview.show()
        self.wait(lambda: preview.content)
        self.keep("ficha", preview.grab())
        preview.close()


def over(below: "QWidget", dialog: "QWidget") -> "QPixmap":
    """A dialog in the middle of its window, with a thin frame in place of the one that the system draws."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QPainter

    whole, part = below.grab(), dialog.grab()
    corner = QPoint((whole.width() - part.width()) // 2, (whole.height() - part.height()) // 2)
    painter = QPainter(whole)
    painter.fillRect(whole.rect(), QColor(0, 0, 0, 70))
    painter.drawPixmap(corner, part)
    painter.setPen(QColor("#5C6470"))
    painter.drawRect(corner.x() - 1, corner.y() - 1, part.width() + 1, part.height() + 1)
    painter.end()
    return whole


def of_few_colours(image: "QImage") -> "QImage":
    """The same picture in few colours, the rare ones kept too: a state is told by some green or red letters."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("B").cast("I"))
    flags = Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, most_apart(counted), flags)


def most_apart(counted: Counter[int]) -> list[int]:
    """The grounds as they are; of the other colours that are alike, the one there is most of."""
    ordered = [colour for colour, _ in counted.most_common()]
    grounds = ordered[:GROUNDS]
    for lost in range(8):
        kept = (0xFF << lost & 0xFF) * 0x010101
        others: dict[int, int] = {}
        for colour in ordered[GROUNDS:]:
            others.setdefault(colour & kept, colour)
        if len(grounds) + len(others) <= COLOURS:
            break
    return [*grounds, *others.values()]


def main(home: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(home / name.lower())
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from exchange_desk.gui.kit import theme
    from exchange_desk.gui.shell.window import MainWindow
    from exchange_desk.services import demo
    from exchange_desk.support.language import Language
    from exchange_desk.support.settings import Settings

    app = QApplication([])
    theme.prepare(app, theme="light", text_size=100)
    desk = demo.fresh(home / "Demostración.desk")
    desk.upkeep.backup()
    host: Any = _Nobody()
    window = MainWindow(desk, Settings(language="es"), Language("es"), host, demo=True)
    window.resize(WIDTH, HEIGHT)
    window.show()
    maker = Photographer(window)
    for picture in (maker.start_page, maker.nominations, maker.review, maker.assigning, maker.summary):
        picture()
    window.ctx.tasks.shut_down()
    window.ctx.changes.stop()
    desk.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        main(Path(folder))
