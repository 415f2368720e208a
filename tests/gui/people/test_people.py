"""Officials: the list, the form, and the hint that a person may be there already."""

import pytest
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.kit.picking import PickDialog
from exchange_desk.gui.people.form import OfficialForm, official_form
from exchange_desk.gui.people.screen import officials_screen
from exchange_desk.model import Nomination, NotSamePerson, Official, Programme
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def name(form: OfficialForm, given: str, family: str) -> None:
    for field, text in (("given_names", given), ("family_names", family)):
        line = form.blocks[field].editor.line  # type: ignore[attr-defined]
        line.setText(text)
        line.textEdited.emit(text)


@pytest.mark.parametrize(
    ("given", "family"), [("Maria Jose", "Nunez Penaloza"), ("María", "Núñez Peñaloza"), ("JOSÉ MARÍA", "NÚÑEZ")]
)
def test_a_person_who_may_be_there_already_is_named(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, given: str, family: str
) -> None:
    form = official_form(ctx, None)
    form.show()
    name(form, given, family)
    qtbot.waitUntil(form.alike.isVisible)
    assert "Núñez Peñaloza, María José" in form.alike.text
    assert "Quito" in form.alike.text
    form.alike.buttons[0].click()
    assert ctx.told.opened == [(Official, placed.officials[0].id)]  # type: ignore[attr-defined]
    form._discard()


def test_saying_that_it_is_somebody_else_is_remembered(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = official_form(ctx, None)
    form.show()
    name(form, "María José", "Núñez Peñaloza")
    qtbot.waitUntil(form.alike.isVisible)
    form.alike.buttons[1].click()
    assert not form.alike.isVisible()
    name(form, "María José", "Núñez Peñaloza ")
    with qtbot.waitSignal(form.looked):
        form.look_for_alike()
    assert not form.alike.isVisible()
    with qtbot.waitSignal(form.saved):
        form.save()
    assert len(ctx.desk.records.find(Official, family_names="Núñez Peñaloza")) == 2
    (pair,) = ctx.desk.records.find(NotSamePerson)  # and nobody asks again
    assert placed.officials[0].id in (pair.first_id, pair.second_id)
    assert ctx.desk.merging.duplicates() == []


@pytest.mark.parametrize(("given", "family"), [("Pedro", "Núñez Peñaloza"), ("María José", ""), ("Eva", "Aab")])
def test_a_different_person_raises_no_doubt(qtbot: QtBot, ctx: Context, given: str, family: str) -> None:
    form = official_form(ctx, None)
    form.show()
    name(form, given, family)
    with qtbot.waitSignal(form.looked):
        form.look_for_alike()
    assert not form.alike.isVisible()
    form._discard()


def test_a_person_who_is_in_the_desk_is_not_alike_to_herself(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = official_form(ctx, placed.officials[0].id)
    form.show()
    name(form, "María Josefa", "Núñez Peñaloza")
    qtbot.wait(350)
    assert not form.alike.isVisible()
    form._discard()


def test_languages_and_documents_are_kept(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = official_form(ctx, placed.officials[4].id)
    form.show()
    documents = form.blocks["documents"].editor
    documents.add_line()  # type: ignore[attr-defined]
    line = documents._lines[-1].editors  # type: ignore[attr-defined]
    line["number"].line.setText("FX123456")
    line["number"].line.textEdited.emit("FX123456")
    line["country"].set_value("BR")
    with qtbot.waitSignal(form.saved):
        form.save()
    (document,) = ctx.desk.records.get(Official, placed.officials[4].id).documents
    assert (document.number, document.country) == ("FX123456", "BR")


def test_the_list_leads_to_nominations_and_narrows_by_programme(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    screen = officials_screen(ctx)
    qtbot.addWidget(screen)
    screen.show()
    screen.select([placed.officials[0].id])
    screen.commands.trigger("official.nominations")
    assert ctx.told.listed == [("nominations", {"official_id": (placed.officials[0].id,)})]  # type: ignore[attr-defined]
    screen.show_where({"programme_id": placed.programme.id})
    assert screen.filters.chips() == ["Nominated in: FICT-2026 · Intercambio de funcionarios locales"]
    assert screen.model.rowCount() == 6
    assert unnamed(screen) == []


def test_no_list_shows_a_document_number(qtbot: QtBot, ctx: Context) -> None:
    screen = officials_screen(ctx)
    qtbot.addWidget(screen)
    names = {column.name for column in screen.model.columns}
    assert not names & {"national_id", "passport_number", "number", "documents"}


def test_the_form_fits_a_small_screen(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = official_form(ctx, placed.officials[0].id)
    form.show()
    assert form.minimumSizeHint().height() <= 560
    assert unnamed(form) == []
    form.close()


def test_several_are_nominated_in_one_step(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    other = Programme(code="OTRO-26", name="Otro")
    ctx.desk.records.save(other)
    ctx.keep("programme", other.id)
    screen = officials_screen(ctx)
    qtbot.addWidget(screen)
    screen.show()
    screen.select([placed.officials[0].id, placed.officials[1].id])
    for _ in range(2):
        screen.commands.trigger("official.nominate")
        (dialog,) = [each for each in screen.findChildren(PickDialog) if each.isVisible()]
        assert dialog.picker.line.text() == "OTRO-26 · Otro"
        dialog.accept()
    made = ctx.desk.records.find(Nomination, programme_id=other.id)
    assert {each.official_id for each in made} == {placed.officials[0].id, placed.officials[1].id}
    assert len(made) == 2
    assert ctx.told.said == ["2 officials nominated"]  # type: ignore[attr-defined]
    (notice,) = screen.findChildren(ErrorNotice)  # the second time they are nominated already
    assert "nominated in OTRO-26 already" in notice.sentence.text()
    notice.close()
    ctx.desk.history.undo()
    assert ctx.desk.records.find(Nomination, programme_id=other.id) == []
