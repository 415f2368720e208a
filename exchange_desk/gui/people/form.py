"""The form of an official, which says when the person seems to be in the desk already."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.model import Official
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold

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


class OfficialForm(Form):
    """A Form that looks for people of the same name while a new one is typed."""

    def __init__(self, ctx: Context, record: Official, parent: QWidget | None = None) -> None:
        super().__init__(ctx, record, GROUPS, parent)
        self.alike = NoticeBar(self)
        self.add_notice(self.alike)
        self._told_apart: set[Id] = set()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pause.timeout.connect(self.look_for_alike)
        if not record.version:
            for name in ("given_names", "family_names", "email"):
                self.blocks[name].editor.changed.connect(self._pause.start)

    def look_for_alike(self) -> None:
        """Name the person who may be the same one; similar names alone decide nothing."""
        found = self._alike()
        if found is None:
            self.alike.clear()
            return
        record_id, name = found
        lang = self.ctx.lang

        def another() -> None:
            self._told_apart.add(record_id)
            self.look_for_alike()

        self.alike.say(
            "warning",
            lang("This person may be in the desk already: {name}.", name=name),
            (lang("View"), lambda: self.ctx.open_record(Official, record_id)),
            (lang("It is somebody else"), another),
        )

    def _alike(self) -> tuple[Id, str] | None:
        given, family = (str(self.blocks[name].editor.value()) for name in ("given_names", "family_names"))
        email = str(self.blocks["email"].editor.value())
        wanted = [f"{given} {family}"] if given and family else []
        wanted += [email] if "@" in email and "." in email.rpartition("@")[2] else []
        for text in wanted:
            for hit in self.ctx.desk.lists.search(text, 3):
                if hit.listing == "officials" and hit.id not in self._told_apart:
                    return hit.id, " · ".join(part for part in (hit.name, hit.detail) if part)
        return self._first_name_in_common(given, family)

    def _first_name_in_common(self, given: str, family: str) -> tuple[Id, str] | None:
        """People of the same family names whose given names share a word: María and María José."""
        if not given or not family:
            return None
        for hit in self.ctx.desk.lists.search(family, 8):
            theirs = fold(hit.name.partition(",")[2]).split()
            if hit.listing == "officials" and hit.id not in self._told_apart and set(fold(given).split()) & set(theirs):
                return hit.id, " · ".join(part for part in (hit.name, hit.detail) if part)
        return None


def official_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> OfficialForm:
    record = ctx.desk.records.get(Official, record_id) if record_id else Official()
    return OfficialForm(ctx, record, parent)
