"""Nominations: the form, both life cycles as buttons and as a dialog for many, reasons where they are needed."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.commands import Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.detail import DetailPane
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.gui.nominations.choosing import MoveDialog
from exchange_desk.gui.nominations.form import nomination_form
from exchange_desk.gui.nominations.moves import DESK_VERBS, HOST_VERBS, ask_for_status, in_common, moves_of
from exchange_desk.gui.nominations.remarks import remarks_on
from exchange_desk.gui.nominations.screen import nominations_screen
from exchange_desk.model import (
    HOST_MOVES,
    NOMINATION_MOVES,
    HostDecision,
    Nomination,
    NominationStatus,
    Official,
    Programme,
)
from exchange_desk.rules.moves import nomination_moves
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

_S, _H = NominationStatus, HostDecision


@pytest.fixture
def screen(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> Iterator[ListScreen]:
    made = nominations_screen(ctx)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, (ReasonDialog, ErrorNotice)) and dialog.isVisible():
            dialog.close()


def stored(ctx: Context, placed: PlacedDesk, number: int) -> Nomination:
    return ctx.desk.records.get(Nomination, placed.nominations[number].id)


def press(ctx: Context, parent: QWidget, nomination: Nomination, command_id: str) -> None:
    """Press the button of a move in the detail pane."""
    command = {each.id: each for each in moves_of(ctx, parent, nomination)}[command_id]
    command.run(Selection((nomination.id,)))


def asked() -> ReasonDialog:
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ReasonDialog) and each.isVisible()]
    return dialog


def test_exactly_the_allowed_moves_are_buttons(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    nomination = stored(ctx, placed, 2)
    for status, decision in product(NominationStatus, HostDecision):
        nomination.status, nomination.host_decision = status, decision
        ids = [each.id for each in moves_of(ctx, screen, nomination)]
        desk = {f"nomination.to.{to}" for to in NOMINATION_MOVES[status]}
        assert len(ids) == len(set(ids))
        assert set(ids) == desk | {f"nomination.host.{to}" for to in HOST_MOVES[decision]}


def test_every_move_has_a_verb_that_says_whether_it_asks() -> None:
    assert set(DESK_VERBS) == set(_S)
    assert set(HOST_VERBS) == set(_H)
    from exchange_desk.rules.moves import NOMINATION_NEEDS_REASON

    assert {to for to, verb in DESK_VERBS.items() if verb.endswith("…")} == NOMINATION_NEEDS_REASON


def test_a_move_without_reason_is_one_step_with_its_name(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    press(ctx, screen, stored(ctx, placed, 2), "nomination.to.shortlisted")
    assert stored(ctx, placed, 2).status == _S.SHORTLISTED
    assert ctx.told.said == ["1 nomination: Shortlisted"]  # type: ignore[attr-defined]
    ctx.desk.history.undo()
    assert stored(ctx, placed, 2).status == _S.ELIGIBLE


def test_a_move_that_needs_a_reason_asks_for_it_first(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    press(ctx, screen, stored(ctx, placed, 2), "nomination.to.withdrawn")
    dialog = asked()
    dialog.go_on.click()
    assert dialog.missing.isVisible()
    assert stored(ctx, placed, 2).status == _S.ELIGIBLE
    dialog.text.setPlainText("Cambió de puesto.")
    dialog.go_on.click()
    found = stored(ctx, placed, 2)
    assert (found.status, found.status_reason) == (_S.WITHDRAWN, "Cambió de puesto.")


def test_leaving_the_question_changes_nothing(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    press(ctx, screen, stored(ctx, placed, 2), "nomination.to.ineligible")
    asked().reject()
    assert stored(ctx, placed, 2).status == _S.ELIGIBLE


def test_the_host_track(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    press(ctx, screen, stored(ctx, placed, 2), "nomination.host.pending")
    press(ctx, screen, stored(ctx, placed, 2), "nomination.host.rejected")
    dialog = asked()
    dialog.text.setPlainText("No hay supervisor en octubre.")
    dialog.go_on.click()
    found = stored(ctx, placed, 2)
    assert (found.host_decision, found.host_comment) == (_H.REJECTED, "No hay supervisor en octubre.")


def test_what_is_missing_for_a_move_is_told_in_a_sentence(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    nomination = stored(ctx, placed, 2)
    official = ctx.desk.records.get(Official, nomination.official_id)
    official.email = ""
    nomination.status = _S.INCOMPLETE
    ctx.desk.records.save(official)
    ctx.desk.records.save(nomination)
    press(ctx, screen, nomination, "nomination.to.complete")
    (notice,) = [each for each in screen.findChildren(ErrorNotice) if each.isVisible()]
    assert "The e-mail or a phone is missing." in notice.sentence.text()
    notice.close()
    assert stored(ctx, placed, 2).status == _S.INCOMPLETE


def test_a_rule_that_a_reason_sets_aside_asks_for_it(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    programme = ctx.desk.records.get(Programme, placed.programme.id)
    programme.max_age = 40
    ctx.desk.records.save(programme)
    nomination = stored(ctx, placed, 5)
    official = ctx.desk.records.get(Official, nomination.official_id)
    official.birth_date = date(1960, 1, 1)
    nomination.status = _S.COMPLETE
    ctx.desk.records.save(official)
    ctx.desk.records.save(nomination)
    press(ctx, screen, nomination, "nomination.to.eligible")
    assert stored(ctx, placed, 5).status == _S.COMPLETE
    dialog = asked()
    assert "the programme admits up to 40 years" in dialog.text.accessibleName()
    dialog.text.setPlainText("Acordado con la red.")
    dialog.go_on.click()
    found = stored(ctx, placed, 5)
    assert (found.status, found.status_reason) == (_S.ELIGIBLE, "Acordado con la red.")


def test_remarks_say_what_is_missing_and_what_the_rules_say(ctx: Context, placed: PlacedDesk) -> None:
    programme = ctx.desk.records.get(Programme, placed.programme.id)
    programme.quota_per_city = 1
    ctx.desk.records.save(programme)
    nomination = stored(ctx, placed, 5)  # the third one of Quito
    nomination.status = _S.RECEIVED
    ctx.desk.records.save(nomination)
    found = remarks_on(ctx, nomination)
    assert [(each.tone, each.text) for each in found] == [
        ("warning", "The objective is not recorded."),
        ("warning", "The letter of nomination is not recorded."),
        ("info", "Number 3 of Quito; the programme admits 1 per city."),
    ]
    assert found[-1].better == "The reserve list is for those beyond the quota."
    assert remarks_on(ctx, stored(ctx, placed, 0)) == []  # placed: the placement tells


def test_remarks_stand_in_the_pane(qtbot: QtBot, ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    nomination = stored(ctx, placed, 5)
    nomination.status = _S.RECEIVED
    ctx.desk.records.save(nomination)
    pane = DetailPane(ctx)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_records(Nomination, [nomination.id], screen.detail)
    qtbot.waitUntil(lambda: "The objective is not recorded." in [label.text() for label in pane.findChildren(QLabel)])


def test_many_move_together_only_where_all_may(
    qtbot: QtBot, ctx: Context, screen: ListScreen, placed: PlacedDesk
) -> None:
    eligible, shortlisted = stored(ctx, placed, 2), stored(ctx, placed, 3)
    shortlisted.status = _S.SHORTLISTED
    ctx.desk.records.save(shortlisted)
    assert in_common([eligible, shortlisted], nomination_moves) == [
        _S.RESERVE,
        _S.NOT_SELECTED,
        _S.WITHDRAWN,
        _S.SUBSTITUTED,
    ]
    chosen = Selection((eligible.id, shortlisted.id))
    ask_for_status(ctx, screen, chosen)
    (dialog,) = screen.findChildren(MoveDialog)
    assert unnamed(dialog) == []
    assert dialog.minimumSizeHint().height() <= 560
    dialog.list.setCurrentRow(1)
    dialog.go_on.click()
    assert dialog.missing.isVisible()  # "not selected" needs a reason
    dialog.text.setPlainText("No hay más plazas.")
    dialog.go_on.click()
    assert {stored(ctx, placed, number).status for number in (2, 3)} == {_S.NOT_SELECTED}
    assert ctx.told.said == ["2 nominations: Not selected"]  # type: ignore[attr-defined]
    ctx.desk.history.undo()
    assert [stored(ctx, placed, number).status for number in (2, 3)] == [_S.ELIGIBLE, _S.SHORTLISTED]


def test_nothing_in_common_is_said(qtbot: QtBot, ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    one, other = stored(ctx, placed, 2), stored(ctx, placed, 3)
    one.status, one.host_decision = _S.SUBSTITUTED, _H.ACCEPTED
    other.host_decision = _H.PENDING
    ctx.desk.records.save(one, other)
    ask_for_status(ctx, screen, Selection((one.id, other.id)))
    (dialog,) = screen.findChildren(MoveDialog)
    assert not dialog.go_on.isEnabled()
    assert dialog.list.item(0).text() == "No status is possible for all of them."
    dialog.reject()


def test_a_nomination_takes_its_sender_from_the_official(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    ctx.desk.records.save(Programme(code="OTRO-26", name="Otro"))
    (other,) = ctx.desk.records.find(Programme, code="OTRO-26")
    ctx.keep("programme", other.id)
    form = nomination_form(ctx, None)
    form.show()
    official = form.blocks["official_id"].editor
    official.set_value(placed.officials[2].id)
    official.changed.emit()
    assert form.blocks["sending_city_id"].editor.value() == placed.cities["Lima"].id
    preferences = form.blocks["preferences"].editor
    preferences.add_line()  # type: ignore[attr-defined]
    preferences._lines[0].editors["city_id"].set_value(placed.cities["Medellín"].id)  # type: ignore[attr-defined]
    with qtbot.waitSignal(form.saved):
        form.save()
    (made,) = ctx.desk.records.find(Nomination, programme_id=other.id)
    assert (made.official_id, made.status) == (placed.officials[2].id, _S.RECEIVED)
    assert [(wish.rank, wish.city_id) for wish in made.preferences] == [(1, placed.cities["Medellín"].id)]


def test_nobody_is_put_forward_twice_in_a_programme(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = nomination_form(ctx, None)
    form.show()
    form.blocks["programme_id"].editor.set_value(placed.programme.id)
    form.blocks["official_id"].editor.set_value(placed.officials[2].id)
    form.save()
    assert [link.text() for link in form.summary.links] == [
        "Official: This person is nominated in the programme already. Open that nomination instead."
    ]
    form._discard()


def test_programme_and_official_stay_as_they_are(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    form = nomination_form(ctx, placed.nominations[2].id)
    form.show()
    for name in ("programme_id", "official_id"):
        assert form.blocks[name].editor.line.isReadOnly()  # type: ignore[attr-defined]
    assert "status" not in form.blocks
    assert form.minimumSizeHint().height() <= 560
    assert unnamed(form) == []
    form.close()


def test_the_official_is_one_step_away(ctx: Context, screen: ListScreen, placed: PlacedDesk) -> None:
    screen.select([placed.nominations[2].id])
    screen.commands.trigger("nomination.official")
    assert ctx.told.opened == [(Official, placed.officials[2].id)]  # type: ignore[attr-defined]
