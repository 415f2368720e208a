"""The template for senders: what is filled in comes back understood, however the copy travelled."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exchange_desk.intake import template
from exchange_desk.intake.plan import ImportPlan, read_plan
from exchange_desk.model import City, HostOffer, Institution, OfferLanguage, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.reader import read

TODAY = date(2026, 3, 2)
CODES = tuple(LANGUAGES)


@pytest.fixture
def programme(desk: Desk) -> str:
    desk.records.save(City(name="Morón", country="AR"))
    programme = Programme(code="P1", name="Prueba", theme="Movilidad; Turismo", max_age=60, passport_margin_days=30)
    host = Institution(name="Ayuntamiento de Ejemplo")
    desk.records.save(programme)
    desk.records.save(host)
    offer = HostOffer(programme_id=programme.id, institution_id=host.id, theme="Agua; movilidad")
    offer.languages = [OfferLanguage(language="pt", level="B1")]
    desk.records.save(offer)
    return "P1"


def filled(desk: Desk, path: Path, code: str, programme: str | None) -> Any:
    """A copy with one person, typed as the drop-down lists and the instructions ask."""
    lang = Language(code)
    desk.imports.write_template(path, programme, lang)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    values = {
        "given_names": "Ana María",
        "family_names": "Ruiz Vega",
        "sex": lang("Female"),
        "birth_date": date(1980, 3, 12),
        "nationality": lang.country("AR"),
        "email": "ana@example.org",
        "phone": "+54 11 5555 0001",
        "institution": "Municipio de Morón",
        "city": "Morón",
        "country": lang.country("AR"),
        "passport_number": "000123456",
        "passport_expiry": date(2031, 1, 2),
        "language.pt": lang("Native"),
        "theme": "Movilidad",
        "preferred_host_1": "Ayuntamiento de Ejemplo",
    }
    known = template.fields_of({}, [cell.value for cell in sheet[1]])
    fields = {known[template.fold(cell.value)]: cell.column for cell in sheet[1]}
    for field, value in values.items():
        if field in fields:
            sheet.cell(2, fields[field], value)
    return book


def planned(book: Any, path: Path, change: Callable[[Any], Any] = lambda workbook: workbook) -> ImportPlan:
    book.save(path)
    return read_plan(change(read(path)), today=TODAY)


@pytest.mark.parametrize("code", CODES)
def test_a_well_made_copy_needs_no_look_at_its_columns(desk: Desk, tmp_path: Path, code: str, programme: str) -> None:
    file = tmp_path / "t.xlsx"
    filled(desk, file, code, programme).save(file)
    plan = desk.imports.plan(file, programme=programme)
    assert plan.from_template
    assert {column.how for column in plan.tables[0].columns} == {"template"}
    assert [(sheet.why) for sheet in plan.sheets_aside] == ["instructions", "choices"]
    (row,) = plan.rows
    said = dict(row.values)
    assert said["sex"] == "female"
    assert (said["birth_date"], said["passport_expiry"]) == (date(1980, 3, 12), date(2031, 1, 2))
    assert (said["nationality"], said["country"], said["language.pt"]) == ("AR", "AR", "native")
    assert (said["passport_number"], said["theme"]) == ("000123456", "Movilidad")
    assert said["preferred_host_1"] == "Ayuntamiento de Ejemplo"
    assert plan.is_clean, [(n.key) for n in plan.notes] + [p.problem.key for p in row.problems]


@pytest.mark.parametrize("code", CODES)
def test_without_its_fingerprint_the_headings_still_say_it(
    desk: Desk, tmp_path: Path, code: str, programme: str
) -> None:
    book = filled(desk, tmp_path / "t.xlsx", code, programme)
    plan = planned(book, tmp_path / "t.xlsx", lambda workbook: replace(workbook, properties={}))
    assert plan.from_template
    assert len(plan.tables[0].columns) == 23


def test_a_fingerprint_holds_for_headings_that_are_no_longer_ours(desk: Desk, tmp_path: Path) -> None:
    """A template of an earlier version of the program, with other words."""
    headings = {"Nombre de pila": "given_names", "Cómo se apellida": "family_names", "Casilla": "email"}
    book = openpyxl.Workbook()
    book.active.append(list(headings))
    book.active.append(["Ana", "Ruiz Vega", "ana@example.org"])
    for name, value in template.fingerprint(headings).items():
        book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name=name, value=value))
    plan = planned(book, tmp_path / "t.xlsx")
    assert plan.from_template
    assert [column.field for column in plan.tables[0].columns] == list(headings.values())


def test_moved_columns_are_as_good(desk: Desk, tmp_path: Path, programme: str) -> None:
    book = filled(desk, tmp_path / "t.xlsx", "es", programme)
    sheet = book.worksheets[1]
    moved = [[cell.value for cell in row][::-1] for row in sheet.iter_rows(max_row=2)]
    for row, values in enumerate(moved, 1):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    plan = planned(book, tmp_path / "t.xlsx")
    assert plan.from_template
    assert next(iter(plan.rows)).values["email"] == "ana@example.org"


def test_renamed_and_added_columns_are_looked_at(desk: Desk, tmp_path: Path, programme: str) -> None:
    book = filled(desk, tmp_path / "t.xlsx", "es", programme)
    sheet = book.worksheets[1]
    column = next(cell.column for cell in sheet[1] if cell.value == Language("es")("Post"))
    sheet.cell(1, column, "Puesto de trabajo")
    sheet.cell(2, column, "Directora")
    sheet.cell(1, 40, "Alergias")
    plan = planned(book, tmp_path / "t.xlsx")
    assert not plan.from_template
    columns = {found.heading: (found.field, found.how == "template") for found in plan.tables[0].columns}
    assert columns["Puesto de trabajo"] == ("post", False)
    assert columns["Alergias"] == (None, False)
    assert sum(of_template for _, of_template in columns.values()) == 22


def test_a_heading_with_another_meaning_is_not_taken_for_the_template() -> None:
    assert template.fields_of({}, ["Nombres", "Apellidos", "Correo", "Teléfono", "Cargo"]) == {}
    marked = template.fingerprint({"Correo": "email"})
    assert template.fields_of(marked, ["Correo", "Teléfono"]) == {"correo": "email"}
    assert template.fields_of(dict.fromkeys(marked, "x=no_such_field y"), ["Correo"]) == {}


def test_a_fingerprint_fits_into_properties() -> None:
    fields = {f"{Language('fr')(text)} {n}": field for n in range(4) for field, text in template.HEADINGS.items()}
    properties = template.fingerprint(fields)
    assert max(map(len, properties.values())) <= 255
    assert template.fields_of(properties, list(fields)) == {
        template.fold(text): field for text, field in fields.items()
    }


@pytest.mark.parametrize("code", CODES)
def test_the_empty_template(desk: Desk, tmp_path: Path, code: str, programme: str) -> None:
    lang, file = Language(code), tmp_path / "t.xlsx"
    desk.imports.write_template(file, programme, lang)
    book = openpyxl.load_workbook(file)
    guide, sheet, choices = book.worksheets
    assert (book.active, choices.sheet_state, sheet.freeze_panes) == (sheet, "hidden", "C2")
    headings = [cell.value for cell in sheet[1]]
    marked = {template.heading(field, lang, required=True) for field in template.HEADINGS}
    assert len(marked & set(headings)) == 7, "names, birth, e-mail, institution, city, end of the passport"
    offered = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    lists = [headings[column - 1] for column, rule in offered.items() if rule.type == "list"]
    assert len(lists) == 8, "sex, two countries, a language, themes, three hosts"
    assert "Ayuntamiento de Ejemplo" in [cell.value for column in choices.iter_cols() for cell in column]
    column = headings.index(lang("Passport number")) + 1
    style = next(d for d in sheet.column_dimensions.values() if d.min <= column <= d.max)
    assert style.number_format == "@"
    text = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value]
    assert "María Inés" in text
    with pytest.raises(DeskError) as refused:
        read_plan(read(file), today=TODAY)
    assert refused.value.key == "intake.no_rows"


def test_without_a_programme_there_are_no_hosts_to_choose(desk: Desk, tmp_path: Path) -> None:
    desk.imports.write_template(tmp_path / "t.xlsx", None, Language("es"))
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[1]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 6, "sex, two countries, three languages"
    assert planned(filled(desk, tmp_path / "u.xlsx", "es", None), tmp_path / "u.xlsx").from_template


def test_an_unknown_programme_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError) as refused:
        desk.imports.write_template(tmp_path / "t.xlsx", "NADA", Language("es"))
    assert refused.value.key == "programme.unknown"
    assert not (tmp_path / "t.xlsx").exists()


def test_a_marked_copy_is_still_a_template(desk: Desk, tmp_path: Path, programme: str) -> None:
    """The reply keeps the fingerprint, so that the corrected copy goes straight on."""
    file = tmp_path / "t.xlsx"
    book = filled(desk, file, "es", programme)
    book.worksheets[1]["F2"] = "ana.example.org"
    book.save(file)
    reply = desk.imports.reply(desk.imports.plan(file, programme=programme), tmp_path, Language("es"))
    assert reply is not None
    assert reply.kept
    back = openpyxl.load_workbook(io.BytesIO(reply.file.read_bytes()))
    back.worksheets[2]["F2"] = "ana@example.org"
    back.save(reply.file)
    plan = desk.imports.plan(reply.file, programme=programme)
    assert plan.from_template
    assert plan.is_clean
