"""The windows that stand beside the main one: kept while they are open, closed together with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Windows:
    """They have no parent, so that the main window can come in front of them."""

    def __init__(self) -> None:
        self._open: list[QWidget] = []

    def show(self, window: QWidget) -> None:
        """Show a window of its own; it lives until it is closed."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open = [*self.open(), window]
        window.show()

    def show_one(self, kind: type[QWidget], make: Callable[[], QWidget]) -> None:
        """Bring the window of this kind forward, or make it."""
        known = [each for each in self.open() if isinstance(each, kind)]
        if known:
            known[0].raise_()
            known[0].activateWindow()
        else:
            self.show(make())

    def open(self) -> list[QWidget]:
        """The windows that are open now."""
        return [each for each in self._open if isValid(each) and each.isVisible()]

    def close_all(self) -> bool:
        """Close every window; False when one of them asks something first."""
        return all([each.close() for each in self.open()])
