"""Forms: they open, say what is wrong, save, ask before losing anything, and join what two places changed."""

import gc
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.gui.kit.merging import DisputeDialog, merge
from exchange_desk.gui.kit.unsaved import UnsavedQuestion
from exchange_desk.model import City, LanguageSkill, Nomination, Official, Programme
from exchange_desk.support.language import Language
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

GROUPS = (
    Group("Identity", ("given_names", "family_names", "birth_date", "nationality", "national_id")),
    Group("Contact", ("email", "city_id")),
    Group("Languages", ("languages",), "Best first."),
    Group("Notes", ("note",)),
)
W = TypeVar("W", bound=QWidget)

Open = Callable[..., Form]


@pytest.fixture
def open_form(qtbot: QtBot, ctx: Context) -> Iterator[Open]:
    made: list[Form] = []

    def opened(record_id: str | None = None) -> Form:
        record = ctx.desk.records.get(Official, record_id) if record_id else Official()
        form = Form(ctx, record, GROUPS)
        made.append(form)
        form.show()
        return form

    yield opened
    for form in made:
        if isValid(form):
            form._discarded = True
            form.close()


def put(form: Form, name: str, text: str) -> None:
    """Type into a field."""
    line = form.blocks[name].editor.line  # type: ignore[attr-defined]
    line.setText(text)
    line.textEdited.emit(text)


def only(kind: type[W]) -> W:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return found


def test_it_opens_with_what_the_desk_holds(ctx: Context, placed: PlacedDesk, open_form: Open) -> None:
    form = open_form(placed.officials[0].id)
    assert form.title.text() == "Núñez Peñaloza, María José"
    assert form.windowTitle() == "Official[*]"  # no name in a window's title
    assert form.blocks["city_id"].editor.line.text() == "Quito (EC)"  # type: ignore[attr-defined]
    assert not form.dirty
    assert not form.isWindowModified()


def test_saving_shows_everything_that_is_missing_with_a_way_to_each(
    qtbot: QtBot, ctx: Context, open_form: Open
) -> None:
    form = open_form()
    put(form, "email", "maria")
    put(form, "birth_date", "31/2/80")
    form.save()
    assert form.isVisible()
    texts = [link.text() for link in form.summary.links]
    assert texts == [
        "Date of birth: “31/2/80” is not a date. Type, for example, 5/11/2026 or 5 Nov 2026.",
        "“Given names” is needed.",
        "“Family names” is needed.",
        "E-mail: The e-mail “maria” is not complete. Type, for example, maria@example.org.",
    ]
    assert form.blocks["email"].problem_row.isVisible()
    assert "maria" in form.blocks["email"].editor.focusProxy().accessibleDescription()  # type: ignore[union-attr]
    form.activateWindow()
    form.summary.links[1].click()
    assert form.focusWidget() is form.blocks["given_names"].editor.focusProxy()
    assert form.blocks["birth_date"].editor.line.text() == "31/2/80"  # type: ignore[attr-defined]
    assert form.save_button.isEnabled()
    assert len(ctx.desk.lists.ids("officials")) == 6


def test_what_is_put_right_is_saved_and_the_form_closes(qtbot: QtBot, ctx: Context, open_form: Open) -> None:
    form = open_form()
    put(form, "family_names", "Aab")
    form.save()
    put(form, "given_names", "Eva")
    put(form, "birth_date", "5/1/80")
    form.blocks["nationality"].editor.set_value("AR")
    with qtbot.waitSignal(form.destroyed):
        form.save()
    (stored,) = ctx.desk.records.find(Official, family_names="Aab")
    assert (stored.given_names, str(stored.birth_date), stored.nationality) == ("Eva", "1980-01-05", "AR")
    assert ctx.told.said == ["Saved: Aab, Eva"]  # type: ignore[attr-defined]
    assert ctx.desk.history.next_undo().label == "Save official"  # type: ignore[union-attr]


def test_ctrl_s_saves(qtbot: QtBot, ctx: Context, open_form: Open) -> None:
    form = open_form()
    put(form, "given_names", "Eva")
    put(form, "family_names", "Aab")
    with qtbot.waitActive(form):
        form.activateWindow()
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form.blocks["email"].editor.line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]


def test_save_and_add_another_opens_a_new_one(qtbot: QtBot, ctx: Context, open_form: Open) -> None:
    form = open_form()
    form.another_button.click()
    assert form.summary.isVisible()
    put(form, "given_names", "Eva")
    put(form, "family_names", "Aab")
    form.another_button.click()
    assert ctx.told.opened == [(Official, None)]  # type: ignore[attr-defined]


def test_a_problem_is_told_when_the_field_is_left(open_form: Open) -> None:
    form = open_form()
    put(form, "birth_date", "99/99")
    assert not form.blocks["birth_date"].problem_row.isVisible()
    form.blocks["birth_date"].editor.left.emit()
    assert form.blocks["birth_date"].problem_row.isVisible()
    put(form, "birth_date", "5/1/80")
    form.blocks["birth_date"].editor.left.emit()
    assert not form.blocks["birth_date"].problem_row.isVisible()


def test_closing_a_changed_form_asks_and_keeps_editing_by_default(open_form: Open, placed: PlacedDesk) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "email", "otra@example.org")
    assert form.isWindowModified()
    form.reject()
    only(UnsavedQuestion).reject()
    assert form.isVisible()
    assert form.blocks["email"].editor.value() == "otra@example.org"


def test_discarding_closes_without_saving(qtbot: QtBot, ctx: Context, open_form: Open, placed: PlacedDesk) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "email", "otra@example.org")
    form.close()
    with qtbot.waitSignal(form.destroyed):
        only(UnsavedQuestion).discard.click()
    assert ctx.desk.records.get(Official, placed.officials[0].id).email != "otra@example.org"


def test_saving_from_the_question_saves(qtbot: QtBot, ctx: Context, open_form: Open, placed: PlacedDesk) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "email", "otra@example.org")
    form.close()
    with qtbot.waitSignal(form.destroyed):
        only(UnsavedQuestion).save.click()
    assert ctx.desk.records.get(Official, placed.officials[0].id).email == "otra@example.org"


def test_typed_text_that_is_not_understood_counts_as_a_change(open_form: Open, placed: PlacedDesk) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "birth_date", "mañana")
    assert form.dirty


def change(ctx: Context, record_id: str, **values: object) -> None:
    person = ctx.desk.records.get(Official, record_id)
    for name, value in values.items():
        setattr(person, name, value)
    ctx.desk.records.save(person)


def test_changes_of_different_fields_in_two_places_are_both_kept(
    qtbot: QtBot, ctx: Context, open_form: Open, placed: PlacedDesk
) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "email", "otra@example.org")
    skills = [LanguageSkill(language="fr", level="B2")]
    change(ctx, placed.officials[0].id, note="De viaje", languages=skills)
    with qtbot.waitSignal(form.saved):
        form.save()
    stored = ctx.desk.records.get(Official, placed.officials[0].id)
    assert (stored.email, stored.note) == ("otra@example.org", "De viaje")
    assert [skill.language for skill in stored.languages] == ["fr"]


@pytest.mark.parametrize("theirs", [True, False])
def test_a_field_changed_in_two_places_is_asked_about(
    qtbot: QtBot, ctx: Context, open_form: Open, placed: PlacedDesk, theirs: bool
) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "email", "mine@example.org")
    put(form, "given_names", "María")
    change(ctx, placed.officials[0].id, email="theirs@example.org", note="De viaje")
    form.save()
    dialog = only(DisputeDialog)
    assert list(dialog._theirs) == ["email"]
    dialog.choose("email", theirs=theirs)
    with qtbot.waitSignal(form.saved):
        dialog.accept()
    stored = ctx.desk.records.get(Official, placed.officials[0].id)
    assert stored.email == ("theirs@example.org" if theirs else "mine@example.org")
    assert (stored.given_names, stored.note) == ("María", "De viaje")


def test_going_back_to_the_form_from_a_dispute_loses_nothing(ctx: Context, open_form: Open, placed: PlacedDesk) -> None:
    form = open_form(placed.officials[0].id)
    put(form, "email", "mine@example.org")
    change(ctx, placed.officials[0].id, email="theirs@example.org")
    form.save()
    only(DisputeDialog).reject()
    assert form.isVisible()
    assert form.blocks["email"].editor.value() == "mine@example.org"
    assert form.dirty


def test_a_record_deleted_meanwhile_is_told_and_the_text_stays(qtbot: QtBot, ctx: Context, open_form: Open) -> None:
    person = Official(given_names="Eva", family_names="Aab")
    ctx.desk.records.save(person)
    form = open_form(person.id)
    put(form, "email", "eva@example.org")
    ctx.desk.records.delete(Official, [person.id])
    form.save()
    notice = only(ErrorNotice)
    assert "no longer in the desk" in notice.sentence.text()
    notice.close()
    assert form.isVisible()
    assert form.blocks["email"].editor.value() == "eva@example.org"


def test_merging_takes_each_side_where_it_alone_changed_something() -> None:
    merged = merge({"a": 1, "b": 1, "c": 1, "d": 1}, {"a": 2, "b": 1, "c": 3, "d": 5}, {"a": 1, "b": 2, "c": 4, "d": 5})
    assert merged.values == {"a": 2, "b": 2, "d": 5}
    assert merged.disputed == ("c",)


def test_fields_that_never_change_are_shown_but_not_edited(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    nomination = ctx.desk.records.get(Nomination, placed.nominations[0].id)
    form = Form(ctx, nomination, (Group("", ("official_id", "theme")),), fixed=("official_id",))
    qtbot.addWidget(form)
    assert form.blocks["official_id"].editor.line.isReadOnly()  # type: ignore[attr-defined]
    assert not form.blocks["theme"].editor.line.isReadOnly()  # type: ignore[attr-defined]


def test_the_same_code_twice_is_told_under_the_code(qtbot: QtBot, ctx: Context) -> None:
    form = Form(ctx, Programme(code="FICT-2026", name="Otro"), (Group("", ("code", "name")),))
    qtbot.addWidget(form)
    form.show()
    form.save()
    assert [link.text() for link in form.summary.links] == [
        "Code: Another programme has the code “FICT-2026”. Choose another one."
    ]


def test_a_save_waits_for_the_job_that_is_writing(qtbot: QtBot, ctx: Context, open_form: Open) -> None:
    import threading

    go_on = threading.Event()
    ctx.tasks.run("long", lambda progress: go_on.wait(5), done=lambda _: None)
    form = open_form()
    put(form, "given_names", "Eva")
    put(form, "family_names", "Aab")
    form.save()
    assert not form.isEnabled()
    assert ctx.desk.records.find(Official, family_names="Aab") == []
    with qtbot.waitSignal(form.saved):
        go_on.set()
    assert len(ctx.desk.records.find(Official, family_names="Aab")) == 1


def test_every_field_has_a_name_and_the_form_fits_a_small_screen(open_form: Open, placed: PlacedDesk) -> None:
    form = open_form(placed.officials[0].id)
    assert unnamed(form) == []
    assert form.minimumSizeHint().height() <= 560
    assert form.minimumSizeHint().width() <= 1092
    form.resize(420, 480)
    assert form.page.horizontalScrollBar().maximum() == 0


def test_secrets_stay_masked_in_the_form(ctx: Context, open_form: Open, placed: PlacedDesk) -> None:
    change(ctx, placed.officials[0].id, national_id="AR-30123456")
    form = open_form(placed.officials[0].id)
    assert form.blocks["national_id"].editor.line.text() == "•••• 3456"  # type: ignore[attr-defined]


def test_texts_in_spanish_stand_beside_each_other_without_being_cut(qtbot: QtBot, ctx: Context) -> None:
    ctx.lang = Language("es")
    form = Form(ctx, City(name=""), (Group("", ("name", "country", "region", "kind", "latitude", "longitude")),))
    qtbot.addWidget(form)
    form.show()
    for block in form.blocks.values():
        for label in block.labels:
            assert label.sizeHint().width() <= block.width()


def test_nothing_is_left_of_a_form_that_was_closed(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    def once() -> None:
        record = ctx.desk.records.get(Official, placed.officials[0].id)
        form = Form(ctx, record, GROUPS)
        form.show()
        with qtbot.waitSignal(form.destroyed):
            form.close()

    def living() -> int:
        gc.collect()
        return len([each for each in QApplication.allWidgets() if isinstance(each, QDialog)]) + len(
            QApplication.allWidgets()
        )

    once()
    before = living()
    for _ in range(3):
        once()
    assert living() <= before
