"""Putting officials forward in a programme, from the list of officials."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.commands import Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.pickers import RecordPicker
from exchange_desk.gui.kit.picking import PickDialog
from exchange_desk.gui.kit.saving import write
from exchange_desk.model import Programme
from exchange_desk.support.ids import Id


def ask_for_programme(ctx: Context, parent: QWidget, chosen: Selection) -> None:
    """Ask in which programme; the one that the window shows stands there already."""
    lang = ctx.lang
    picker = RecordPicker(ctx, Programme, buttons=False)
    picker.set_value(ctx.programme)
    verb = lang.plural("Nominate {n} official", "Nominate {n} officials", len(chosen.ids))
    dialog = PickDialog(lang, lang("Programme"), picker, verb, parent)
    dialog.chosen.connect(lambda programme_id: nominate(ctx, parent, programme_id, chosen))
    dialog.open()


def nominate(ctx: Context, parent: QWidget, programme_id: Id, chosen: Selection) -> None:
    """Put them forward as one step; each keeps city and institution of their own as the sender."""
    lang = ctx.lang

    def tell(_: object) -> None:
        ctx.announce(lang.plural("{n} official nominated", "{n} officials nominated", len(chosen.ids)))

    write(ctx, lang("Saving"), lambda: ctx.desk.nominations.nominate(programme_id, chosen.ids), tell, parent)
