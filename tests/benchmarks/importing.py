"""How fast a long list is taken in: python -m tests.benchmarks.importing [ROWS] [OFFICIALS]

A list of 10,000 rows and 20 columns into a desk of 100,000 officials, a third of the rows people who are known.
The index by which people are found again is made when a desk is first asked, and kept: it is told by itself.
Each figure is also given as a ratio to what peers need for the same file in the same run: openpyxl and
python-calamine only to read it. Wall-clock and processor seconds (of this process and the reading child).
"""

import io
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from exchange_desk.intake.plan import read_plan
from exchange_desk.intake.traits import traits
from exchange_desk.model import City, Institution, Official
from exchange_desk.services.desk import Desk
from exchange_desk.services.known import known_directory
from exchange_desk.support.progress import SILENT
from exchange_desk.workbooks.reader import read
from tests.benchmarks.identity import Crowd

TODAY = date(2026, 3, 2)
HEADINGS = (
    "N.º", "Nombres", "Primer apellido", "Segundo apellido", "Sexo", "Fecha de nacimiento", "Nacionalidad", "Correo",
    "Teléfono", "Cargo", "Institución", "Área", "Ciudad", "País", "Pasaporte", "Vigencia del pasaporte", "Inglés",
    "Fecha de inicio", "Fecha de término", "Observaciones",
)  # fmt: skip
POSTS = ("Jefa de catastro", "Técnico de movilidad", "Directora de turismo", "Analista", "Arquitecto municipal")


def people(count: int, cities: list[City], offices: list[Institution], seed: int) -> list[Official]:
    """Invented people whose names are as common as names are."""
    crowd = Crowd(seed)
    made = []
    for number in range(count):
        names = crowd.person()
        office = crowd.chance.choice(offices)
        made.append(
            Official(
                given_names=str(names["given_names"]),
                family_names=str(names["family_names"]),
                email=f"p{seed}.{number}@example.org",
                post=crowd.chance.choice(POSTS),
                city_id=crowd.chance.choice(cities).id,
                institution_id=office.id,
            )
        )
    return made


def list_of(path: Path, known: list[Official], rows: int) -> None:
    """A list as municipalities send it: real dates, a tenth of the cells blank, a third of the people known."""
    dice = random.Random(11)
    book = xlsxwriter.Workbook(path, {"constant_memory": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Nómina")
    sheet.write_row(0, 0, HEADINGS)
    strangers = people(rows, [City(name="Ibarra", country="EC")], [Institution(name="Alcaldía")], 77)
    for row in range(1, rows + 1):
        who = known[dice.randrange(len(known))] if known and dice.random() < 0.33 else strangers[row - 1]
        first, _, second = who.family_names.partition(" ")
        begin = date(2026, 9, 1) + timedelta(days=dice.randrange(60))
        birth = date(1960, 1, 1) + timedelta(days=dice.randrange(14_000))
        values: list[Any] = [
            row, who.given_names, first, second, dice.choice("MF"), birth, "ecuatoriana", who.email,
            f"+593 2 555 {row:04}", dice.choice(POSTS), f"Alcaldía de Ibarra {row % 40}", "Catastro", "Ibarra",
            "Ecuador", f"A{row:07}", date(2029, 1, 1), dice.choice(("A2", "B1", "B2", "C1")), begin,
            begin + timedelta(days=12), "",
        ]  # fmt: skip
        for column, value in enumerate(values):
            if column > 3 and dice.random() < 0.1:
                continue
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)  # type: ignore[arg-type]
            else:
                sheet.write(row, column, value)
    book.close()


def cpu() -> float:
    mine, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + child.ru_utime + child.ru_stime


@contextmanager
def timed(what: str, found: dict[str, float]) -> Iterator[None]:
    wall, processor = time.perf_counter(), cpu()
    yield
    found[what] = time.perf_counter() - wall
    print(f"{what:46} {found[what]:7.2f} s   (processor {cpu() - processor:6.2f} s)")


def bare_calamine(content: bytes) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def bare_openpyxl(path: Path) -> None:
    import openpyxl

    for sheet in openpyxl.load_workbook(path).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def main(rows: int, officials: int) -> None:
    found: dict[str, float] = {}
    reading, alone = "read (gate, child process, marks)", "plan without anybody known"
    beside = f"read and plan beside {officials} officials"
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(Path(folder) / "big.desk")
        cities = [City(name=f"Ciudad {n}", country="EC") for n in range(200)]
        offices = [Institution(name=f"Alcaldía {n}", city_id=cities[n % 200].id) for n in range(600)]
        known = people(officials, cities, offices, 1)
        with desk.database.step("Crowd") as step:
            step.save(*cities, *offices)
            step.save(*known)
        path = Path(folder) / "lista.xlsx"
        list_of(path, known, rows)
        with timed("openpyxl, only reading", found):
            bare_openpyxl(path)
        with timed("python-calamine, only reading", found):
            bare_calamine(path.read_bytes())
        with timed(reading, found):
            book = read(path)
        with timed(alone, found):
            read_plan(book, today=TODAY)
        with timed("index of the people known, made once", found):
            directory = known_directory(desk.database)
            assert directory.desk is not None
            directory.desk.sharing([traits({"given_names": "Ana", "family_names": "Ruiz"}).keys], SILENT)
        with timed(beside, found):
            plan = desk.imports.plan(path)
        print("   ", plan.totals(), f"{len(plan.questions)} questions")
        with timed("save, with journal and backup", found):
            report = desk.imports.apply(plan)
        with timed("undo of the whole import", found):
            desk.history.undo()
        desk.close()
    saved = found["save, with journal and backup"]
    ratios = (
        ("import / openpyxl's reading", found[beside] + saved, "openpyxl, only reading", 1.0),
        ("read and plan / calamine's reading", found[alone] + found[reading], "python-calamine, only reading", 4.0),
        ("undo / save", found["undo of the whole import"], "save, with journal and backup", 1.0),
    )
    for what, took, peer, wanted in ratios:
        print(f"{what:46} {took / found[peer]:7.2f} x   (wanted: {wanted})")
    print("officials written:", len(report.officials))


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    main(*given, *(10_000, 100_000)[len(given) :])
