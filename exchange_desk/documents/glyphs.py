"""Which characters a font file can print, read from its character map (OpenType, table "cmap")."""

import struct
from pathlib import Path

_UNICODE_FULL = (3, 10)


def font_characters(file: Path) -> frozenset[int]:
    """The code points of a TrueType or OpenType file with a full Unicode map (format 12), as ours all have."""
    font = file.read_bytes()
    at = _table(font, b"cmap") + _subtable_offset(font, _table(font, b"cmap"))
    (groups,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for group in range(groups):
        first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
        found.update(range(first, last + 1))
    return frozenset(found)


def _table(font: bytes, name: bytes) -> int:
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise ValueError(f"no table {name!r} in the font")


def _subtable_offset(font: bytes, cmap: int) -> int:
    (maps,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(maps):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        if (platform, encoding) == _UNICODE_FULL:
            return int(offset)
    raise ValueError("no full Unicode map in the font")
