"""What stands for the session in tests of the main window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.support.settings import Settings

Open = Callable[..., MainWindow]
"""Opens a main window on the test's desk; closed at its end."""


@dataclass
class Host:
    """Stands for the session."""

    opened: list[Path] = field(default_factory=list)
    applied: list[Settings] = field(default_factory=list)

    def open_desk(self, path: Path) -> None:
        self.opened.append(path)

    def explore_demo(self) -> None:
        self.opened.append(Path("demo.desk"))

    def apply(self, settings: Settings) -> None:
        self.applied.append(settings)
