"""The form of an official, which says when the person seems to be in the desk already."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.saving import write
from exchange_desk.model import Official
from exchange_desk.services.duplicates import Alike
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

GROUPS = (
    Group(
        msg("Identity"),
        (
            "given_names",
            "family_names",
            "passport_name",
            "honorific",
            "sex",
            "birth_date",
            "nationality",
            "national_id",
        ),
        msg("Both surnames go into one field."),
    ),
    Group(msg("Contact"), ("email", "phone", "emergency_contact")),
    Group(msg("Post"), ("post", "unit", "institution_id", "city_id")),
    Group(msg("Languages"), ("languages",)),
    Group(
        msg("Travel documents"),
        ("documents",),
        msg("Numbers stay hidden until you ask for them with the eye."),
    ),
    Group(msg("Notes"), ("note",)),
)

_TYPING_PAUSE = 300
_LOOKED_AT = ("given_names", "family_names", "email", "birth_date", "national_id", "phone")


class OfficialForm(Form):
    """A Form that looks for people who may be the same one while a new one is typed, and remembers who is not.

    `looked` says that an answer has come.
    """

    looked = Signal()

    def __init__(self, ctx: Context, record: Official, parent: QWidget | None = None) -> None:
        super().__init__(ctx, record, GROUPS, parent)
        self.alike = NoticeBar(self)
        self.add_notice(self.alike)
        self._told_apart: list[Id] = []
        self._turn = 0
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pause.timeout.connect(self.look_for_alike)
        if not record.version:
            self.saved.connect(self._remember_apart)
            for name in _LOOKED_AT:
                self.blocks[name].editor.changed.connect(self._pause.start)

    def look_for_alike(self) -> None:
        """Name the person who may be the same one; similar names alone decide nothing. Typing goes on meanwhile."""
        self._turn += 1
        turn, apart = self._turn, tuple(self._told_apart)
        values = {name: value for name in _LOOKED_AT if (value := self.blocks[name].editor.value())}
        find = self.ctx.desk.merging.alike
        self.ctx.tasks.run(
            "", lambda _: find(values, apart), done=lambda found: self._name_alike(turn, found), owner=self
        )

    def _name_alike(self, turn: int, found: Sequence[Alike]) -> None:
        if turn != self._turn:
            return  # more was typed since
        self.alike.clear()
        if found:
            lang, first = self.ctx.lang, found[0]
            reasons = (each.say(lang) for each in first.evidence if each.for_it)
            name = " · ".join(part for part in (first.name, first.place, *reasons) if part)
            self.alike.say(
                "warning",
                lang(_SURE if first.strict else _PERHAPS, name=name),
                (lang("Open"), lambda: self.ctx.open_record(Official, first.id)),
                (lang("It is another person"), lambda: self._tell_apart(first.id)),
            )
        self.looked.emit()

    def _tell_apart(self, official: Id) -> None:
        self._told_apart.append(official)
        self.alike.clear()
        self.look_for_alike()

    def _remember_apart(self, new: Id) -> None:
        """The new person is in the desk now: nobody asks again about those who were told apart while typing."""
        apart, merging = tuple(self._told_apart), self.ctx.desk.merging
        if apart:
            write(
                self.ctx, self.ctx.lang("Saving"), lambda: [merging.not_same(new, each) for each in apart], _done, self
            )


_SURE = msg("This person is in the desk already, by all that is known: {name}.")
_PERHAPS = msg("This person seems to be in the desk already: {name}.")


def _done(_: object) -> None:
    """Nothing is told of what was remembered."""


def official_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> OfficialForm:
    record = ctx.desk.records.get(Official, record_id) if record_id else Official()
    return OfficialForm(ctx, record, parent)
