"""The commands every list has."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from exchange_desk.gui.kit.bulk import BulkDialog, common_fields
from exchange_desk.gui.kit.commands import SEPARATOR, Command, Selection, any_selected, one_selected, several_selected
from exchange_desk.gui.kit.errors import ask
from exchange_desk.gui.kit.saving import write
from exchange_desk.model import SourceFile
from exchange_desk.support import clock
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem
from exchange_desk.support.progress import Progress

_MANY = 20
"""Records deleted at once from which a backup is made first."""

if TYPE_CHECKING:
    from exchange_desk.gui.kit.list_screen import ListScreen


def standard_commands(screen: "ListScreen") -> list[Command]:
    """Open, copy, delete, export, show everything: for any list."""
    kind, ctx = screen.listing.record, screen.ctx
    edit = [
        Command(
            "list.open",
            msg("Open"),
            lambda chosen: ctx.open_record(kind, chosen.one),
            "F2",
            "pencil",
            one_selected,
            needs=msg("Select one line of the list first."),
        )
    ]
    delete = [
        Command(
            "list.delete",
            msg("Delete…"),
            lambda chosen: delete_records(screen, chosen),
            "Del",
            "trash-2",
            any_selected,
            writes=True,
            danger=True,
        )
    ]
    if common_fields(kind, screen.detail.groups):
        edit.append(
            Command(
                "list.edit_many",
                msg("Edit several…"),
                lambda chosen: BulkDialog(ctx, kind, chosen.ids, screen.detail.groups, screen).open(),
                "Ctrl+Shift+E",
                enabled=several_selected,
                writes=True,
                needs=msg("Select several lines of the list first."),
            )
        )
    return [
        SEPARATOR,
        *edit,
        Command("list.copy", msg("Copy lines"), lambda _: screen.table.copy(), "Ctrl+C", "copy", any_selected),
        Command("list.export", msg("Export to Excel…"), lambda _: export(screen), "Ctrl+E", "file-spreadsheet"),
        Command("list.everything", msg("Show everything"), lambda _: screen.clear_conditions(), "", "eraser"),
        *([] if kind is SourceFile else [SEPARATOR, *delete]),
    ]


def delete_records(screen: "ListScreen", chosen: Selection) -> None:
    """Ask, naming what goes, then delete as one step that can be undone."""
    ctx, kind = screen.ctx, screen.listing.record
    lang, count = ctx.lang, len(chosen.ids)
    if count == 1:
        name = next(iter(ctx.desk.records.names(kind, chosen.ids, lang).values()), "")
        text = lang("Delete “{name}”? You can undo this.", name=name)
    else:
        text = lang.plural("Delete {n} record? You can undo this.", "Delete {n} records? You can undo this.", count)
    if not ask(screen, lang, text, lang.plural("Delete {n} record", "Delete {n} records", count), destructive=True):
        return

    def tell(_: object) -> None:
        ctx.announce(lang.plural("{n} record deleted", "{n} records deleted", count))

    if count < _MANY:
        write(ctx, lang("Deleting"), lambda: ctx.desk.records.delete(kind, chosen.ids), tell, screen)
        return

    def after_a_backup(progress: Progress) -> object:
        ctx.desk.upkeep.backup(reason="delete", progress=progress)
        return ctx.desk.records.delete(kind, chosen.ids)

    ctx.tasks.run(lang("Deleting"), after_a_backup, done=tell, owner=screen)


def export(screen: "ListScreen") -> None:
    """Write the list as it is shown (or the selected lines, when there are several) to a workbook or a text file."""
    ctx, lang = screen.ctx, screen.ctx.lang
    chosen = screen.selection().ids
    ids = chosen if len(chosen) > 1 else tuple(screen.model.ids)
    name = f"{lang(screen.listing.title)} {clock.today().isoformat()}.xlsx"
    kinds = lang("Excel workbook (*.xlsx);;Text file (*.csv)")
    path, _ = QFileDialog.getSaveFileName(screen, lang("Export to Excel"), str(ctx.folder("export") / name), kinds)
    if path:
        save_export(screen, Path(path), ids)


def save_export(screen: "ListScreen", path: Path, ids: tuple[str, ...]) -> None:
    """Write the export in the background and say where it lies."""
    ctx, lang = screen.ctx, screen.ctx.lang
    path = path if path.suffix else path.with_suffix(".xlsx")
    ctx.remember_folder("export", path.parent)

    def job(progress: Progress) -> Sequence[Problem]:
        return ctx.desk.exports.write(screen.listing.name, path, lang, ids=ids, progress=progress)

    def tell(changed: Sequence[Problem]) -> None:
        text = lang.plural("{n} row written to “{file}”", "{n} rows written to “{file}”", len(ids), file=path.name)
        ctx.announce(" ".join([text, *(problem.say(lang) for problem in changed)]))

    ctx.tasks.run(lang("Exporting the list"), job, done=tell, owner=screen)
