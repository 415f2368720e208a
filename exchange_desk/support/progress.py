"""How long work tells how far it is, and learns that it should stop."""

from typing import Protocol


class Progress(Protocol):
    def step(self, done: int, total: int | None, text: str = "") -> None:
        """Report `done` of `total` (None: unknown). Raises `problems.Cancelled` when asked to stop."""


class _Silent:
    def step(self, done: int, total: int | None, text: str = "") -> None:
        pass


SILENT: Progress = _Silent()
