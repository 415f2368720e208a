"""The zip file that an .xlsx, .xlsm, .xlsb or .ods is: checked whole before any reader sees it.

Runs in the child process; imports nothing of the program but the gate.
"""

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib

from exchange_desk.workbooks.gate import MAX_PARTS, MAX_UNPACKED, Refused, looks_sixteen_bit

_CHUNK = 1 << 20
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_ASCII_LIKE = re.compile(r"utf-?8|us-ascii|ascii|iso-?8859-\d+|latin-?1|windows-125\d|cp125\d|macintosh|mac_roman")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_NEEDED = re.compile(rb"/relationships/(?:worksheet|sharedStrings|styles)[\"']")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")
_DECLARATION = re.compile(rb"\A\s*<\?xml.*?\?>", re.DOTALL)
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class Package:
    """`kind` is xlsx, xlsm, xlsb or ods; `parts` holds the XML parts, in UTF-8, by folded name; `names` all of them."""

    def __init__(self, kind: str, parts: dict[str, bytes], names: frozenset[str]) -> None:
        self.kind = kind
        self.parts = parts
        self.names = names

    def is_incomplete(self) -> bool:
        """Whether a workbook of Excel names sheets, texts or styles that the file does not hold.

        Readers pass over it: without its styles every date is a mere number, without its part a sheet is empty.
        """
        if self.kind == "ods":
            return False
        links = self.parts.get("xl/_rels/workbook.xml.rels") or self.parts.get("xl/_rels/workbook.bin.rels") or b""
        wanted = (_target(link.group()) for link in _LINK.finditer(links) if _NEEDED.search(link.group()))
        return "_rels/.rels" not in self.names or any(name not in self.names for name in wanted if name)


def open_package(data: bytes) -> Package:
    """Unpack everything once, counting; refuse what is damaged, disguised, hostile or another kind of file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _checked_names(archive.infolist())
            parts = _unpacked(archive, names)
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise Refused("workbook.damaged", type(error).__name__) from None
    except (NotImplementedError, RuntimeError) as error:
        raise Refused("workbook.damaged", f"{type(error).__name__} while unpacking") from None
    return Package(_kind(list(names), parts), parts, frozenset(names))


def _target(link: bytes) -> str:
    """The part a relationship of the workbook leads to."""
    found = _TARGET.search(link)
    name = found.group(1).decode("utf-8", "replace") if found else ""
    return folded(posixpath.normpath(posixpath.join("/xl", name.replace("\\", "/")))) if name else ""


def folded(name: str) -> str:
    """The name under which two parts are the same one to some program or other."""
    return name.replace("\\", "/").removeprefix("/").lower()


def _checked_names(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > MAX_PARTS:
        raise Refused("workbook.too_many_parts", parts=len(entries), limit=MAX_PARTS)
    names: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = folded(entry.filename)
        if entry.flag_bits & 0x1:
            raise Refused("workbook.encrypted_parts")
        if _escapes(entry):
            raise Refused("workbook.unsafe_names", "part outside the package")
        if name in names:
            # Readers differ in which of the two they take: one list could be checked and another read.
            raise Refused("workbook.duplicate_parts")
        names[name] = entry
    return names


def _escapes(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename.replace("\\", "/")
    drive = len(name) > 1 and name[1] == ":"
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return drive or link or name.startswith("//") or ".." in name.split("/") or "\x00" in name


def _unpacked(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    left = MAX_UNPACKED
    parts: dict[str, bytes] = {}
    for name, entry in names.items():
        content = _inflated(archive, entry, left)
        left -= len(content)
        if name.endswith((".xml", ".rels")) or name == "mimetype":
            safe = safe_xml(content)
            parts[name] = b"" if name.endswith("sharedstrings.xml") else safe  # large, and only calamine reads it
    return parts


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of one part; reading to the end makes zipfile compare the checksum."""
    chunks: list[bytes] = []
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise Refused("workbook.unpacks_too_large", limit=MAX_UNPACKED // 1_000_000)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def safe_xml(content: bytes) -> bytes:
    """The part in UTF-8, without a document type: entities can grow without bound or name other files."""
    if encoding := _encoding(content):
        try:
            content = content.decode(encoding).removeprefix("\ufeff").encode()
        except (UnicodeError, LookupError):
            raise Refused("workbook.damaged", "text of a part cannot be decoded") from None
        content = _DECLARATION.sub(b"", content)
    if b"<!" in content and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise Refused("workbook.unsafe_xml")
    return content


def _encoding(content: bytes) -> str | None:
    """The encoding to decode from; None where bytes below 128 mean what they mean in ASCII."""
    for beginning, encoding in _WIDE:
        if content.startswith(beginning):
            return encoding
    if sixteen_bit := looks_sixteen_bit(content[:64]):
        return sixteen_bit
    declared = _ENCODING.search(content[:256])
    name = declared.group(1).decode().lower() if declared else "utf-8"
    return None if _ASCII_LIKE.fullmatch(name) or name == "utf-16" else name


_OTHER_KINDS: tuple[tuple[str, str], ...] = (
    ("word/", "workbook.document"),
    ("ppt/", "workbook.presentation"),
    ("visio/", "workbook.not_a_spreadsheet"),
    ("index/document.iwa", "workbook.numbers"),
    ("index.zip", "workbook.numbers"),
)


def _kind(names: list[str], parts: dict[str, bytes]) -> str:
    types = parts.get("[content_types].xml", b"")
    if "xl/workbook.bin" in names or b"sheet.binary" in types:
        return "xlsb"
    if b"macroEnabled.main+xml" in types and b"excel" in types:
        return "xlsm"
    if b"spreadsheetml" in types or "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return _opendocument(parts)
    for beginning, key in _OTHER_KINDS:
        if any(name.startswith(beginning) for name in names):
            raise Refused(key)
    raise Refused("workbook.damaged" if "[content_types].xml" in names else "workbook.archive")


def _opendocument(parts: dict[str, bytes]) -> str:
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise Refused("workbook.password_unsupported")
    mime = parts.get("mimetype", b"")
    if b"opendocument.text" in mime:
        raise Refused("workbook.document")
    if b"opendocument.presentation" in mime:
        raise Refused("workbook.presentation")
    if b"opendocument.spreadsheet" in mime or b"office:spreadsheet" in parts["content.xml"]:
        return "ods"
    raise Refused("workbook.not_a_spreadsheet")
