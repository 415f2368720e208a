"""The lists received so far, and what can be done with each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from exchange_desk.gui.imports.begun import BegunLists
from exchange_desk.gui.imports.original import OriginalWindow
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.commands import Command, Selection, one_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.groups import Detail, Group
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.reverting import revert
from exchange_desk.model import City, Programme, SourceFile
from exchange_desk.services.imports import DraftInfo
from exchange_desk.services.received import original_of, step_of
from exchange_desk.support import clock
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import Progress
from exchange_desk.support.saving import save

_GROUPS = (Group(msg("Received list"), ("name", "received_at", "sender_city_id", "programme_id")),)
_ONE = msg("Select one list first.")
_LOOK_AGAIN = 4_000
"""Milliseconds between two looks at which reviews go on: keeping one is no step, and nobody announces it."""


def received_screen(ctx: Context, start_import: Callable[[], None] | None = None) -> ListScreen:
    """`start_import` opens the import window; without it the list offers no import of its own."""
    own = _commands(lambda: screen)
    new = Command("received.import", msg("Import a list…"), lambda _: (start_import or _nothing)(), writes=True)
    empty = Empty(
        msg("No list has been received yet."),
        msg("Drop the Excel file of a city on this window, and each nominee becomes a row to check."),
        "inbox",
        ("received.import",) if start_import else (),
    )
    filters = [
        record_filter(ctx, "sender_city_id", msg("Sent by"), City),
        record_filter(ctx, "programme_id", msg("Programme"), Programme),
    ]
    commands = [new, *own] if start_import else own
    detail = Detail(_GROUPS, lambda _: own, has_form=False)
    screen = ListScreen(ctx, "received", commands, empty=empty, filters=filters, detail=detail)
    screen.table.opened.disconnect()  # a received list has no form: opening it shows its rows
    screen.table.opened.connect(lambda file_id: _show(screen, Selection((file_id,))))
    _show_begun(screen)
    return screen


def _show_begun(screen: ListScreen) -> None:
    """The reviews that go on, above the lists received."""
    begun = BegunLists(screen.ctx, screen)
    begun.hide()
    layout = screen.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(1, begun)
    begun.go_on.connect(lambda draft: _open(screen, draft))
    screen.listed.connect(begun.look_again)

    def look() -> None:
        if screen.isVisible() and screen.ctx.desk.imports.drafts() != begun.drafts:
            begun.look_again()

    timer = QTimer(screen, interval=_LOOK_AGAIN)
    timer.timeout.connect(look)
    timer.start()


def _open(screen: ListScreen, draft: DraftInfo) -> None:
    window = ImportWindow(screen.ctx, draft, screen)
    window.show()


def _nothing() -> None:
    """Where no import can be begun."""


def _commands(screen: Callable[[], ListScreen]) -> list[Command]:
    """What can be done with one list; `screen` is there once a command is run."""
    return [*_looks(screen), *_deeds(screen)]


def _looks(screen: Callable[[], ListScreen]) -> list[Command]:
    return [
        Command(
            "received.rows",
            msg("Show the original rows"),
            lambda c: _show(screen(), c),
            "",
            "eye",
            one_selected,
            needs=_ONE,
        ),
        Command(
            "received.save",
            msg("Save the original file…"),
            lambda c: _save(screen(), c),
            "",
            "download",
            one_selected,
            needs=_ONE,
        ),
    ]


def _deeds(screen: Callable[[], ListScreen]) -> list[Command]:
    return [
        Command(
            "received.continue",
            msg("Go on with the rows that wait…"),
            lambda c: _continue(screen(), c),
            "",
            "play",
            one_selected,
            writes=True,
            needs=_ONE,
        ),
        Command(
            "received.reply",
            msg("Return to the sender…"),
            lambda c: _reply(screen(), c),
            "",
            "send",
            one_selected,
            needs=_ONE,
        ),
        Command(
            "received.revert",
            msg("Take back this import…"),
            lambda c: _revert(screen(), c),
            "",
            "rotate-ccw",
            one_selected,
            writes=True,
            danger=True,
            needs=_ONE,
        ),
    ]


def _show(screen: ListScreen, chosen: Selection) -> None:
    try:
        window = OriginalWindow(screen.ctx, chosen.one, screen)
    except DeskError as error:
        show_error(screen, error, screen.ctx.lang)
        return
    window.show()


def _save(screen: ListScreen, chosen: Selection) -> None:
    """Byte for byte as it came."""
    ctx, lang = screen.ctx, screen.ctx.lang
    try:
        name, content = original_of(ctx.desk, chosen.one)
        ending = Path(name).suffix
        kinds = lang("Files of the same kind (*{ending})", ending=ending) if ending else ""
        start = str(ctx.folder("original") / name)
        path, _ = QFileDialog.getSaveFileName(screen, lang("Save the original file"), start, kinds)
        if not path:
            return
        save(Path(path), content)
    except DeskError as error:
        show_error(screen, error, lang)
        return
    ctx.remember_folder("original", Path(path).parent)
    ctx.announce(lang("“{name}” was saved.", name=Path(path).name))


def _continue(screen: ListScreen, chosen: Selection) -> None:
    """The list once more, with what was decided; what is in the desk already changes nothing."""
    file = screen.ctx.desk.records.get(SourceFile, chosen.one)
    waiting = int(file.totals.get("waiting", 0)) + int(file.totals.get("refused", 0))
    at = file.received_at or clock.now()
    about = (file.programme_id, file.sender_city_id)
    _open(screen, DraftInfo(file.id, file.name, at, "", int(file.totals.get("rows", 0)), waiting, *about))


def _reply(screen: ListScreen, chosen: Selection) -> None:
    """What the sender still has to put right, judged by the desk of today."""
    ctx, lang = screen.ctx, screen.ctx.lang
    folder = QFileDialog.getExistingDirectory(screen, lang("Folder for the reply"), str(ctx.folder("reply")))
    if not folder:
        return
    ctx.remember_folder("reply", Path(folder))

    def write(progress: Progress) -> Any:
        plan = ctx.desk.imports.resume(chosen.one, progress=progress)
        return ctx.desk.imports.reply(plan, Path(folder), lang, progress)

    def told(reply: Any) -> None:
        text = (
            lang("“{name}” was saved.", name=reply.file.name) if reply else lang("There is nothing to tell the sender.")
        )
        ctx.announce(text)

    def failed(error: BaseException) -> None:
        show_error(screen, error, lang)

    ctx.tasks.run(lang("Writing the reply"), write, done=told, failed=failed, owner=screen)


def _revert(screen: ListScreen, chosen: Selection) -> None:
    ctx, lang = screen.ctx, screen.ctx.lang
    file = ctx.desk.records.get(SourceFile, chosen.one)
    step = step_of(ctx.desk, file.id)
    if step is None:
        missing = msg("The history does not say any more which step took “{file}” in, so it cannot be taken back.")
        show_error(screen, DeskError("received.no_step", missing, file=file.name), lang)
        return
    revert(ctx, step, screen, screen.refresh)
