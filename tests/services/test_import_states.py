"""What became of an import is told by the history: imported, partly taken back, gone, and there again."""

from pathlib import Path

from exchange_desk.model import Official, SourceFile, SourceRow
from exchange_desk.services.desk import Desk
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo", "Sexo")
ANA, EVA = ("Ana", "Ruiz Vega", "ana@example.org", "F"), ("Eva", "Gil Mora", "eva@example.org", "F")


def taken(desk: Desk, folder: Path, *rows: tuple[object, ...]) -> int:
    file = builders.xlsx(folder / "lista.xlsx", {"Nómina": [HEAD, *rows]})
    step = desk.imports.apply(desk.imports.plan(file)).step
    assert step is not None
    return step


def states(desk: Desk) -> list[str]:
    listing = desk.lists.listing("received")
    place = [column.name for column in listing.columns].index("state")
    return [row[place] for row in desk.lists.rows("received", desk.lists.ids("received"))]


def test_a_list_is_imported_or_some_of_its_rows_wait(desk: Desk, tmp_path: Path) -> None:
    taken(desk, tmp_path, ANA)
    taken(desk, tmp_path, ANA, (None, None, "eva@example.org", "F"))
    assert sorted(states(desk)) == ["imported", "waiting"]


def test_undone_is_gone_and_redone_is_there(desk: Desk, tmp_path: Path) -> None:
    taken(desk, tmp_path, ANA, EVA)
    desk.history.undo()
    assert states(desk) == []
    desk.history.redo()
    assert states(desk) == ["imported"]


def test_partly_taken_back_keeps_the_rows_of_those_who_stay_with_who_changed_them(desk: Desk, tmp_path: Path) -> None:
    step = taken(desk, tmp_path, ANA, EVA)
    (ana,) = desk.records.find(Official, given_names="Ana")
    ana.post = "Alcaldesa"
    desk.records.save(ana)
    preview = desk.history.preview_revert(step)
    staying = {line.kind: line for line in preview.stay}
    assert set(staying) == {"official", "source_row", "source_sheet", "source_file"}
    assert staying["official"].who
    assert staying["official"].at == desk.history.steps(1)[0].at
    desk.history.revert(step)
    assert states(desk) == ["partly_undone"]
    assert [(row.row, row.official_id) for row in desk.records.find(SourceRow)] == [(2, ana.id)]
    desk.history.undo()
    assert states(desk) == ["imported"]
    desk.history.redo()
    assert states(desk) == ["partly_undone"]


def test_taken_back_as_a_whole_leaves_no_list(desk: Desk, tmp_path: Path) -> None:
    step = taken(desk, tmp_path, ANA, EVA)
    desk.history.revert(step)
    assert desk.records.find(SourceFile) == []


def test_who_took_a_list_in_stands_beside_it(desk: Desk, tmp_path: Path) -> None:
    step = taken(desk, tmp_path, ANA)
    listing = desk.lists.listing("received")
    place = [column.name for column in listing.columns].index("by")
    (row,) = desk.lists.rows("received", desk.lists.ids("received"))
    assert row[place] == desk.history.step(step).who
