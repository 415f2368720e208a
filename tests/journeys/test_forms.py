"""Two forms in a workbook, from the file to the records and back: every value names the cell in which it stands."""

from pathlib import Path

import openpyxl

from exchange_desk.model import Official
from exchange_desk.services.desk import Desk
from exchange_desk.services.provenance import source_of
from exchange_desk.support.language import Language
from tests import builders


def form(given: str, family: str, mail: str) -> list[tuple[object, ...]]:
    return [
        ("FICHA DE POSTULACIÓN", None),
        (None, None),
        ("Nombre(s):", given),
        ("Correo electrónico", mail),
        ("Apellidos:", family),
        ("Cargo", "Asesora"),
    ]


def test_forms_are_taken_over_and_every_value_names_its_cell(desk: Desk, tmp_path: Path) -> None:
    desk.lists.lang = Language("en")
    file = builders.xlsx(
        tmp_path / "fichas.xlsx",
        {"Ficha 1": form("Ana", "Ruiz Vega", "ana@example.org"), "Ficha 2": form("Eva", "Gil Mora", "eva.example.org")},
    )
    plan = desk.imports.plan(file)
    desk.imports.apply(plan)
    (ana,) = desk.records.find(Official, given_names="Ana")
    mail, family = (source_of(desk, Official, ana.id, field) for field in ("email", "family_names"))
    assert mail is not None
    assert family is not None
    assert (mail.sheet, mail.cell, mail.raw) == ("Ficha 1", "B4", "ana@example.org")
    assert (family.sheet, family.cell) == ("Ficha 1", "B5")
    reply = desk.imports.reply(plan, tmp_path, Language("es"))
    assert reply is not None
    book = openpyxl.load_workbook(reply.file)
    marked = {(page.title, cell.coordinate) for page in book for row in page for cell in row if cell.comment}
    assert ("Ficha 2", "B4") in marked
    assert not any(sheet == "Ficha 1" and cell == "B4" for sheet, cell in marked)
