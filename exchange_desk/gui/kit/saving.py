"""Short writes from a window: at once, or after the long job that is writing now."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.support.progress import Progress

R = TypeVar("R")


def write(
    ctx: Context,
    label: str,
    job: Callable[[], R],
    done: Callable[[R], None],
    parent: QWidget,
    failed: Callable[[BaseException], None] | None = None,
) -> None:
    """Do something that saves a record or two, then `done(result)`.

    The desk has one writer: while a long job runs, the window would stand still until that ends, so the write
    waits its turn in the job queue instead. A failure is told over `parent` unless `failed` handles it.
    """

    def tell(error: BaseException) -> None:
        show_error(parent if isValid(parent) else None, error, ctx.lang)

    on_failure = failed or tell
    if ctx.tasks.busy:

        def later(progress: Progress) -> R:  # noqa: ARG001 - too short to report
            return job()

        ctx.tasks.run(label, later, done=done, failed=on_failure, owner=parent)
        return
    try:
        result = job()
    except Exception as error:  # noqa: BLE001 - a window that waits for its write is told of a fault, too
        on_failure(error)
        return
    done(result)
