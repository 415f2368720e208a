"""Make the three sample workbooks of the demonstration. For makers of the program: python resources/samples/build.py

    plantilla-moron.xlsx           the clean template, filled in as a city should
    nomina-quito.xlsx              what a city really sends: title lines, a header in two rows, mixed dates, a row
                                   struck through, a hidden one, a person twice, one the desk knows under another
                                   spelling, one with a name and nothing else, totals and signatures
    nomina-quito-corregida.xlsx    the same list as the city sends it back, with what was missing filled in

Everybody in them is invented; addresses end in example.org.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).resolve().parent
MADE = datetime(2026, 1, 12, 9, 0)  # noqa: DTZ001 - the file's own property, which has no time zone

TEMPLATE_HEADINGS = (
    *("Apellidos", "Nombres", "Sexo", "Fecha de nacimiento", "Nacionalidad", "Correo electrónico", "Teléfono"),
    *("Cargo", "Institución", "Ciudad", "N.º de pasaporte", "Vencimiento del pasaporte", "Idiomas", "Área temática"),
    *("Ciudad de preferencia", "Objetivo"),
)
TEMPLATE_ROWS = (
    ("Aguirre Soto", "Valentina", "Femenino", date(1988, 3, 9), "Argentina", "valentina.aguirre@moron.example.org",
     "+54 11 5555-0141", "Jefa de Programa", "Municipio de Morón", "Morón", "XM000141", date(2031, 5, 20),
     "Español (nativo), Portugués B2", "Participación", "Belo Horizonte",
     "Diseñar un presupuesto participativo con 3 asambleas de barrio antes de diciembre."),
    ("Bustos", "Hernán", "Masculino", date(1981, 10, 23), "Argentina", "hernan.bustos@moron.example.org",
     "+54 11 5555-0142", "Coordinador de Redes", "Municipio de Morón", "Morón", "XM000142", date(2030, 11, 2),
     "Español (nativo), Inglés C1", "Relaciones internacionales", "Medellín",
     "Presentar 2 proyectos conjuntos a convocatorias de cooperación."),
    ("Céspedes Ñáñez", "Rocío", "Femenino", date(1990, 7, 1), "Argentina", "rocio.cespedes@moron.example.org",
     "+54 11 5555-0143", "Abogada", "Municipio de Morón", "Morón", "XM000143", date(2032, 1, 15),
     "Español (nativo), Francés B2", "Derechos humanos", "Sevilla",
     "Redactar el protocolo municipal de atención a víctimas."),
    ("de la Colina", "Ignacio", "Masculino", date(1976, 12, 12), "Argentina", "ignacio.delacolina@moron.example.org",
     "+54 11 5555-0144", "Director de Tránsito", "Municipio de Morón", "Morón", "XM000144", date(2029, 8, 30),
     "Español (nativo)", "Movilidad", "Ciudad de México",
     "Comparar 4 indicadores de seguridad vial y adoptar 2."),
)  # fmt: skip
INSTRUCTIONS = (
    "Una fila por persona, sin filas en blanco ni títulos encima de los encabezados.",
    "Apellidos y nombres como en el pasaporte. Sexo: Femenino, Masculino u Otro.",
    "Fechas como fechas de Excel o día/mes/año con cuatro cifras.",
    "Idiomas con su nivel (A1 a C2 o nativo), separados por comas: Español (nativo), Portugués B2.",
    "El objetivo debe poder medirse al regreso.",
)

HEADER_TOP = (
    ("N.º", 1), ("DATOS PERSONALES", 5), ("CONTACTO", 2), ("FUNCIÓN", 2), ("Idiomas", 1), ("Área temática", 1),
    ("Ciudad de preferencia", 1), ("Observaciones", 1),
)  # fmt: skip
HEADER_BELOW = (
    *("", "Apellidos y nombres", "Sexo (H/M)", "Fecha de nacimiento", "Pasaporte", "Vence"),
    *("Correo electrónico", "Celular", "Cargo", "Dependencia", "", "", "", ""),
)
FIRST_ROW = 8
# Name, sex, birth date, passport, its expiry, e-mail, phone, post, unit, languages, theme, wish, note
MESSY = (
    ("CAIZA SIMBAÑA, LOURDES DEL CARMEN", "M", date(1985, 7, 4), "XQ000201", date(2031, 3, 1),
     "lourdes.caiza@quito.example.org", "099 555 0201", "ANALISTA", "Dirección de Relaciones Internacionales",
     "Castellano, inglés B2", "Relaciones internacionales", "CDMX", ""),
    ("Guerra Montúfar, Marco Vinicio", "H", "24/11/1983", "XQ000202", "15/06/2030", "marco.guerra@quito,example.org",
     "0995550202", "Técnico", "Secretaría de Movilidad", "Castellano (nativo), portugués intermedio", "Movilidad",
     "Medellín", ""),
    ("Ponce de Leon, Andres", "H", "09/09/1979", "", "", "andres.ponce@quito.example.org", "099-555-0203",
     "Analista", "Dirección de Relaciones Internacionales", "Castellano; inglés avanzado",
     "Cooperación descentralizada", "Montevideo", "ya participó en la 2.ª edición"),
    ("Tituaña Anrango, Sisa", "M", "3 de mayo de 1989", "XQ000204", "30/09/2032", "sisa.tituana@quito.example.org",
     "(593) 99 555 0204", "Promotora cultural", "Secretaría de Cultura", "castellano / quichua (nativo)", "Cultura",
     "Lima", ""),
    ("VILLAVICENCIO, JORGE", "H", "1978-02-17", "", "", "jorge.villavicencio@quito.example.org", "0995550205",
     "Jefe de Parques", "Secretaría de Ambiente", "Castellano", "Clima", "México D.F.", "pasaporte en trámite"),
    ("Ortiz Bravo, Hernán", "H", date(1980, 1, 30), "XQ000206", date(2028, 4, 4), "hernan.ortiz@quito.example.org",
     "0995550206", "Asesor", "Alcaldía", "Castellano", "Participación", "Morón", "se retira"),
    ("Chávez-Ñato, Gabriela Estefanía", "M", "15-08-91", "XQ000207", date(2033, 2, 2),
     "gabriela.chavez@quito.example.org", "099 555 0207", "Economista", "Administración General",
     "Castellano nativo, Portugués B2", "Finanzas", "BH", ""),
    ("Vinueza Salas, Paola", "M", date(1992, 10, 10), "XQ000208", date(2031, 7, 7), "paola.vinueza@quito.example.org",
     "0995550208", "Asistente", "Alcaldía", "Castellano", "Comunicación", "Sevilla", "reserva"),
    ("D'Amico Andrade, Renata", "M", "28/06/1987", "XQ000209", "01/02/2031", "renata.damico@quito.example.org",
     "0995550209", "Arquitecta", "Instituto de Patrimonio", "Castellano, italiano C1, francés B2", "Patrimonio",
     "París", ""),
    ("Caiza Simbaña, Lourdes", "M", "04/07/1985", "XQ000201", "01/03/2031", "lourdes.caiza@quito.example.org",
     "+593 99 555 0201", "Analista de cooperación", "DMRI", "Castellano, inglés B2", "Relaciones internacionales",
     "Ciudad de México", ""),
    ("de la Cueva y Pazmiño, Esteban", "H", "31/02/1984", "XQ000211", date(2030, 10, 9),
     "esteban.delacueva@quito.example.org", "0995550211", "Abogado", "Procuraduría", "Castellano (nativo), inglés C1",
     "Derechos humanos", "Sevilla", ""),
    ("Lema, Rumiñahui", "H", date(1990, 12, 21), "XQ000212", date(2032, 12, 1), "ruminahui.lema@quito.example.org",
     "0995550212", "Sociólogo", "Secretaría de Inclusión", "Quichua nativo, castellano nativo", "Participación",
     "Belo Horizonte", ""),
    ("Guamán Quishpe, Segundo Manuel", "H", "", "", "", "", "", "Técnico", "Secretaría de Participación", "Castellano",
     "Participación", "Morón", ""),
)  # fmt: skip
STRUCK, HIDDEN = 5, 7
CORRECTED = {
    1: {5: "marco.guerra@quito.example.org"},
    4: {3: "XQ000205", 4: "18/11/2033", 12: ""},
    10: {2: "21/02/1984"},
}
"""Row of MESSY → column of its tuple → what the city wrote when it sent the list back. Twins and leavers are gone."""


def template(file: Path) -> None:
    book, styles = _book(file)
    sheet = book.add_worksheet("Lista")
    sheet.write_row(0, 0, TEMPLATE_HEADINGS, styles["head"])
    for row, values in enumerate(TEMPLATE_ROWS, 1):
        _write(sheet, row, values, styles)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(TEMPLATE_ROWS), len(TEMPLATE_HEADINGS) - 1)
    sheet.set_column(0, len(TEMPLATE_HEADINGS) - 1, 22)
    notes = book.add_worksheet("Instrucciones")
    notes.set_column(0, 0, 100)
    notes.write_column(0, 0, INSTRUCTIONS)
    book.close()


def messy(file: Path, rows: Sequence[Sequence[Any]], *, marks: bool) -> None:
    """The list as Quito keeps it. `marks`: with the row struck through and the hidden one."""
    book, styles = _book(file)
    sheet = book.add_worksheet("POSTULANTES")
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 13, 24)
    last = len(HEADER_BELOW) - 1
    sheet.merge_range(0, 0, 0, last, "MUNICIPIO DEL DISTRITO METROPOLITANO DE QUITO", styles["title"])
    sheet.merge_range(1, 0, 1, last, "Dirección Metropolitana de Relaciones Internacionales", styles["title"])
    sheet.write(2, 0, "Nómina de postulantes: Intercambio de funcionarias y funcionarios locales AL-LAs, 3.ª edición")
    sheet.write(3, 0, "Oficio N.º 014-DMRI")
    _two_row_header(sheet, styles)
    for number, values in enumerate(rows, 1):
        struck = marks and number - 1 == STRUCK
        row = FIRST_ROW + number - 2
        _write(sheet, row, (number, *values), styles, "struck" if struck else "plain")
        if marks and number - 1 == HIDDEN:
            sheet.set_row(row, None, None, {"hidden": True})
    _foot(sheet, FIRST_ROW - 1 + len(rows), len(rows), styles)
    book.close()


def corrected_rows() -> list[list[Any]]:
    """The list without the leaver and the twin, with the cells of CORRECTED as the city mended them."""
    rows = [list(row) for row in MESSY]
    for row, cells in CORRECTED.items():
        for column, value in cells.items():
            rows[row][column] = value
    return [row for number, row in enumerate(rows) if number not in (STRUCK, 9)]


def _two_row_header(sheet: Any, styles: dict[str, Any]) -> None:
    column = 0
    for (text, width), below in zip(HEADER_TOP, _first_below(), strict=True):
        if width > 1:
            sheet.merge_range(5, column, 5, column + width - 1, text, styles["head"])
            sheet.write_row(6, column, HEADER_BELOW[column : column + width], styles["head"])
        else:
            sheet.merge_range(5, column, 6, column, text or below, styles["head"])
        column += width


def _first_below() -> list[str]:
    starts = [sum(width for _, width in HEADER_TOP[:n]) for n in range(len(HEADER_TOP))]
    return [HEADER_BELOW[start] for start in starts]


def _foot(sheet: Any, row: int, count: int, styles: dict[str, Any]) -> None:
    sheet.write(row, 1, "TOTAL POSTULANTES", styles["head"])
    sheet.write(row, 2, count, styles["head"])
    sheet.write(row + 2, 1, "Elaborado por:")
    sheet.write(row + 2, 6, "Aprobado por:")
    sheet.write(row + 4, 1, "_________________________")
    sheet.write(row + 4, 6, "_________________________")
    sheet.write(row + 5, 1, "Analista de la DMRI")
    sheet.write(row + 5, 6, "Director Metropolitano")


def _book(file: Path) -> tuple[Any, dict[str, Any]]:
    book = xlsxwriter.Workbook(file)
    book.set_properties({"created": MADE, "title": "Exchange Desk", "comments": "Datos ficticios"})
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "align": "center"}),
        "plain": book.add_format({}),
        "plain date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "struck": book.add_format({"font_strikeout": True}),
        "struck date": book.add_format({"font_strikeout": True, "num_format": "dd/mm/yyyy"}),
    }
    return book, styles


def _write(sheet: Any, row: int, values: Sequence[Any], styles: dict[str, Any], style: str = "plain") -> None:
    for column, value in enumerate(values):
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, styles[f"{style} date"])
        elif isinstance(value, int):
            sheet.write_number(row, column, value, styles[style])
        elif value:
            sheet.write_string(row, column, value, styles[style])


def main(folder: Path = HERE) -> None:
    template(folder / "plantilla-moron.xlsx")
    messy(folder / "nomina-quito.xlsx", MESSY, marks=True)
    messy(folder / "nomina-quito-corregida.xlsx", corrected_rows(), marks=False)


if __name__ == "__main__":
    main()
