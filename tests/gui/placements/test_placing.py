"""Placing nominees as an officer does: one by one with reasons, all at once by proposal, and what comes after."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.commands import Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.gui.placements.assign import AssignDialog
from exchange_desk.gui.placements.commands import nomination_commands
from exchange_desk.gui.placements.dates import DatesDialog
from exchange_desk.gui.placements.form import placement_form
from exchange_desk.gui.placements.moves import make_move, moves_of
from exchange_desk.gui.placements.moving import MoveDialog
from exchange_desk.gui.placements.proposal import ProposalWindow
from exchange_desk.gui.placements.screen import placements_screen
from exchange_desk.model import (
    HostOffer,
    Institution,
    Nomination,
    NominationStatus,
    OfferStatus,
    Official,
    Placement,
    PlacementStatus,
)
from exchange_desk.support.problems import DeskError
from tests.gui.placed_desk import PlacedDesk, make_context, make_desk, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "Keyboard event not accepted")
"""The screen of the tests has no sizes to hint at; a dialog that Enter has closed accepts no more."""

ANA, RAMON, JOAO, INES = 2, 3, 4, 5
"""Positions of the nominees without a place."""


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[PlacedDesk]:
    made = make_desk(tmp_path / "test.desk")
    yield made
    made.desk.close()


@pytest.fixture
def ctx(qtbot: QtBot, placed: PlacedDesk) -> Iterator[Context]:
    made = make_context(placed.desk)
    yield made
    made.tasks.shut_down()
    made.changes.stop()


def assigning(qtbot: QtBot, ctx: Context, nomination: Nomination) -> AssignDialog:
    dialog = AssignDialog(ctx, nomination.id)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.place is not None, timeout=20_000)
    return dialog


def look_at(dialog: AssignDialog, offer: HostOffer) -> None:
    place = next(n for n, each in enumerate(dialog.list._places) if each.offer == offer.id)
    item = dialog.list.topLevelItem(place)
    assert item is not None
    dialog.list.setCurrentItem(item)


def placements_of(placed: PlacedDesk, nomination: Nomination) -> list[Placement]:
    return placed.desk.records.find(Placement, nomination_id=nomination.id)


def said(ctx: Context) -> list[str]:
    return ctx.told.said  # type: ignore[attr-defined,no-any-return]


# Assign to … ------------------------------------------------------------------------------------------------------


def test_every_place_is_shown_with_its_state_and_enter_takes_the_best(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk
) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[ANA])
    states = [dialog.list.topLevelItem(i).text(0) for i in range(dialog.list.topLevelItemCount())]
    assert states == ["Fit", "Fit with reservation", "Only with a reason"]
    assert dialog.stay.title.text() == "Medellín · Agencia de Cooperación de Medellín · Movilidad sostenible"
    assert "Language: Spanish is spoken (C1)." in " ".join(dialog.stay.verdicts.texts)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    (placement,) = placements_of(placed, placed.nominations[ANA])
    assert placement.offer_id == placed.offers[0].id
    assert (placement.stays[0].starts_on, placement.stays[0].ends_on) == (date(2026, 10, 1), date(2026, 10, 31))
    assert said(ctx)[-1].startswith("Álvarez Ruiz, Ana Lucía assigned to Medellín")
    assert said(ctx)[-1].endswith("0 places left")


def test_a_rule_that_can_be_set_aside_asks_for_its_reason_and_keeps_it(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk
) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[JOAO])
    look_at(dialog, placed.offers[0])
    assert list(dialog.stay.aside.fields) == ["language"]
    dialog.assign_button.click()
    assert placements_of(placed, placed.nominations[JOAO]) == []
    assert "Spanish B1 is missing" in dialog.notice.text
    field = dialog.stay.aside.fields["language"]
    field.setText("El equipo trabaja en portugués")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    (placement,) = placements_of(placed, placed.nominations[JOAO])
    assert [(each.rule, each.reason) for each in placement.overrides] == [
        ("language", "El equipo trabaja en portugués")
    ]


def test_a_reason_is_kept_with_the_place_it_was_typed_for(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[JOAO])
    look_at(dialog, placed.offers[0])
    dialog.stay.aside.fields["language"].setText("one reason")
    look_at(dialog, placed.offers[1])
    assert dialog.stay.aside.fields["language"].text() == ""
    look_at(dialog, placed.offers[0])
    assert dialog.stay.aside.fields["language"].text() == "one reason"
    dialog.close()


def test_a_place_in_the_own_city_is_refused_in_a_sentence(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    host = Institution(name="Alcaldía de Quito", city_id=placed.cities["Quito"].id)
    offer = HostOffer(
        programme_id=placed.programme.id,
        institution_id=host.id,
        status=OfferStatus.CONFIRMED,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 31),
    )
    placed.desk.records.save(host)
    placed.desk.records.save(offer)
    dialog = assigning(qtbot, ctx, placed.nominations[INES])
    look_at(dialog, offer)
    assert dialog.list.currentItem().text(0) == "Not fit"
    assert dialog.stay.aside.fields == {}
    dialog.assign_button.click()
    assert "Quito is the nominee’s own city." in dialog.notice.text
    assert placements_of(placed, placed.nominations[INES]) == []
    dialog.close()


def test_other_days_are_judged_as_they_are_typed(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[ANA])
    editor = dialog.stay.editor
    editor.ends.line.clear()
    qtbot.keyClicks(editor.ends.line, "15/11/2026")
    assert "offer_window" in dialog.stay.aside.fields
    assert dialog.stay.state.text() == "Only with a reason"
    assert editor.again.isVisibleTo(dialog)
    editor.again.click()
    assert dialog.stay.state.text() == "Fit"
    assert editor.ends.value() == date(2026, 10, 31)
    editor.ends.line.clear()
    qtbot.keyClicks(editor.ends.line, "31 de nada")
    dialog.assign_button.click()
    assert "31 de nada" in dialog.notice.text
    assert placements_of(placed, placed.nominations[ANA]) == []
    dialog.close()


def test_typing_narrows_the_places_and_arrows_walk_through_them(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[ANA])
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.list.place.offer != placed.offers[0].id  # type: ignore[union-attr]
    qtbot.keyClicks(dialog.filter, "gestion cultural")
    assert dialog.list.place.offer == placed.offers[2].id  # type: ignore[union-attr]
    dialog.filter.setText("nowhere")
    assert dialog.list.place is None
    assert not dialog.assign_button.isEnabled()
    dialog.close()


def test_whoever_has_a_place_already_is_refused(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[0])
    dialog.assign_button.click()
    assert "has a place already" in dialog.notice.text
    dialog.close()


def test_a_place_taken_meanwhile_is_seen(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[ANA])
    assert dialog.list.place.free == 1  # type: ignore[union-attr]
    placed.desk.placements.assign(
        placed.nominations[INES].id, placed.offers[0].id, date(2026, 10, 1), date(2026, 10, 31)
    )
    qtbot.waitUntil(lambda: [p.free for p in dialog.list._places if p.offer == placed.offers[0].id] == [0])
    dialog.close()


# Dates ------------------------------------------------------------------------------------------------------------


def test_dates_are_changed_after_the_rules_were_asked(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = DatesDialog(ctx, placed.placements[0].id)
    dialog.show()
    dialog.stay.editor.starts.line.clear()
    qtbot.keyClicks(dialog.stay.editor.starts.line, "20/9/2026")
    dialog.save_button.click()
    assert "Give a reason" in dialog.notice.text
    dialog.stay.aside.fields["offer_window"].setText("El anfitrión lo pidió")
    dialog.save_button.click()
    found = placed.desk.records.get(Placement, placed.placements[0].id)
    assert found.stays[0].starts_on == date(2026, 9, 20)
    assert [each.rule for each in found.overrides] == ["offer_window"]
    assert "20 Sept – 30 Oct 2026" in said(ctx)[-1]


def test_days_in_the_wrong_order_are_refused(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = DatesDialog(ctx, placed.placements[0].id)
    dialog.show()
    dialog.stay.editor.ends.line.clear()
    qtbot.keyClicks(dialog.stay.editor.ends.line, "1/10/2026")
    dialog.save_button.click()
    assert dialog.notice.text == "The stay ends (1 Oct 2026) before it starts (5 Oct 2026)."
    dialog.close()
    assert placed.desk.records.get(Placement, placed.placements[0].id).stays[0].ends_on == date(2026, 10, 30)


# The life cycle ---------------------------------------------------------------------------------------------------


@pytest.fixture
def screen(qtbot: QtBot, ctx: Context) -> ListScreen:
    made = placements_screen(ctx)
    qtbot.addWidget(made)
    made.show()
    return made


def press(ctx: Context, screen: ListScreen, placement: Placement, text: str) -> None:
    """Press one of the buttons that the detail pane offers."""
    fresh = ctx.desk.records.get(Placement, placement.id)
    command = next(each for each in moves_of(ctx, screen, fresh) if each.text == text)
    command.run(Selection((placement.id,)))


def status_of(placed: PlacedDesk, placement: Placement) -> str:
    return placed.desk.records.get(Placement, placement.id).status


def newest(screen: QWidget, kind: type[QWidget]) -> QWidget:
    return [each for each in screen.findChildren(kind) if each.isVisible()][-1]


def test_a_move_without_questions_is_made_at_once(ctx: Context, placed: PlacedDesk, screen: ListScreen) -> None:
    press(ctx, screen, placed.placements[0], "The host accepts")
    assert status_of(placed, placed.placements[0]) == PlacementStatus.ACCEPTED
    assert said(ctx)[-1].startswith("Accepted by the host: Núñez")


def test_cancelling_asks_for_the_reason(qtbot: QtBot, ctx: Context, placed: PlacedDesk, screen: ListScreen) -> None:
    press(ctx, screen, placed.placements[0], "Cancel the placement…")
    dialog = newest(screen, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    assert not dialog.day.isVisible()
    dialog.go.click()
    assert dialog.missing.text() == "Write the reason first."
    qtbot.keyClicks(dialog.reason, "Enfermedad")
    dialog.go.click()
    found = placed.desk.records.get(Placement, placed.placements[0].id)
    assert (found.status, found.status_reason) == (PlacementStatus.CANCELLED, "Enfermedad")


def test_a_day_still_to_come_is_refused_and_nothing_changes(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, screen: ListScreen
) -> None:
    placement = placed.placements[0]
    for to in (PlacementStatus.ACCEPTED, PlacementStatus.AGREED):
        make_move(ctx, screen, placement.id, to)
    make_move(ctx, screen, placement.id, PlacementStatus.CONFIRMED, reason="El anfitrión asegura")
    press(ctx, screen, placement, "Arrived…")
    dialog = newest(screen, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    assert dialog.day.value() == date(2026, 3, 2)
    dialog.day.set_value(date(2026, 10, 5))
    dialog.go.click()
    notice = newest(screen, ErrorNotice)
    assert isinstance(notice, ErrorNotice)
    assert "still to come" in notice.sentence.text()
    notice.close()
    assert status_of(placed, placement) == PlacementStatus.CONFIRMED


def test_a_rule_against_a_move_asks_for_a_reason_and_goes_on_with_it(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, screen: ListScreen
) -> None:
    placement = placed.placements[0]
    for to in (PlacementStatus.ACCEPTED, PlacementStatus.AGREED):
        make_move(ctx, screen, placement.id, to)
    press(ctx, screen, placement, "Confirm")
    dialog = newest(screen, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.text.setPlainText("El seguro se contrata en destino")
    dialog.go_on.click()
    found = placed.desk.records.get(Placement, placement.id)
    assert found.status == PlacementStatus.CONFIRMED
    assert [(each.rule, each.reason) for each in found.overrides] == [("insurance", "El seguro se contrata en destino")]


def test_locking_and_unlocking(ctx: Context, placed: PlacedDesk, screen: ListScreen) -> None:
    ids = [each.id for each in placed.placements]
    screen.select(ids)
    screen.commands.trigger("placement.lock")
    assert all(each.locked for each in placed.desk.records.load(Placement, ids))
    assert said(ctx)[-1] == "2 placements locked"
    screen.commands.trigger("placement.unlock")
    assert not any(each.locked for each in placed.desk.records.load(Placement, ids))


def test_releasing_a_proposed_place_needs_no_reason(ctx: Context, placed: PlacedDesk, screen: ListScreen) -> None:
    screen.select([placed.placements[0].id])
    screen.commands.trigger("placement.release")
    dialog = newest(screen, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.go_on.click()
    assert placements_of(placed, placed.nominations[0]) == []
    assert placed.desk.records.get(Nomination, placed.nominations[0].id).status == NominationStatus.ELIGIBLE


def test_releasing_an_agreed_place_asks_why_and_keeps_it_on_record(
    ctx: Context, placed: PlacedDesk, screen: ListScreen
) -> None:
    make_move(ctx, screen, placed.placements[0].id, PlacementStatus.ACCEPTED)
    screen.select([placed.placements[0].id])
    screen.commands.trigger("placement.release")
    dialog = newest(screen, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.go_on.click()
    assert dialog.missing.isVisible()
    dialog.text.setPlainText("El anfitrión cerró")
    dialog.go_on.click()
    assert status_of(placed, placed.placements[0]) == PlacementStatus.CANCELLED


def test_the_list_offers_what_fits_the_selection(ctx: Context, placed: PlacedDesk, screen: ListScreen) -> None:
    assert not screen.commands.action("placement.dates").isEnabled()
    screen.select([placed.placements[0].id])
    assert screen.commands.action("placement.dates").isEnabled()
    screen.commands.trigger("placement.nomination")
    assert ctx.told.opened[-1] == (Nomination, placed.nominations[0].id)  # type: ignore[attr-defined]
    shortcuts = [each.shortcut for each in screen.commands.commands if each.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    names = {each.id for each in nomination_commands(ctx)}
    assert {"nomination.assign", "placements.propose"} <= names


def test_the_form_shows_dates_and_leaves_them_to_the_rules(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = placement_form(ctx, placed.placements[0].id)
    form.show()
    form.blocks["objectives"].editor.set_value("Conocer el sistema")
    form.save()
    found = placed.desk.records.get(Placement, placed.placements[0].id)
    assert found.objectives == "Conocer el sistema"
    with pytest.raises(DeskError, match="by_assigning"):
        placement_form(ctx, None)


# The proposal -----------------------------------------------------------------------------------------------------


def proposed(qtbot: QtBot, ctx: Context) -> ProposalWindow:
    window = ProposalWindow(ctx)
    window.show()
    window.propose_button.click()
    qtbot.waitUntil(lambda: window.proposal is not None, timeout=30_000)
    return window


def test_a_proposal_says_who_goes_where_and_why_and_is_saved_as_one_step(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk
) -> None:
    window = proposed(qtbot, ctx)
    assert "2 placements are proposed." in window.summary.text()
    assert "No better plan exists." in window.summary.text()
    new = [item for item in window.pairs.items() if item.text(4) == "New"]
    assert len(new) == 2
    window.pairs.setCurrentItem(new[0])
    assert any(text.startswith("Language: ") for text in window.reasons.texts)
    steps = len(placed.desk.history.steps())
    assert window.accept_button.text() == "&Accept all 2 placements"
    window.accept_button.click()
    qtbot.waitUntil(lambda: "2 nominees were placed." in window.notice.text, timeout=20_000)
    assert placed.desk.lists.count("placements") == 4
    assert len(placed.desk.history.steps()) == steps + 1
    assert not window.accept_button.isEnabled()
    window.notice.buttons[0].click()
    assert ctx.told.listed[-1] == ("placements", {"programme_id": (placed.programme.id,)})  # type: ignore[attr-defined]
    window.close()


def test_only_the_ticked_pairs_are_saved(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = proposed(qtbot, ctx)
    item = next(item for item in window.pairs.items() if item.text(4) == "New")
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert window.accept_button.text() == "&Accept 1 chosen placement"
    window.accept_button.click()
    qtbot.waitUntil(lambda: placed.desk.lists.count("placements") == 3, timeout=20_000)
    window.close()


def test_whoever_goes_without_is_told_why_and_what_would_help(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = proposed(qtbot, ctx)
    window.tabs.setCurrentIndex(1)
    assert window.tabs.tabText(1) == "Without a place (2)"
    assert window.reasons.title.text() in {item.text(0) for item in window.unplaced.items()}
    assert any(text.startswith("What would help") for text in window.reasons.texts)
    window.search.setText("zzz")
    assert all(item.isHidden() for item in window.unplaced.items())
    window.close()


def test_discarding_saves_nothing(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = proposed(qtbot, ctx)
    steps = len(placed.desk.history.steps())
    window.discard_button.click()
    assert len(placed.desk.history.steps()) == steps


def test_a_proposal_that_the_desk_has_outrun_says_so_and_is_refused(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk
) -> None:
    window = proposed(qtbot, ctx)
    pair = window.proposal.new_pairs[0]  # type: ignore[union-attr]
    start, end = pair.stay.start, pair.stay.end
    assert start is not None
    assert end is not None
    placed.desk.placements.assign(pair.nomination, pair.offer, start, end)
    qtbot.waitUntil(lambda: "has changed since" in window.notice.text)
    window.accept_button.click()
    qtbot.waitUntil(lambda: "Nothing was saved" in window.notice.text, timeout=20_000)
    assert placed.desk.lists.count("placements") == 3
    window.close()


def test_stopping_a_proposal_leaves_the_window_ready(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = ProposalWindow(ctx)
    window.show()
    window.propose()
    window.stop_button.click()
    qtbot.waitUntil(lambda: not ctx.tasks.busy, timeout=20_000)
    assert window.proposal is None
    assert window.propose_button.isEnabled()
    window.programme.set_value(None)
    window.propose()
    assert window.notice.text == "Choose a programme first."
    window.close()


def test_everything_fits_and_has_a_name_for_a_screen_reader(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    dialog = assigning(qtbot, ctx, placed.nominations[JOAO])
    look_at(dialog, placed.offers[0])
    dates = DatesDialog(ctx, placed.placements[0].id)
    move = MoveDialog(ctx.lang, "Interrupted", date(2026, 3, 2), reason=True)
    window = proposed(qtbot, ctx)
    for each in (dialog, dates, move, window):
        each.show()
        assert [name for name in unnamed(each) if "QTabBar" not in name] == []
        assert each.minimumSizeHint().height() <= 560
        assert each.minimumSizeHint().width() <= 1092
        each.close()


def test_the_nominee_is_told_in_words_and_days_of_two_years_need_one(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk
) -> None:
    person = placed.desk.records.get(Official, placed.officials[ANA].id)
    person.languages[0].level = "native"
    placed.desk.records.save(person)
    for offer in placed.offers:
        offer.starts_on, offer.ends_on = date(2026, 12, 20), date(2027, 1, 16)
    placed.desk.records.save(*placed.offers)
    dialog = assigning(qtbot, ctx, placed.nominations[ANA])
    said_above = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Spanish (Native)" in said_above
    assert "native" not in said_above
    assert dialog.list.topLevelItem(0).text(2) == "20 Dec – 16 Jan 2027"
