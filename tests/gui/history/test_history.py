"""The history as an officer reads it, and taking things back from it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from exchange_desk.gui.history.details import ChangesTree
from exchange_desk.gui.history.record import RecordHistory
from exchange_desk.gui.history.telling import PARTS, kind_label, tell_changes
from exchange_desk.gui.history.window import HistoryWindow
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.reverting import RevertDialog
from exchange_desk.model import Official, Placement, Record, TravelDocument, record_kind
from exchange_desk.services.records import KINDS
from exchange_desk.support.language import LANGUAGES, Language
from tests import builders
from tests.gui.placed_desk import PlacedDesk, make_context, make_desk, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none


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


@pytest.fixture
def window(qtbot: QtBot, ctx: Context) -> HistoryWindow:
    made = HistoryWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    return made


def change_official(placed: PlacedDesk, post: str = "Jefa de Unidad") -> str:
    official = placed.desk.records.get(Official, placed.officials[0].id)
    official.post = post
    official.birth_date = date(1980, 5, 4)
    official.sex = "female"
    placed.desk.records.save(official)
    return official.id


def texts(tree: ChangesTree) -> list[list[str]]:
    """All lines of a tree, unfolded or not."""

    def below(item: QTreeWidgetItem) -> list[list[str]]:
        own = [item.text(column) for column in range(3)]
        return [own, *(line for i in range(item.childCount()) for line in below(item.child(i)))]

    return [line for i in range(tree.topLevelItemCount()) for line in below(tree.topLevelItem(i))]


def test_the_newest_step_comes_first_and_tells_each_field_before_and_after(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk
) -> None:
    change_official(placed)
    change_official(placed, "Directora")
    window = HistoryWindow(ctx)
    qtbot.addWidget(window)
    assert window.title.text() == "Save official"
    assert texts(window.changes) == [
        ["Changed: Official · Núñez Peñaloza, María José", "", ""],
        ["Post", "Jefa de Unidad", "Directora"],
    ]
    window.steps.selectRow(1)
    assert ["Date of birth", "", "4 May 1980"] in texts(window.changes)
    assert ["Sex", "", "Female"] in texts(window.changes)


def test_a_changed_part_is_told_under_the_name_of_its_whole(
    ctx: Context, placed: PlacedDesk, window: HistoryWindow
) -> None:
    placement = placed.desk.records.get(Placement, placed.placements[0].id)
    placement.stays[0].ends_on = date(2026, 10, 20)
    placed.desk.records.save(placement)
    told, more = tell_changes(ctx, placed.desk.history.changes(placed.desk.history.steps(1)[0].id), 10)
    assert more == 0
    assert [(each.kind, each.what) for each in told] == [("Days of the stay", "changed")]
    assert told[0].name.startswith("Núñez Peñaloza, María José")
    assert [(f.label, f.before, f.after) for f in told[0].fields] == [("Until", "30 Oct 2026", "20 Oct 2026")]


def test_document_numbers_stay_covered(ctx: Context, placed: PlacedDesk) -> None:
    official = placed.desk.records.get(Official, placed.officials[0].id)
    official.national_id = "1712345678"
    official.documents.append(TravelDocument(number="A0123456", country="EC"))
    placed.desk.records.save(official)
    told, _ = tell_changes(ctx, placed.desk.history.changes(placed.desk.history.steps(1)[0].id), 10)
    shown = [f.after for each in told for f in each.fields]
    assert "•••• 5678" in shown
    assert "•••• 3456" in shown
    assert not any("1712345678" in text or "A0123456" in text for text in shown)


def test_references_are_told_by_name_and_deleted_ones_as_such(ctx: Context, placed: PlacedDesk) -> None:
    placed.desk.records.delete(Placement, [placed.placements[1].id])
    step = placed.desk.history.steps(1)[0]
    told, _ = tell_changes(ctx, placed.desk.history.changes(step.id), 10)
    gone = next(each for each in told if each.kind == "Placement")
    assert gone.what == "deleted"
    assert gone.name == "FICT-2026-002"
    assert ("Nomination", "Abril Tarache, Jorge Camilo · FICT-2026", "") in [
        (f.label, f.before, f.after) for f in gone.fields
    ]


def test_undo_and_redo_name_what_they_would_do_and_do_it(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, window: HistoryWindow
) -> None:
    official = change_official(placed)
    qtbot.waitUntil(lambda: "Save official" in window.undo.text())
    assert not window.redo.isEnabled()
    window.undo.click()
    qtbot.waitUntil(lambda: "Undo: Save official" in window.notice.text)
    assert placed.desk.records.get(Official, official).post == ""
    qtbot.waitUntil(lambda: window.redo.isEnabled())
    states = [window.steps.model().index(row, 4).data() for row in range(2)]
    assert states == ["", "undone"]
    window.redo.click()
    qtbot.waitUntil(lambda: "Redo: Save official" in window.notice.text)
    assert placed.desk.records.get(Official, official).post == "Jefa de Unidad"
    assert ctx.told.said[-1] == "Redo: Save official"  # type: ignore[attr-defined]


def test_a_search_without_accents_narrows_the_steps(ctx: Context, placed: PlacedDesk, window: HistoryWindow) -> None:
    change_official(placed)
    window.refresh()
    all_steps = window.steps.model().rowCount()
    window.search.setText("OFFICIAL save")
    assert 0 < window.steps.model().rowCount() < all_steps
    window.search.setText("nothing like this")
    assert window.steps.model().rowCount() == 0
    assert window.title.text() == "No step found."
    assert not window.revert.isEnabled()


def test_a_step_with_very_many_rows_is_read_without_stopping_the_window(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, window: HistoryWindow
) -> None:
    people = [Official(given_names=f"Ana {n}", family_names="Soto") for n in range(700)]
    placed.desk.records.save(*people)
    before = window.steps.model().rowCount()
    qtbot.waitUntil(lambda: window.steps.model().rowCount() > before)
    window.steps.selectRow(0)
    qtbot.waitUntil(lambda: "700" in window.summary.text(), timeout=20_000)
    assert window.changes.topLevelItemCount() == 301
    assert texts(window.changes)[-1][0] == "and 400 records more"


def test_the_history_of_one_record_unfolds_when_asked(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    official = change_official(placed)
    history = RecordHistory(ctx)
    qtbot.addWidget(history)
    history.show()
    history.show_record(Official, official)
    qtbot.wait(10)
    assert history.tree.topLevelItemCount() == 3
    sources, newest = history.tree.topLevelItem(0), history.tree.topLevelItem(1)
    assert "Save official" in newest.text(0)
    newest.setExpanded(True)
    qtbot.waitUntil(lambda: newest.childCount() > 0)
    assert ["Post", "", "Jefa de Unidad"] in texts(history.tree)
    sources.setExpanded(True)
    qtbot.waitUntil(lambda: sources.childCount() > 0)
    assert any(sources.child(i).text(0).startswith("Post: ") for i in range(sources.childCount()))
    change_official(placed, "Directora")
    qtbot.waitUntil(lambda: history.tree.topLevelItemCount() == 4)
    history.show_record(None)
    assert history.nothing.isVisible()


def test_values_tell_the_cell_they_came_from_and_cover_numbers(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    rows = [("Nombres", "Apellidos", "Correo", "Pasaporte"), ("Inti", "Quispe", "inti@example.org", "X0012345")]
    desk = placed.desk
    desk.imports.apply(desk.imports.plan(builders.xlsx(tmp_path / "nomina.xlsx", {"Hoja": rows})))
    (official,) = desk.records.find(Official, email="inti@example.org")
    history = RecordHistory(ctx)
    qtbot.addWidget(history)
    history.show()
    history.show_record(Official, official.id)
    qtbot.wait(30)  # the import is announced a turn later
    sources = history.tree.topLevelItem(0)
    sources.setExpanded(True)
    qtbot.waitUntil(lambda: sources.childCount() > 0)
    lines = {sources.child(i).text(0): sources.child(i).toolTip(0) for i in range(sources.childCount())}
    assert lines["E-mail: C2 · nomina.xlsx · 2 Mar 2026"] == (
        "From “nomina.xlsx” of 2 Mar 2026, sheet “Hoja”, cell C2\nCorreo: “inti@example.org”"
    )
    assert lines["Passport number: D2 · nomina.xlsx · 2 Mar 2026"].endswith("Pasaporte: “•••• 2345”")


def test_every_kind_of_record_has_a_word_in_the_history() -> None:
    kinds = {record_kind(m.class_) for m in Record.registry.mappers}
    known = {record_kind(kind) for kind in KINDS} | set(PARTS)
    assert kinds - known == set()
    for code in LANGUAGES:
        assert all(kind_label(kind, Language(code)) for kind in kinds)


def test_everything_has_a_name_for_a_screen_reader(window: HistoryWindow) -> None:
    assert unnamed(window) == []


def test_an_older_step_is_taken_back_after_a_look_at_what_stays(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, window: HistoryWindow
) -> None:
    first = change_official(placed)
    other = placed.desk.records.get(Official, placed.officials[1].id)
    other.post = "Analista"
    placed.desk.records.save(other)
    window.refresh()
    window.steps.selectRow(1)
    window.revert.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(RevertDialog)), timeout=10_000)
    dialog = window.findChildren(RevertDialog)[0]
    assert dialog.lists.topLevelItem(0).text(0) == "1 record goes back"
    dialog.go.click()
    qtbot.waitUntil(lambda: placed.desk.records.get(Official, first).post == "", timeout=10_000)
    assert placed.desk.records.get(Official, other.id).post == "Analista"
    qtbot.waitUntil(lambda: "Save official" in window.notice.text)


def test_records_stand_before_their_parts(ctx: Context, placed: PlacedDesk, window: HistoryWindow) -> None:
    official = placed.desk.records.get(Official, placed.officials[0].id)
    official.documents = [TravelDocument(number="G12344821", country="EC")]
    official.post = "Jefa de Unidad"
    placed.desk.records.save(official)
    step = placed.desk.history.steps(1)[0]
    changes = sorted(placed.desk.history.changes(step.id), key=lambda change: change.kind == "official")
    told, _ = tell_changes(ctx, changes, 10)
    assert [each.kind for each in told] == ["Official", "Travel document"]


def test_what_was_done_has_most_of_the_room(window: HistoryWindow) -> None:
    header = window.steps.horizontalHeader()
    assert all(header.sectionSize(0) > header.sectionSize(column) for column in range(1, 5))
    assert window.steps.isColumnHidden(4), "nothing is undone yet"
