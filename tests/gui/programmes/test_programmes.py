"""Programmes and host offers."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.fields import ChoiceEditor
from exchange_desk.gui.programmes.forms import offer_form, programme_form
from exchange_desk.gui.programmes.screens import offer_moves, offers_screen, programmes_screen
from exchange_desk.model import HostOffer, OfferStatus, Programme
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def test_the_rules_of_a_programme_are_optional_and_kept(qtbot: QtBot, ctx: Context) -> None:
    form = programme_form(ctx, None)
    form.show()
    form.blocks["code"].editor.set_value("TALLER-26")
    form.blocks["name"].editor.set_value("Taller")
    form.blocks["max_age"].editor.set_value(45)
    form.blocks["starts_on"].editor.set_value(date(2026, 2, 18))
    form.blocks["ends_on"].editor.set_value(date(2026, 3, 9))
    with qtbot.waitSignal(form.saved):
        form.save()
    (programme,) = ctx.desk.records.find(Programme, code="TALLER-26")
    assert (programme.max_age, programme.min_age, programme.quota_per_city) == (45, None, None)


def test_days_in_the_wrong_order_are_told_under_the_last_one(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = programme_form(ctx, placed.programme.id)
    form.show()
    form.blocks["ends_on"].editor.set_value(date(2026, 1, 1))
    form.save()
    assert form.blocks["ends_on"].problem_row.isVisible()
    assert form.isVisible()
    form._discard()


def test_a_new_offer_begins_in_the_chosen_programme(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    ctx.keep("programme", placed.programme.id)
    form = offer_form(ctx, None)
    form.show()
    assert form.blocks["programme_id"].editor.value() == placed.programme.id
    form.blocks["institution_id"].editor.set_value(placed.offers[0].institution_id)
    languages = form.blocks["languages"].editor
    languages.add_line()  # type: ignore[attr-defined]
    languages._lines[-1].editors["language"].set_value("pt")  # type: ignore[attr-defined]
    with qtbot.waitSignal(form.saved):
        form.save()
    found = ctx.desk.records.find(HostOffer, institution_id=placed.offers[0].institution_id)
    assert {language.language for offer in found for language in offer.languages} == {"es", "pt"}


def test_an_offer_moves_only_where_it_may(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = offer_form(ctx, placed.offers[0].id)
    editor = form.blocks["status"].editor
    assert isinstance(editor, ChoiceEditor)
    offered = [editor.box.itemData(place) for place in range(editor.box.count())]
    assert offered == ["confirmed", "closed", "withdrawn", "announced"]
    form.close()


def test_the_buttons_of_an_offer_save_its_status_as_a_step(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    screen = offers_screen(ctx)
    qtbot.addWidget(screen)
    screen.show()
    offer = ctx.desk.records.get(HostOffer, placed.offers[0].id)
    moves = {command.id: command for command in offer_moves(screen, offer)}
    assert list(moves) == ["offer.to.closed", "offer.to.withdrawn", "offer.to.announced"]
    from exchange_desk.gui.kit.commands import Selection

    moves["offer.to.closed"].run(Selection((offer.id,)))
    assert ctx.desk.records.get(HostOffer, offer.id).status == OfferStatus.CLOSED
    ctx.desk.history.undo()
    assert ctx.desk.records.get(HostOffer, offer.id).status == OfferStatus.CONFIRMED
    assert ctx.told.said == ["Host offer: Closed"]  # type: ignore[attr-defined]


def test_lists_and_forms_name_everything(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    for make in (programmes_screen, offers_screen):
        screen = make(ctx)
        qtbot.addWidget(screen)
        screen.show()
        assert unnamed(screen) == []
    for form in (programme_form(ctx, placed.programme.id), offer_form(ctx, placed.offers[0].id)):
        form.show()
        assert unnamed(form) == []
        assert form.minimumSizeHint().height() <= 560
        form.close()
