"""Every value says where it comes from: a cell of a list, or somebody who typed it."""

from datetime import date
from pathlib import Path

from exchange_desk.model import City, Nomination, Official, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.services.provenance import Provenance, is_secret, source_of, sources_of
from exchange_desk.support.language import Language
from tests import builders

HEAD = ("N.º", "Nombre completo", "Correo", "Cargo", "Ciudad", "Inglés", "Pasaporte", "Tema", "1ª opción")
ANA = (1, "Ana Ruiz Vega", "ana@example.org", "Jefa", "Quito", "B2", "X00123", "Agua", "Lima")
EN = Language("en")


def take(desk: Desk, folder: Path, *rows: tuple[object, ...], name: str = "lista.xlsx") -> None:
    file = builders.xlsx(folder / name, {"Nómina": [("Lista de nominados",), HEAD, *rows]})
    desk.imports.apply(desk.imports.plan(file, programme="P-1"))


def prepared(desk: Desk, folder: Path) -> Official:
    desk.records.save(Programme(code="P-1", name="Intercambio"))
    desk.records.save(City(name="Quito", country="EC"))
    take(desk, folder, ANA)
    return only(desk)


def only(desk: Desk) -> Official:
    (found,) = desk.records.find(Official)
    return found


def of(desk: Desk, field: str) -> Provenance:
    found = source_of(desk, Official, only(desk).id, field)
    assert found is not None
    return found


def test_a_value_tells_its_file_sheet_cell_and_day(desk: Desk, tmp_path: Path) -> None:
    prepared(desk, tmp_path)
    mail = of(desk, "email")
    assert (mail.file, mail.sheet, mail.row, mail.cell, mail.day, mail.raw, mail.heading) == (
        "lista.xlsx", "Nómina", 3, "C3", date(2026, 3, 2), "ana@example.org", "Correo",
    )  # fmt: skip
    assert mail.say(EN) == "From “lista.xlsx” of 2 Mar 2026, sheet “Nómina”, cell C3"


def test_values_read_from_a_shared_cell_and_parts_tell_theirs(desk: Desk, tmp_path: Path) -> None:
    prepared(desk, tmp_path)
    found = {field: (of(desk, field).cell, of(desk, field).raw) for field in (
        "given_names", "family_names", "city_id", "language.en", "passport_number",
    )}  # fmt: skip
    assert found == {
        "given_names": ("B3", "Ana Ruiz Vega"), "family_names": ("B3", "Ana Ruiz Vega"), "city_id": ("E3", "Quito"),
        "language.en": ("F3", "B2"), "passport_number": ("G3", "X00123"),
    }  # fmt: skip
    assert is_secret("passport_number")
    assert not is_secret("email")


def test_a_nomination_tells_where_its_theme_and_wishes_stood(desk: Desk, tmp_path: Path) -> None:
    prepared(desk, tmp_path)
    (nomination,) = desk.records.find(Nomination)
    found = {field: source.cell for field, source in sources_of(desk, Nomination, nomination.id)}
    assert found == {"theme": "H3", "preferred_host_1": "I3"}


def test_what_was_typed_names_who_and_when(desk: Desk, tmp_path: Path) -> None:
    ana = prepared(desk, tmp_path)
    ana.post = "Alcaldesa"
    desk.records.save(ana)
    post = of(desk, "post")
    assert (post.file_id, post.cell) == (None, "")
    assert post.step.say(EN) == "Save official"
    assert post.say(EN).startswith("Written in the desk by ")
    assert of(desk, "email").cell == "C3"


def test_undo_and_redo_lead_back_to_the_step_that_wrote(desk: Desk, tmp_path: Path) -> None:
    ana = prepared(desk, tmp_path)
    imported = desk.history.steps(1)[0].id
    ana.post = "Alcaldesa"
    desk.records.save(ana)
    typed = desk.history.steps(1)[0].id
    desk.history.undo()
    assert (of(desk, "post").cell, of(desk, "post").step.id) == ("D3", imported)
    desk.history.redo()
    assert (of(desk, "post").file_id, of(desk, "post").step.id) == (None, typed)
    desk.history.revert(typed)
    assert of(desk, "post").cell == "D3"


def test_an_import_that_was_undone_and_redone_is_still_the_source(desk: Desk, tmp_path: Path) -> None:
    prepared(desk, tmp_path)
    desk.history.undo()
    desk.history.redo()
    assert of(desk, "email").cell == "C3"


def test_a_corrected_list_is_the_source_of_what_it_corrected_alone(desk: Desk, tmp_path: Path) -> None:
    prepared(desk, tmp_path)
    changed = ("x", *ANA[1:3], "Directora", *ANA[4:])
    take(desk, tmp_path, changed, name="lista corregida.xlsx")
    assert {field: of(desk, field).file for field in ("post", "email")} == {
        "post": "lista corregida.xlsx", "email": "lista.xlsx",
    }  # fmt: skip


def test_what_is_empty_or_unknown_has_no_source(desk: Desk, tmp_path: Path) -> None:
    prepared(desk, tmp_path)
    assert source_of(desk, Official, only(desk).id, "phone") is None
    assert source_of(desk, Official, "00000000-0000-0000-0000-00000000ffff", "email") is None
    assert sources_of(desk, Official, "00000000-0000-0000-0000-00000000ffff") == []


def test_all_values_of_a_person_are_told_at_once(desk: Desk, tmp_path: Path) -> None:
    ana = prepared(desk, tmp_path)
    found = dict(sources_of(desk, Official, ana.id))
    assert {"given_names", "family_names", "email", "post", "city", "language.en", "passport_number"} <= set(found)
