"""What may come in: recognised by its content, never by its name, and within limits.

Everything here runs in the child process and therefore imports nothing of the program (starting fast
matters: one child per file). A refusal carries a key; `refusals` holds the sentence for each.
"""

import re

MAX_FILE = 100_000_000
MAX_PARTS = 3_000
MAX_UNPACKED = 200_000_000
MAX_CELLS = 3_000_000
MAX_BOX = 8_000_000
MAX_ROWS = 250_000
MAX_SHEETS = 300
MAX_TEXT = 32_767
"""Excel keeps no more characters in one cell."""

MAX_SECONDS = 20.0
MAX_MEMORY = 1_000_000_000

OLE2, ZIP, TEXT = "ole2", "zip", "text"
WEB_PAGE, WEB_ARCHIVE, XML = "web page", "web archive", "xml spreadsheet"

Params = dict[str, str | int]


class Refused(Exception):  # noqa: N818 - a decision of the gate, said by `refusals`, not a fault
    """`key` and `params` belong to a sentence in `refusals`; `technical` names parts and positions, never contents."""

    def __init__(self, key: str, technical: str = "", **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.technical = technical
        self.params: Params = params


OLE2_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# OLE2 stands first on purpose: an .xls with a theme embedded ends like a zip file.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (OLE2_SIGNATURE, OLE2),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK00PK\x03\x04", ZIP),
)

_REFUSED_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "workbook.pdf"),
    (b"{\\rtf", "workbook.document"),
    (b"\x89PNG\r\n", "workbook.picture"),
    (b"\xff\xd8\xff", "workbook.picture"),
    (b"GIF8", "workbook.picture"),
    (b"II*\x00", "workbook.picture"),
    (b"MM\x00*", "workbook.picture"),
    (b"8BPS", "workbook.picture"),
    (b"Rar!\x1a\x07", "workbook.archive"),
    (b"7z\xbc\xaf\x27\x1c", "workbook.archive"),
    (b"\x1f\x8b\x08", "workbook.archive"),
    (b"BZh", "workbook.archive"),
    (b"\xfd7zXZ\x00", "workbook.archive"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "workbook.link"),
    (b"[InternetShortcut]", "workbook.link"),
    (b"bplist00", "workbook.link"),
    (b"\x00\x05\x16\x07", "workbook.lock_file"),
    (b"\x09\x00\x04\x00", "workbook.old_excel"),
    (b"\x09\x02\x06\x00", "workbook.old_excel"),
    (b"\x09\x04\x06\x00", "workbook.old_excel"),
    (b"BEGIN:V", "workbook.not_a_spreadsheet"),
    (b"%!PS", "workbook.not_a_spreadsheet"),
    (b"SQLite format 3\x00", "workbook.not_a_spreadsheet"),
    (b"MZ\x90\x00", "workbook.not_a_spreadsheet"),
    (b"\x7fELF", "workbook.not_a_spreadsheet"),
)

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_MAIL = re.compile(rb"(?mi)^(return-path|received|delivered-to|message-id|mime-version):")


def recognise(data: bytes) -> str:
    """The kind of file, one of those above. Refuses what is plainly something else, with a sentence of its own."""
    if not data:
        raise Refused("workbook.empty")
    if len(data) > MAX_FILE:
        raise Refused("workbook.too_large", limit=MAX_FILE // 1_000_000)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    for signature, key in _REFUSED_SIGNATURES:
        if data.startswith(signature):
            raise Refused(key)
    if data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data):
        raise Refused("workbook.picture")
    if data[4:8] == b"ftyp" or data[:4] == b"RIFF":
        raise Refused("workbook.picture")
    return _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    """Lists, web pages and XML spreadsheets; mails, other XML and binary data that begins like nothing are refused."""
    head = data[:4096]
    sixteen_bit = head.startswith(_BOMS[1:]) or looks_sixteen_bit(head) is not None
    plain = head.replace(b"\x00", b"") if sixteen_bit else head
    for bom in _BOMS:
        plain = plain.removeprefix(bom)
    plain = plain.lstrip().lower()
    if plain.startswith(b"<"):
        return _markup(plain)
    if plain.startswith((b"mime-version:", b"from:", b"subject:")) or _mail_headers(plain):
        if b"multipart/related" in plain:
            return WEB_ARCHIVE
        raise Refused("workbook.mail")
    if plain.startswith((b"{", b"[{")):
        raise Refused("workbook.link" if b"doc_id" in plain else "workbook.not_a_spreadsheet")
    if not sixteen_bit and _is_binary(data):
        raise Refused("workbook.not_a_spreadsheet")
    return TEXT


def _mail_headers(plain: bytes) -> bool:
    return len(_MAIL.findall(plain)) >= 2


def _markup(plain: bytes) -> str:
    """Excel writes web pages with the namespace of XML spreadsheets; only the real thing is one."""
    if any(tag in plain for tag in (b"<html", b"<!doctype html", b"<table", b"<body")) and b"<?mso-app" not in plain:
        return WEB_PAGE
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        return XML
    raise Refused("workbook.xml_spreadsheet" if b"opendocument" in plain else "workbook.not_a_spreadsheet")


def looks_sixteen_bit(head: bytes) -> str | None:
    """The byte order of text in UTF-16 without a byte order mark: every second byte is zero."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.4 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.4 and odd < pairs * 0.05:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    head = data[:65_536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 3 and controls > len(head) * 0.02


def check_box(sheet: str, rows: int, columns: int, rows_filled: int | None = None) -> None:
    """Refuse a sheet whose outermost cells are too far apart, before anything of that size is made."""
    if rows > MAX_ROWS and (rows if rows_filled is None else rows_filled) > MAX_ROWS:
        raise Refused("workbook.too_many_rows", sheet=sheet, rows=rows, limit=MAX_ROWS)
    if rows > MAX_ROWS or rows * columns > MAX_BOX:
        raise Refused("workbook.too_spread", sheet=sheet, cell=cell_name(rows, columns))


def check_cells(filled: int) -> None:
    if filled > MAX_CELLS:
        raise Refused("workbook.too_many_cells", cells=filled, limit=MAX_CELLS)


def check_sheets(count: int) -> None:
    if count > MAX_SHEETS:
        raise Refused("workbook.too_many_sheets", sheets=count, limit=MAX_SHEETS)


def cell_name(row: int, column: int) -> str:
    """Like `grid.cell_name`, which the child does not import for the sake of a fast start."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
