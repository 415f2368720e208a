"""What a style number of an .xlsx means: a fill, a strike-through, digits padded with zeros.

Runs in the child process. The gate has refused document types before this parses anything.
"""

import re
from collections.abc import Sequence

from exchange_desk.workbooks.own_marks import OWN_FILL
from exchange_desk.workbooks.values import RawMark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ZEROS = re.compile(r'^"?(0{2,})"?(?:;.*)?$')
# Excel's own first 64 colours, in the order of its "indexed" attribute; 0-7 and 8-15 are the same eight.
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
INDEXED_COLOURS = (
    _EIGHT * 2 + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
).split()
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_OFFICE_THEME = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")


def telling_styles(styles: bytes, theme: bytes) -> dict[str, RawMark]:
    """Style number → what it says beyond looks; styles that say nothing are left out."""
    if not (b"strike" in styles or b"Fill" in styles or b"00" in styles):
        return {}
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(styles)
    struck = {str(i) for i, font in enumerate(root.findall("{*}fonts/{*}font")) if _on(font.find("{*}strike"))}
    palette = _Palette(root, theme)
    fills = [palette.fill(fill) for fill in root.findall("{*}fills/{*}fill")]
    formats = {f.get("numFmtId"): f.get("formatCode", "") for f in root.findall("{*}numFmts/{*}numFmt")}
    telling: dict[str, RawMark] = {}
    for number, style in enumerate(root.findall("{*}cellXfs/{*}xf")):
        mark: RawMark = {}
        if fill := _at(fills, style.get("fillId")):
            mark["fill"] = fill
        if style.get("fontId") in struck:
            mark["strike"] = True
        if digits := padded_digits(formats.get(style.get("numFmtId"), "")):
            mark["digits"] = digits
        if mark:
            telling[str(number)] = mark
    return telling


def padded_digits(number_format: str) -> int:
    """ "00000" → 5; 0 for formats that do not pad."""
    zeros = _ZEROS.match(number_format)
    return len(zeros.group(1)) if zeros else 0


def _on(element: "Element | None") -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _at(colours: Sequence[str | None], index: str | None) -> str | None:
    number = int(index) if index and index.isdigit() else 0
    return colours[number] if number < len(colours) else None


class _Palette:
    """Colours as RRGGBB, whichever of the four ways the file names them."""

    def __init__(self, styles: "Element", theme: bytes) -> None:
        own = [c.get("rgb", "")[-6:] for c in styles.findall("{*}colors/{*}indexedColors/{*}rgbColor")]
        self._indexed = own or INDEXED_COLOURS
        self._theme_part = theme
        self._theme: Sequence[str] = ()

    def fill(self, fill: "Element") -> str | None:
        """The colour of a cell's background; None for none and for white, which nobody sees."""
        pattern = fill.find("{*}patternFill")
        if pattern is not None:
            kind = pattern.get("patternType", "none")
            colour = None if kind in ("none", "gray125") else pattern.find("{*}fgColor")
            if colour is not None and self._colour(colour) == OWN_FILL:
                colour = pattern.find("{*}bgColor")  # our mark keeps the sender's colour below (`restyle`)
        else:
            colour = fill.find("{*}gradientFill/{*}stop/{*}color")
        shown = self._colour(colour) if colour is not None else None
        return shown if shown != "FFFFFF" else None

    def _colour(self, colour: "Element") -> str | None:
        if rgb := colour.get("rgb"):
            return rgb[-6:].upper()
        if (index := colour.get("indexed", "")).isdigit():
            return _at(self._indexed, index)
        if (index := colour.get("theme", "")).isdigit():
            return _tinted(_at(self._themed(), index), float(colour.get("tint", "0")))
        return None

    def _themed(self) -> Sequence[str]:
        if not self._theme:
            self._theme = _theme_colours(self._theme_part) or _OFFICE_THEME
        return self._theme


def _theme_colours(theme: bytes) -> Sequence[str]:
    """The theme's colours in the order of the "theme" attribute."""
    if b"clrScheme" not in theme:
        return []
    from defusedxml.ElementTree import fromstring

    scheme: Element | None = fromstring(theme).find(".//{*}clrScheme")
    colours = []
    for name in _THEME_ORDER:
        colour = scheme.find(f"{{*}}{name}/*") if scheme is not None else None
        colours.append((colour.get("lastClr") or colour.get("val") or "000000").upper() if colour is not None else "")
    return colours


def _tinted(colour: str | None, tint: float) -> str | None:
    """Lighter (tint above 0) or darker, as the file format defines it: on the lightness."""
    if not colour or not tint:
        return colour or None
    import colorsys

    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(max(0.0, min(1.0, c)) * 255):02X}" for c in colorsys.hls_to_rgb(hue, light, full))
