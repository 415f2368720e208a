"""Lists saved as text: letters, separators, quotes and line ends of every origin."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_desk.workbooks.delimited import read_delimited
from exchange_desk.workbooks.reader import read
from exchange_desk.workbooks.values import Note, Rows
from tests import builders

PEOPLE = (
    ("Nombre", "Apellidos", "Ciudad"),
    ("Inés", "Ávila Muñoz", "Córdoba"),
    ("João", "Conceição", "São Paulo"),
    ("Zoë", "García", "Besançon"),
)


def parsed(data: bytes) -> tuple[Rows, list[Note]]:
    notes: list[Note] = []
    return read_delimited(data, "lista", notes).rows, notes


def rows_of(text: str) -> Rows:
    return parsed(text.encode())[0]


def test_a_text_list_is_one_sheet_of_texts(tmp_path: Path) -> None:
    book = read(builders.text(tmp_path / "nómina 2026.xls", [("Código", "Fecha"), ("007", "12/03/1980"), ("", "5")]))
    assert (book.kind, book.sheets[0].name) == ("csv", "nómina 2026")
    assert book.sheets[0].rows == [["Código", "Fecha"], ["007", "12/03/1980"], [None, "5"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_separators_line_ends_and_quotes(tmp_path: Path, separator: str, line_end: str, quote: str) -> None:
    path = builders.text(tmp_path / "a", PEOPLE, separator=separator, line_end=line_end, quote=quote)
    assert parsed(path.read_bytes())[0] == [list(row) for row in PEOPLE]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-le", None),
        ("utf-16-be", None),
        ("cp1252", "Windows"),
        ("mac_roman", "Mac"),
        ("cp850", "MS-DOS"),
    ],
)
def test_letters(tmp_path: Path, encoding: str, said: str | None) -> None:
    # MS-DOS has no "ë" problem, but no "ç" problem either: all these letters exist in all of them.
    path = builders.text(tmp_path / "a", PEOPLE, encoding=encoding, separator=";")
    rows, notes = parsed(path.read_bytes())
    assert rows == [list(row) for row in PEOPLE]
    assert notes == ([("text.letters_guessed", {"encoding": said})] if said else [])


def test_capitals_of_windows_are_not_taken_for_those_of_a_mac() -> None:
    text = "NOMBRE;CIUDAD\nÍÑIGO MUÑOZ;CÓRDOBA\nJOSÉ GARCÍA;MÁLAGA\n"
    assert parsed(text.encode("cp1252"))[0][1] == ["ÍÑIGO MUÑOZ", "CÓRDOBA"]


def test_small_letters_of_dos_are_not_taken_for_capitals_of_windows() -> None:
    rows, notes = parsed("Nome;Cidade\nJoão;São Paulo\n".encode("cp850"))
    assert rows[1] == ["João", "São Paulo"]
    assert notes == [("text.letters_guessed", {"encoding": "MS-DOS"})]


def test_a_damaged_letter_in_good_text() -> None:
    data = "Nombre;Ciudad\nInés;Córdoba\nJoão;São Paulo\nZoë;Besançon\n".encode() + b"Mar\xeda;Lima\n"
    rows, notes = parsed(data)
    assert rows[1:] == [["Inés", "Córdoba"], ["João", "São Paulo"], ["Zoë", "Besançon"], ["Mar\ufffda", "Lima"]]
    assert notes == [("text.damaged_letters", {"count": 1})]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Apellidos, Nombre;Ciudad;Nota\nÁvila, Inés;Quito;1,5\nMuñoz, Ana;Lima;2,5\n", "Apellidos, Nombre"),
        ("Nombre;Puntos\nAna;1,5\nLuis;2,5\n", "Nombre"),
        (
            "Nombre,Correos,Ciudad\nAna,a@example.org; b@example.org,Lima\nLuis,c@example.org; d@example.org,Quito\n",
            "Nombre",
        ),
        ("a,b,c\n1,2,3\n", "a"),
        (
            "Nómina de Quito, 2026\n\nNombre;Apellidos;Ciudad\nAna;Muñoz;Quito\nInés;Ávila;Quito\n",
            "Nómina de Quito, 2026",
        ),
        ("Nombre\tCiudad\nAna, Luis; Inés\tLima\n", "Nombre"),
        ("Nombre\nAna\nLuis\n", "Nombre"),
    ],
)
def test_the_separator_is_found_by_evidence(text: str, first: str) -> None:
    rows = rows_of(text)
    assert rows[0][0] == first
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == len(text.splitlines())


def test_the_hint_that_excel_writes_is_followed() -> None:
    assert rows_of("sep=,\r\na,b;c\r\n1,2;3\r\n") == [["a", "b;c"], ["1", "2;3"]]


def test_line_breaks_and_separators_inside_quotes() -> None:
    assert rows_of('Nombre,Dirección\nAna,"Calle 1,\nLima"\nLuis,"dice ""sí"""\n') == [
        ["Nombre", "Dirección"],
        ["Ana", "Calle 1,\nLima"],
        ["Luis", 'dice "sí"'],
    ]


def test_an_unclosed_quote_does_not_swallow_the_list() -> None:
    rows, notes = parsed(b'a,b\n1,"x\n2,y\n3,z\n')
    assert rows == [["a", "b"], ["1", "x"], ["2", "y"], ["3", "z"]]
    assert notes == [("text.quotes_mended", {"row": 2, "count": 1})]


def test_a_nickname_in_quotes_inside_quotes() -> None:
    rows, notes = parsed('nombre,ciudad\n"El "Chato" Pérez",Lima\n"Ana ""la"" Gil","Quito"\n"Luis,Lima\n'.encode())
    assert rows == [["nombre", "ciudad"], ['El "Chato" Pérez', "Lima"], ['Ana "la" Gil', "Quito"], ["Luis", "Lima"]]
    assert notes == [("text.quotes_mended", {"row": 2, "count": 2})]


def test_hopeless_quotes_end_in_good_time() -> None:
    rows, notes = parsed(b'"a" b,c\n' * 20_000)
    assert len(rows) == 20_000
    assert notes[0][0] == "text.quotes_mended"


def test_zero_bytes_and_the_end_mark_of_dos() -> None:
    rows, notes = parsed(b"a,b\n1,\x002\n\x1a")
    assert rows == [["a", "b"], ["1", "2"]]
    assert notes == [("text.zero_bytes", {})]


def test_empty_lines_keep_their_place_and_empty_ends_do_not() -> None:
    assert rows_of("a;b;;\n;;;\n\nc;d;;\n;;;\n;;;\n") == [["a", "b"], [None, None], [None, None], ["c", "d"]]


_cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(3, 6).flatmap(
        lambda width: st.lists(st.lists(_cells, min_size=width, max_size=width), min_size=2, max_size=6)
    ),
    st.sampled_from(",;\t|"),
)
def test_well_written_lists_come_back_as_they_were(rows: list[list[str]], separator: str) -> None:
    """Whatever the cells hold, as long as the heading says which separator is meant."""
    heading = [f"columna{n}" for n in range(len(rows[0]))]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([heading, *rows])
    wanted = [[cell or None for cell in row] for row in [heading, *rows]]
    while all(cell is None for cell in wanted[-1]):
        wanted.pop()
    assert rows_of(out.getvalue()) == wanted


@pytest.mark.parametrize(
    ("end", "cut"), [("Luis;Soto;Lima\n", False), ("Luis;Soto;Lima", False), ("Luis;So", True), ("Luis;\n", False)]
)
def test_a_list_that_breaks_off_in_a_row(end: str, cut: bool) -> None:
    _, notes = parsed(("Nombre;Apellido;Ciudad\nAna;Gil;Quito\nInés;Ávila;Córdoba\n" + end).encode())
    assert [key for key, _ in notes] == (["text.cut_off"] if cut else [])
