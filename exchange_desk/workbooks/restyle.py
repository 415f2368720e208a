"""The styles of an .xlsx: a cell's own style once more, with our fill; and the few styles of our own sheet.

The fill a cell had before is kept inside ours, as the second colour, which a solid fill does not show: so our mark
can be taken off again, and a reader still knows what the sender had painted (`styles`).
"""

from copy import deepcopy
from typing import Any

from exchange_desk.workbooks.ooxml import Element, NotKept, Parts
from exchange_desk.workbooks.own_marks import OWN_FILL

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
)  # fmt: skip
_FIRST = {
    "fonts": ("<font><sz val='11'/><name val='Calibri'/></font>",),
    "fills": ("<fill><patternFill patternType='none'/></fill>", "<fill><patternFill patternType='gray125'/></fill>"),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellStyleXfs": ("<xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>",),
    "cellXfs": ("<xf numFmtId='0' fontId='0' fillId='0' borderId='0' xfId='0'/>",),
}
"""What Excel counts on in a styles part that lacks it."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LOOKS: dict[str, tuple[str, str, str]] = {
    "title": ("<b/><sz val='14'/>", "", ""),
    "line": ("", "", ""),
    "header": ("<b/>", "FFDCE6F1", "<alignment vertical='center' wrapText='1'/>"),
    "text": ("", "", "<alignment vertical='top' wrapText='1'/>"),
    "link": ("<u/><color rgb='FF0B4F9E'/>", "", "<alignment vertical='top' wrapText='1'/>"),
}


class Styles:
    """Numbers of styles in, numbers of styles out; what is missing is added to the part."""

    def __init__(self, parts: Parts, ns: str) -> None:
        self._ns = ns
        name = next((link.target for link in parts.links(parts.main) if link.kind == "styles"), "")
        if not name:
            name = "xl/styles.xml"  # some programs look nowhere else
            if name in parts.names():
                raise NotKept("styles that nothing leads to")
            parts.put(name, f'<styleSheet xmlns="{ns}"/>'.encode(), _TYPE)
            parts.link(parts.main, "styles", name)
        self._root = parts.change(name)
        self._marked: dict[int, int] = {}
        self._plain: dict[int, int | None] = {}
        self._fills = self._list("fills")
        self._formats = self._list("cellXfs")

    def any_marked(self) -> bool:
        """Does the part know our fill already, from an earlier reply?"""
        return any(_is_own(fill) for fill in self._fills)

    def marked(self, style: int) -> int:
        """The same style with our fill."""
        if style not in self._marked:
            came = self._format(style)
            own = self._fill_of(came)
            if own is not None and _is_own(own):
                self._marked[style] = style
            else:
                shown = None if own is None else own.find(f"{{{self._ns}}}patternFill[@patternType='solid']")
                under = None if shown is None else shown.find(f"{{{self._ns}}}fgColor")
                self._marked[style] = self._with_fill(came, self._own_over(under))
        return self._marked[style]

    def unmarked(self, style: int) -> int | None:
        """The style a marked cell had before; None when the style is not marked."""
        if style not in self._plain:
            came = self._format(style)
            own = self._fill_of(came)
            self._plain[style] = None if own is None or not _is_own(own) else self._with_fill(came, self._below(own))
        return self._plain[style]

    def look(self, name: str) -> int:
        """A style of our own sheet: title, line, header, text or link."""
        font, fill, alignment = _LOOKS[name]
        base = self._list("fonts")[0]
        face = "".join(
            f"<{t} val='{v}'/>" for t in ("sz", "name") if (v := self._said(base, t)) and f"<{t}" not in font
        )
        number = self._add("fonts", f"<font>{font}{face}</font>")
        filled = self._solid(fill) if fill else 0
        return self._add(
            "cellXfs",
            f"<xf numFmtId='{49 if alignment else 0}' fontId='{number}' fillId='{filled}' borderId='0' xfId='0' "
            f"applyNumberFormat='1' applyFont='1' applyFill='1' applyAlignment='1'>{alignment}</xf>",
        )

    def _said(self, font: Element, tag: str) -> str:
        from xml.sax.saxutils import quoteattr

        found = font.find(f"{{{self._ns}}}{tag}")
        return quoteattr(found.get("val", ""))[1:-1].replace("'", "&apos;") if found is not None else ""

    def _format(self, style: int) -> Element:
        return self._formats[style if 0 <= style < len(self._formats) else 0]

    def _fill_of(self, style: Element) -> Element | None:
        number = int(style.get("fillId") or 0)
        return self._fills[number] if 0 <= number < len(self._fills) else None

    def _with_fill(self, came: Element, fill: int) -> int:
        made = deepcopy(came)
        made.set("fillId", str(fill))
        made.set("applyFill", "1")
        wanted = dict(made.attrib), [_plainly(child) for child in made]
        for number, each in enumerate(self._formats):
            if (dict(each.attrib), [_plainly(child) for child in each]) == wanted:
                return number
        self._formats.append(made)
        self._count(self._formats)
        return len(self._formats) - 1

    def _own_over(self, under: Element | None) -> int:
        attributes = " ".join(f'{n}="{v}"' for n, v in under.attrib.items()) if under is not None else 'indexed="64"'
        return self._solid("FF" + OWN_FILL, attributes)

    def _below(self, own: Element) -> int:
        below = own.find(f"{{{self._ns}}}patternFill/{{{self._ns}}}bgColor")
        if below is None or below.get("indexed") in ("64", "65") or below.get("auto"):
            return 0
        attributes = " ".join(f'{n}="{v}"' for n, v in below.attrib.items())
        return self._fill(f"<fgColor {attributes}/><bgColor indexed='64'/>")

    def _solid(self, colour: str, below: str = 'indexed="64"') -> int:
        return self._fill(f"<fgColor rgb='{colour}'/><bgColor {below}/>")

    def _fill(self, colours: str) -> int:
        made = self._made(f"<fill><patternFill patternType='solid'>{colours}</patternFill></fill>")
        for number, fill in enumerate(self._fills):
            if _plainly(fill) == _plainly(made):
                return number
        self._fills.append(made)
        self._count(self._fills)
        return len(self._fills) - 1

    def _add(self, kind: str, xml: str) -> int:
        listed = self._list(kind)
        listed.append(self._made(xml))
        self._count(listed)
        return len(listed) - 1

    def _list(self, kind: str) -> Element:
        """A list of the part, made where it is missing, in the order the format wants."""
        from lxml import etree

        found = self._root.find(f"{{{self._ns}}}{kind}")
        if found is None:
            found = etree.Element(f"{{{self._ns}}}{kind}")
            before = {f"{{{self._ns}}}{name}" for name in _ORDER[: _ORDER.index(kind)]}
            place = sum(1 for child in self._root if child.tag in before)
            self._root.insert(place, found)
        if not len(found):
            for xml in _FIRST.get(kind, ()):
                found.append(self._made(xml))
            self._count(found)
        return found

    def _made(self, xml: str) -> Element:
        from lxml import etree

        return etree.fromstring(f'<x xmlns="{self._ns}">{xml}</x>')[0]

    @staticmethod
    def _count(listed: Element) -> None:
        listed.set("count", str(len(listed)))


def _is_own(fill: Element) -> bool:
    return any(str(c.get("rgb", ""))[-6:].upper() == OWN_FILL for c in fill.iter() if str(c.tag).endswith("}fgColor"))


def _plainly(element: Element) -> Any:
    """What an element says, for comparing."""
    return element.tag, dict(element.attrib), [_plainly(child) for child in element]
