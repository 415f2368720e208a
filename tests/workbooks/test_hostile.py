"""Files built to harm end as a sentence, quickly, and never as a wrong list."""

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks import gate, package
from exchange_desk.workbooks.reader import read
from tests import builders
from tests.builders import PEOPLE, xlsx_parts

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(path: Path) -> str:
    with pytest.raises(DeskError) as caught:
        read(path)
    return caught.value.key


def first_cell_or_refusal(path: Path) -> object:
    try:
        return read(path).sheets[0].value(1, 1)
    except DeskError as error:
        return error.key


def checked(parts: dict[str, str | bytes]) -> str:
    """The gate's answer to a package, without a child: refused with what, or the kind."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        return package.open_package(out.getvalue()).kind
    except gate.Refused as no:
        return no.key


def test_one_cell_in_the_far_corner(tmp_path: Path) -> None:
    far = ONE_CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(far))
    with pytest.raises(DeskError) as caught:
        read(path)
    assert caught.value.key == "workbook.too_spread"
    assert (caught.value.params["sheet"], caught.value.params["cell"]) == ("Lista", "XFD1048576")


def test_a_far_cell_that_hides_from_the_gate_ends_with_the_child(tmp_path: Path) -> None:
    # The far cell stands first and the rows are out of order, so that the last row looks near.
    far = '<row r="900000"><c r="Z900000"><v>1</v></c></row>' + ONE_CELL
    assert refused(builders.package(tmp_path / "a.xlsx", xlsx_parts(far))) in (
        "workbook.too_many_rows",
        "workbook.too_spread",
        "workbook.reader_stopped",
    )


def test_a_stray_cell_far_down_and_styled_blanks_far_right(tmp_path: Path) -> None:
    stray = ONE_CELL + '<row r="400000"><c r="A400000"><v>1</v></c></row>'
    assert refused(builders.package(tmp_path / "a.xlsx", xlsx_parts(stray))) == "workbook.too_many_rows"
    blanks = ONE_CELL + '<row r="2"><c r="XFD2" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    assert read(builders.package(tmp_path / "b.xlsx", xlsx_parts(blanks))).sheets[0].rows == [[1]]


def test_too_many_rows_and_cells_in_a_text_list(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n" * (gate.MAX_ROWS + 1))
    assert refused(path) == "workbook.too_many_rows"
    path.write_text(";".join("x" * 40) + "\n")
    path.write_text((";".join("x" * 40) + "\n") * 80_000)
    assert refused(path) == "workbook.too_many_cells"


def test_too_many_sheets(tmp_path: Path) -> None:
    path = builders.xlsx(tmp_path / "a.xlsx", {f"Hoja {n}": [["x"]] for n in range(gate.MAX_SHEETS + 1)})
    assert refused(path) == "workbook.too_many_sheets"


def test_a_bomb_is_counted_while_it_unpacks(tmp_path: Path) -> None:
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL) | {"xl/media/x.bin": bytes(210_000_000)})
    assert path.stat().st_size < 1_000_000
    assert refused(path) == "workbook.unpacks_too_large"


def test_one_shared_text_that_fills_thousands_of_cells(tmp_path: Path) -> None:
    """30 KB of text, said 9,000 times: 270 MB that nobody typed."""
    path = builders.xlsx(tmp_path / "a.xlsx", {"L": [["x" * 30_000] * 3] * 3_000})
    assert path.stat().st_size < 1_000_000
    assert first_cell_or_refusal(path) == "workbook.unpacks_too_large"


@pytest.mark.parametrize("gone", ["xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_a_part_that_is_named_and_missing(tmp_path: Path, gone: str) -> None:
    parts = builders.parts(builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE, "M": PEOPLE}))
    whole = read(builders.package(tmp_path / "b.xlsx", parts))
    del parts[gone]
    broken = read(builders.package(tmp_path / "c.xlsx", parts))
    assert [note.key for note in whole.notes] == []
    assert "workbook.parts_missing" in [note.key for note in broken.notes]


def test_a_size_that_lies(tmp_path: Path) -> None:
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL) | {"xl/media/x.bin": bytes(1_000_000)})
    builders.unpacked_size_claimed(path, "xl/media/x.bin", 10)
    assert refused(path) == "workbook.damaged"


def test_many_parts() -> None:
    many: dict[str, str | bytes] = {f"xl/x{n}.bin": b"" for n in range(gate.MAX_PARTS + 1)}
    assert checked(xlsx_parts(ONE_CELL) | many) == "workbook.too_many_parts"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil.xml", "..\\evil.xml", "C:/evil.xml", "c:\\evil.xml", "//server/x.xml"]
)
def test_names_that_lead_elsewhere(name: str) -> None:
    assert checked(xlsx_parts(ONE_CELL) | {name: "x"}) == "workbook.unsafe_names"


def test_a_link_in_the_package(tmp_path: Path) -> None:
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(path) == "workbook.unsafe_names"


@pytest.mark.parametrize("twin", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_two_contents_under_one_name(tmp_path: Path, twin: str) -> None:
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL))
    warned = pytest.warns(UserWarning, match="Duplicate name") if twin.startswith("xl/") else contextlib.nullcontext()
    with warned, zipfile.ZipFile(path, "a") as archive:
        archive.writestr(twin, "<worksheet/>")
    assert refused(path) == "workbook.duplicate_parts"


def test_backslashes_in_names_are_read(tmp_path: Path) -> None:
    parts = {name.replace("/", "\\"): content for name, content in xlsx_parts(ONE_CELL).items()}
    assert read(builders.package(tmp_path / "a.xlsx", parts)).sheets[0].rows == [[1]]


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL))
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(bytes(data))
    assert refused(path) == "workbook.encrypted_parts"


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels"])
def test_document_types_in_any_encoding(part: str, encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    content = f'<?xml version="1.0" encoding="{declared}"?>{BOMB}<x>&b;</x>'.encode(encoding)
    if encoding == "utf-7":
        # Only the declaration is readable; what follows hides its brackets.
        content = b'<?xml version="1.0" encoding="utf-7"?>' + BOMB.replace("<", "+ADw-").encode()
    assert checked(xlsx_parts(ONE_CELL) | {part: content}) == "workbook.unsafe_xml"


def test_a_part_in_sixteen_bits_is_read(tmp_path: Path) -> None:
    parts = xlsx_parts('<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>Ñandú</t></is></c></row>')
    wide = {name: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16") for name, text in parts.items()}
    sheet = read(builders.package(tmp_path / "a.xlsx", parts | {"xl/styles.xml": wide["xl/styles.xml"]})).sheets[0]
    assert (sheet.rows, sheet.hidden_rows) == ([["Ñandú"]], {1})


def test_a_wrong_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in xlsx_parts(ONE_CELL).items():
            archive.writestr(name, content)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"<v>1</v>", b"<v>9</v>"))
    assert refused(path) == "workbook.damaged"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_cut_off_files(tmp_path: Path, share: float) -> None:
    for build in (
        builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}),
        builders.ods(tmp_path / "a.ods", {"L": PEOPLE}),
        builders.xls(tmp_path / "a.xls", {"L": PEOPLE * 60}),
    ):
        whole = build.read_bytes()
        build.write_bytes(whole[: int(len(whole) * share)])
        if build.suffix == ".xls" and share > 0.9:
            continue  # the container rounds up; what is cut may be padding
        assert refused(build) in ("workbook.damaged", "workbook.no_cells")


def test_a_file_of_repetitions(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    table = f'<table:table table:name="L">{rows}</table:table>'
    path = builders.ods_content(
        tmp_path / "a.ods", f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    )
    assert refused(path) == "workbook.too_many_rows"


def test_nested_without_end(tmp_path: Path) -> None:
    deep = "<x>" * 200_000 + "</x>" * 200_000
    path = builders.package(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL, after=deep))
    assert first_cell_or_refusal(path) in (1, "workbook.damaged", "workbook.reader_stopped")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_anywhere_is_a_sentence_or_the_same_list(tmp_path: Path, data: st.DataObject) -> None:
    """A checksum stands behind every byte of the parts: a changed file is refused or says what it said before."""
    whole = _PACKED
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(changed))
    try:
        book = read(path)
    except DeskError:
        return
    assert [list(row) for sheet in book.sheets for row in sheet.rows] == [list(row) for row in PEOPLE]


_PACKED = builders.as_bytes(PEOPLE)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06"])
)
def test_the_gate_survives_anything(junk: bytes, beginning: bytes) -> None:
    with contextlib.suppress(gate.Refused):
        if gate.recognise(beginning + junk) == gate.ZIP:
            package.open_package(beginning + junk)


def test_a_short_record_at_the_end_of_an_old_workbook(tmp_path: Path) -> None:
    broken = struct.pack("<HH", 0x208, 4000)
    path = builders.xls(tmp_path / "a.xls", {"L": PEOPLE}, more={"L": broken})
    assert first_cell_or_refusal(path) in ("Nombre", "workbook.damaged")
