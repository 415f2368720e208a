"""Files for tests, built by code: fictional people only. One function per format; all return the path."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[Any]]
PEOPLE: Rows = (
    ("Nombre", "Apellidos", "Correo", "Nacimiento", "Documento"),
    ("Inés", "Ávila Ñandú", "ines.avila@example.org", date(1980, 3, 12), "00123456"),
    ("João", "Conceição", "joao@example.org", date(1975, 12, 1), "P-7788"),
    ("Zoë", "Lefèvre", "zoe@example.org", date(1991, 7, 30), "09-Z"),
)


def xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    merged: Mapping[str, Iterable[str]] | None = None,
    hidden: Iterable[str] = (),
    properties: Mapping[str, str] | None = None,
) -> Path:
    """A workbook by openpyxl; `merged` per sheet as "A1:C1"; `hidden` names sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for name, value in (properties or {}).items():
        book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name=name, value=value))
    book.save(path)
    return path


def text(
    path: Path, rows: Rows, *, encoding: str = "utf-8", separator: str = ",", line_end: str = "\r\n", quote: str = ""
) -> Path:
    """A text list, joined without any care: what is in the cells goes into the file as it is."""
    lines = [separator.join(f"{quote}{'' if v is None else v}{quote}" for v in row) for row in rows]
    path.write_bytes((line_end.join(lines) + line_end).encode(encoding))
    return path


_ODS_BEGIN = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">"""
_ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An OpenDocument spreadsheet written by hand."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    return ods_content(path, f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>")


def ods_content(path: Path, inside: str, *, extra: Mapping[str, str] | None = None) -> Path:
    """An OpenDocument spreadsheet around what stands inside `office:document-content`."""
    parts = {
        "mimetype": _ODS_MIME,
        "content.xml": f"{_ODS_BEGIN}{inside}</office:document-content>",
        "META-INF/manifest.xml": _ODS_MANIFEST,
    }
    return package(path, parts | dict(extra or {}))


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip file of these parts, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a zip file, to be changed and packed again."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx_parts(sheet_data: str, *, before: str = "", after: str = "", styles: str = "") -> dict[str, str | bytes]:
    """The parts of a minimal .xlsx with one sheet "Lista": `sheet_data` is what stands inside `sheetData`."""
    return {
        "[Content_Types].xml": _types(
            ("/xl/workbook.xml", f"{_SPREADSHEET}.sheet.main+xml"),
            ("/xl/worksheets/sheet1.xml", f"{_SPREADSHEET}.worksheet+xml"),
        ),
        "_rels/.rels": _links(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Lista" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
        ),
        "xl/styles.xml": styles or f'<styleSheet xmlns="{_MAIN}"/>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{sheet_data}</sheetData>{after}'
        "</worksheet>",
    }


def _types(*kinds: tuple[str, str]) -> str:
    inside = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{inside}</Types>'


def _links(*links: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def xls(path: Path, sheets: Mapping[str, Rows], *, more: Mapping[str, bytes] | None = None, begin: bytes = b"") -> Path:
    """An Excel 97 workbook written by hand. `more`: further records per sheet, put behind the cells; `begin`:
    records for the beginning of the book."""
    path.write_bytes(compound_file("Workbook", _biff(sheets, more or {}, begin)))
    return path


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of an .xls."""
    return struct.pack("<HH", kind, len(body)) + body


def _biff(sheets: Mapping[str, Rows], more: Mapping[str, bytes], first: bytes) -> bytes:
    font = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x01\x00A")
    struck = record(0x31, struct.pack("<HHHHHBBBB", 200, 8, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x01\x00A")
    padded = record(0x41E, struct.pack("<HHB", 164, 5, 0) + b"00000")
    # Styles: 0 plain, 1 date, 2 red and struck through, 3 five digits.
    xfs = _xf() + _xf(form=14) + _xf(font=1, fill=10) + _xf(form=164)
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + first + font + struck + padded + xfs
    bodies = [_biff_sheet(rows, more.get(name, b"")) for name, rows in sheets.items()]
    names = [struct.pack("<HBB", 0, len(name), 1) + name.encode("utf-16-le") for name in sheets]
    position = len(begin) + sum(4 + 4 + len(name) for name in names) + 4
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        bounds += record(0x85, struct.pack("<I", position) + name)
        position += len(body)
    return begin + bounds + record(0x0A) + b"".join(bodies)


def _xf(font: int = 0, form: int = 0, fill: int = 0) -> bytes:
    pattern = (1 << 26) if fill else 0
    return record(0xE0, struct.pack("<HHHBBBBIIH", font, form, 1, 0, 0, 0, 0, 0, pattern, fill | 0x40 << 7))


def _biff_sheet(rows: Rows, more: bytes) -> bytes:
    out = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    out += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            out += _biff_cell(r, c, value)
    return out + more + record(0x0A)


def _biff_cell(row: int, column: int, value: Any, style: int = 0) -> bytes:
    if value is None:
        return b""
    if isinstance(value, date):
        start = datetime(1899, 12, 30)
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return biff_number(row, column, (moment - start).total_seconds() / 86400, 1)
    if isinstance(value, int | float):
        return biff_number(row, column, value, style)
    return record(0x204, struct.pack("<HHHHB", row, column, style, len(str(value)), 1) + str(value).encode("utf-16-le"))


def biff_number(row: int, column: int, value: float, style: int) -> bytes:
    """A number cell of an .xls; row and column from 0. Styles: 0 plain, 1 date, 2 red and struck, 3 "00000"."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def compound_file(name: str, stream: bytes) -> bytes:
    """An OLE2 container with one stream, large enough not to be a "mini" one."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    sectors = len(stream) // 512
    fat_sectors = -(-(sectors + 1) // 127)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat = [0xFFFFFFFD] * fat_sectors + [end] + [fat_sectors + 2 + i for i in range(sectors - 1)] + [end]
    fat += [free] * (fat_sectors * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, fat_sectors, fat_sectors, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109I", *(list(range(fat_sectors)) + [free] * (109 - fat_sectors)))
    root = _entry("Root Entry", 5, 1, end, 0)
    return (
        header
        + struct.pack(f"<{len(fat)}I", *fat)
        + root
        + _entry(name, 2, free, fat_sectors + 1, len(stream))
        + bytes(256)
        + stream
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    label = name.encode("utf-16-le").ljust(64, b"\x00")
    none = 0xFFFFFFFF
    about = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, none, none, child)
    return label + about + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(path: Path, rows: Rows) -> Path:
    """A binary workbook (.xlsb) with one sheet "Lista", written by hand."""
    relation = "rId1".encode("utf-16-le")
    name = "Lista".encode("utf-16-le")
    bundle = struct.pack("<III", 0, 1, 4) + relation + struct.pack("<I", 5) + name
    book = _binary(131) + _binary(143) + _binary(156, bundle) + _binary(144) + _binary(132)
    sheet = _binary(129) + _binary(148, struct.pack("<IIII", 0, len(rows), 0, max(map(len, rows)))) + _binary(145)
    for number, row in enumerate(rows):
        sheet += _binary(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, int | float):
                sheet += _binary(5, place + struct.pack("<d", value))
            elif value is not None:
                letters = str(value).encode("utf-16-le")
                sheet += _binary(6, place + struct.pack("<I", len(letters) // 2) + letters)
    sheet += _binary(146) + _binary(130)
    return package(
        path,
        {
            "[Content_Types].xml": _types(
                ("/xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
                ("/xl/worksheets/sheet1.bin", "application/vnd.ms-excel.worksheet"),
            ),
            "_rels/.rels": _links(("rId1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _links(("rId1", "worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": sheet,
        },
    )


def _binary(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(body), b""
    while True:
        length, low = length >> 7, length & 0x7F
        size += bytes([low | (0x80 if length else 0)])
        if not length:
            return number + size + body


def unpacked_size_claimed(path: Path, name: str, size: int) -> Path:
    """Change the size that the zip directory claims for one part, without touching the part."""
    data = bytearray(path.read_bytes())
    place = data.rfind(name.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = struct.pack("<I", size)
    path.write_bytes(bytes(data))
    return path


def as_bytes(rows: Rows) -> bytes:
    """An .xlsx of one sheet, in memory."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
