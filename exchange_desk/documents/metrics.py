"""How wide the characters of our fonts are, read from the font files (OpenType, tables cmap, hhea and hmtx)."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from exchange_desk.support.resources import resource

_UNICODE_FULL = (3, 10)
_AVERAGE = 0.5


class Advances(dict[str, float]):
    """Character -> width in em; for one that the font lacks, that of an average letter."""

    def __missing__(self, character: str) -> float:
        return _AVERAGE


@lru_cache
def advances(weight: str = "Regular") -> Advances:
    """The widths in one of our fonts: "Regular", "Italic", "SemiBold" or "Bold"."""
    return Advances(font_advances(resource("fonts", f"SourceSans3-{weight}.ttf")))


def font_advances(file: Path) -> dict[str, float]:
    """Character -> width in em, for all that a font file has. It needs a full Unicode map (cmap format 12)."""
    font = file.read_bytes()
    (unit,) = struct.unpack_from(">H", font, _table(font, b"head") + 18)
    (metrics,) = struct.unpack_from(">H", font, _table(font, b"hhea") + 34)
    widths = _table(font, b"hmtx")
    found: dict[str, float] = {}
    for character, glyph in _characters(font):
        (width,) = struct.unpack_from(">H", font, widths + 4 * min(glyph, metrics - 1))
        found[chr(character)] = width / unit
    return found


def _characters(font: bytes) -> Iterator[tuple[int, int]]:
    """Each code point with the number of its glyph."""
    cmap = _table(font, b"cmap")
    at = cmap + _unicode_map(font, cmap)
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for group in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
        for character in range(first, last + 1):
            yield character, glyph + character - first


def _table(font: bytes, name: bytes) -> int:
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise ValueError(f"no table {name!r} in the font")


def _unicode_map(font: bytes, cmap: int) -> int:
    (maps,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(maps):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        if (platform, encoding) == _UNICODE_FULL:
            return int(offset)
    raise ValueError("no full Unicode map in the font")
