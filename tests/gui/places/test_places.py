"""Cities, institutions and networks: lists, forms, ways from one to the other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.parts import PartsEditor
from exchange_desk.gui.places.city_name import CityNameEditor
from exchange_desk.gui.places.forms import city_form, institution_form, network_form
from exchange_desk.gui.places.screens import cities_screen, institutions_screen, networks_screen
from exchange_desk.model import City, Institution, Network
from exchange_desk.support.language import Language
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def parts(form: Form, name: str) -> PartsEditor:
    editor = form.blocks[name].editor
    assert isinstance(editor, PartsEditor)
    return editor


def test_a_city_is_saved_with_every_name_it_goes_by(qtbot: QtBot, ctx: Context) -> None:
    form = city_form(ctx, None)
    form.show()
    form.blocks["name"].editor.set_value("Ciudad de México")
    form.blocks["country"].editor.set_value("MX")
    for text, kind in (("CDMX", "short"), ("México D.F.", "historic")):
        editor = parts(form, "aliases")
        editor.add_line()
        editor._lines[-1].editors["text"].set_value(text)
        editor._lines[-1].editors["kind"].set_value(kind)
    with qtbot.waitSignal(form.saved):
        form.save()
    (city,) = ctx.desk.records.find(City, name="Ciudad de México")
    assert {(alias.text, alias.kind) for alias in city.aliases} == {("CDMX", "short"), ("México D.F.", "historic")}
    assert ctx.desk.lists.ids("cities", "méxico d.f.") == [city.id]


def typed(qtbot: QtBot, form: Form, text: str) -> CityNameEditor:
    """The name field after somebody has typed a text into it."""
    form.show()
    qtbot.waitExposed(form)
    editor = form.blocks["name"].editor
    assert isinstance(editor, CityNameEditor)
    editor.line.setFocus()
    qtbot.keyClicks(editor.line, text)
    return editor


def offered(editor: CityNameEditor) -> list[str]:
    return [str(editor.places.data(editor.places.index(row, 0))) for row in range(editor.places.rowCount())]


def choose(qtbot: QtBot, editor: CityNameEditor, row: int) -> None:
    """Down to a row of the list, and Enter."""
    popup = editor.completer.popup()
    qtbot.waitUntil(popup.isVisible)
    for _ in range(row + 1):
        qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("spoken", "shown"),
    [
        ("es", "Morón — Buenos Aires, Argentina"),
        ("pt", "Morón — Ciego de Ávila, Cuba"),
        ("fr", "Morón — Carabobo, Venezuela"),
        ("en", "Mörön — Khövsgöl, Mongolia"),
    ],
)
def test_typing_a_city_offers_the_worlds_in_the_language_of_the_window(qtbot: QtBot, spoken: str, shown: str) -> None:
    editor = CityNameEditor(Language(spoken))
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor.line, "moron")
    assert shown in offered(editor)


def test_a_chosen_city_fills_in_where_it_lies(qtbot: QtBot, ctx: Context) -> None:
    form = city_form(ctx, None)
    editor = typed(qtbot, form, "guarulh")
    choose(qtbot, editor, 0)
    values = form.values()
    assert (values["name"], values["country"], values["region"]) == ("Guarulhos", "BR", "São Paulo")
    assert (values["latitude"], values["longitude"], values["time_zone"]) == (-23.46, -46.53, "America/Sao_Paulo")
    assert form.dirty
    with qtbot.waitSignal(form.saved):
        form.save()
    (city,) = ctx.desk.records.find(City, name="Guarulhos")
    assert (city.region, city.latitude) == ("São Paulo", -23.46)


def test_what_was_typed_before_stays(qtbot: QtBot, ctx: Context) -> None:
    form = city_form(ctx, None)
    form.blocks["region"].editor.set_value("Estado de São Paulo")
    choose(qtbot, typed(qtbot, form, "guarulh"), 0)
    assert form.values()["region"] == "Estado de São Paulo"
    assert form.values()["country"] == "BR"
    form._discard()


def test_another_country_keeps_its_fields(qtbot: QtBot, ctx: Context) -> None:
    form = city_form(ctx, None)
    form.blocks["country"].editor.set_value("ES")
    choose(qtbot, typed(qtbot, form, "guarulh"), 0)
    assert (form.values()["country"], form.values()["region"], form.values()["latitude"]) == ("ES", "", None)
    form._discard()


def test_a_city_that_nobody_knows_is_typed_as_it_is(qtbot: QtBot, ctx: Context) -> None:
    form = city_form(ctx, None)
    editor = typed(qtbot, form, "Villa Xyzzy")
    assert offered(editor) == []
    assert form.values()["name"] == "Villa Xyzzy"
    form._discard()


def test_a_city_needs_name_and_country(qtbot: QtBot, ctx: Context) -> None:
    form = city_form(ctx, None)
    form.show()
    form.save()
    assert [link.text() for link in form.summary.links] == ["“Name” is needed.", "“Country” is needed."]
    form._discard()


def test_a_name_without_text_is_told_with_its_line(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = city_form(ctx, placed.cities["Quito"].id)
    form.show()
    editor = parts(form, "aliases")
    editor.add_line()
    editor._lines[-1].editors["text"].set_value("San Francisco de Quito")
    editor.add_line()
    editor._lines[-1].editors["language"].set_value("es")
    form.save()
    assert [link.text() for link in form.summary.links] == ["Line 2: “Name” is needed."]
    form._discard()


def test_a_unit_belongs_to_an_institution(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    (parent,) = ctx.desk.records.find(Institution, name="Intendencia de Montevideo")
    form = institution_form(ctx, None)
    form.show()
    form.blocks["name"].editor.set_value("División de Relaciones Internacionales")
    form.blocks["parent_id"].editor.set_value(parent.id)
    form.blocks["city_id"].editor.set_value(parent.city_id)
    with qtbot.waitSignal(form.saved):
        form.save()
    screen = institutions_screen(ctx)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_where({"parent_id": (parent.id,)})
    assert [screen.model.text(row, 0) for row in range(screen.model.rowCount())] == [
        "División de Relaciones Internacionales"
    ]
    assert screen.filters.chips() == ["Unit of: Intendencia de Montevideo"]


def test_a_network_has_members_from_one_day_to_another(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = network_form(ctx, None)
    form.show()
    form.blocks["name"].editor.set_value("Mercociudades")
    editor = parts(form, "members")
    for name in ("Montevideo", "Belo Horizonte"):
        editor.add_line()
        editor._lines[-1].editors["city_id"].set_value(placed.cities[name].id)
    line = editor._lines[-1].editors["joined_on"].line  # type: ignore[attr-defined]
    line.setText("11/11/1995")
    line.textEdited.emit("11/11/1995")
    with qtbot.waitSignal(form.saved):
        form.save()
    (network,) = ctx.desk.records.find(Network, name="Mercociudades")
    joined = {member.city_id: str(member.joined_on) for member in network.members}
    assert joined == {
        placed.cities["Montevideo"].id: "None",
        placed.cities["Belo Horizonte"].id: "1995-11-11",
    }


def test_lists_lead_to_what_belongs_to_a_record(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    cities = cities_screen(ctx)
    qtbot.addWidget(cities)
    cities.show()
    quito = placed.cities["Quito"].id
    cities.select([quito])
    cities.commands.trigger("city.officials")
    cities.commands.trigger("city.institutions")
    cities.commands.trigger("city.new")
    asked = ctx.told  # type: ignore[attr-defined]
    assert asked.listed == [("officials", {"city_id": (quito,)}), ("institutions", {"city_id": (quito,)})]
    assert asked.opened == [(City, None)]


@pytest.mark.parametrize("make", [cities_screen, institutions_screen, networks_screen])
def test_lists_name_everything_for_a_screen_reader(
    qtbot: QtBot, ctx: Context, make: Callable[[Context], QWidget]
) -> None:
    screen = make(ctx)
    qtbot.addWidget(screen)
    screen.show()
    assert unnamed(screen) == []


@pytest.mark.parametrize("make", [city_form, institution_form, network_form])
def test_forms_fit_a_small_screen_and_name_everything(
    qtbot: QtBot, ctx: Context, make: Callable[[Context, None], Form]
) -> None:
    form = make(ctx, None)
    form.show()
    assert form.minimumSizeHint().height() <= 560
    assert unnamed(form) == []
    form.close()
