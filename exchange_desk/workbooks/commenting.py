"""Comments of one sheet of an .xlsx: ours are added, those of others stay.

A comment is two things: its text in a comments part, and a box in a drawing of the old kind (VML). That drawing is
changed as text: what Excel itself writes there is often no well-formed XML.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy

from exchange_desk.workbooks.marks import position_of
from exchange_desk.workbooks.ooxml import Element, NotKept, Parts
from exchange_desk.workbooks.own_marks import AUTHOR, signed, without_own
from exchange_desk.workbooks.values import Position

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_PREFIXES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_NEW_VML = '<xml><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BLOCK = 1024
"""Numbers of shapes come in blocks of so many; each drawing of a book has blocks of its own."""

_IDS = re.compile(rb"_x0000_s(\d+)")
_MAP = re.compile(r'(<\w+:idmap\b[^>]*\bdata=")([^"]*)(")')
_ONE_SHAPE = re.compile(r"<(\w+):shape\b(?!type).*?</\1:shape\s*>", re.DOTALL)
_PLACE = re.compile(r"<(\w+):Row>\s*(\d+)\s*</\1:Row>\s*<\1:Column>\s*(\d+)\s*</\1:Column>")
_WIDTH, _LINE, _LETTERS = 300, 17, 44
"""A box in pixels: its width, the height of a line, the letters of a line."""

Widths = Mapping[int, float]
"""Column → its width in characters, where it is not the usual one."""


def clear_own(parts: Parts, sheet: str) -> None:
    """Take our comments of an earlier reply off a sheet, with their boxes."""
    name = _related(parts, sheet, "comments")
    if not name or AUTHOR.encode() not in parts.read(name):
        return
    gone: set[Position] = set()
    for comment in _comments(parts.change(name)):
        position = position_of(comment.get("ref", ""))
        text = _text(comment)
        kept = without_own(text)
        if kept != text and not kept and position:
            comment.getparent().remove(comment)
            gone.add(position)
        elif kept != text:
            _set_text(comment, kept)
    if drawing := _drawing(parts, sheet):
        vml = _decoded(parts.read(drawing))
        parts.put(drawing, _encoded(_ONE_SHAPE.sub(lambda shape: "" if _place(shape[0]) in gone else shape[0], vml)))


def add_comments(parts: Parts, sheet: str, texts: Mapping[Position, str], widths: Widths) -> str | None:
    """Pin texts on cells. Returns the id of a new drawing's relationship, for the sheet to name, if one was made."""
    name = _related(parts, sheet, "comments") or _new_comments(parts, sheet)
    root = parts.change(name)
    ns = root.tag[1:].partition("}")[0]
    there = {comment.get("ref"): comment for comment in _comments(root)}
    author = _author(root, ns)
    new: list[Position] = []
    for position, text in sorted(texts.items()):
        held = there.get(_name(position))
        if held is not None:
            _append(held, ns, signed(text))
        else:
            _add(root, ns, position, author, signed(text))
            new.append(position)
    return _add_boxes(parts, sheet, {position: _anchor(position, texts[position], widths) for position in new})


def _related(parts: Parts, sheet: str, kind: str) -> str:
    return next((link.target for link in parts.links(sheet) if link.kind == kind), "")


def _drawing(parts: Parts, sheet: str) -> str:
    """The drawing with the boxes: not the one with the pictures of header and footer, which is of the same kind."""
    root = parts.tree(sheet)
    named = root.find(f"{root.tag.rpartition('}')[0]}}}legacyDrawing")
    ids = set(named.attrib.values()) if named is not None else set()
    return next((link.target for link in parts.links(sheet) if link.id in ids), "")


def _comments(root: Element) -> Sequence[Element]:
    return [element for element in root.iter() if str(element.tag).endswith("}comment")]


def _text(comment: Element) -> str:
    return "".join(t.text or "" for t in comment.iter() if str(t.tag).endswith("}t"))


def _new_comments(parts: Parts, sheet: str) -> str:
    ns = parts.tree(sheet).tag[1:].partition("}")[0]
    name = parts.unused("xl/comments{}.xml")
    parts.put(name, f'<comments xmlns="{ns}"><authors/><commentList/></comments>'.encode(), _COMMENTS)
    parts.link(sheet, "comments", name)
    return name


def _author(root: Element, ns: str) -> int:
    from lxml import etree

    authors = root.find(f"{{{ns}}}authors")
    if authors is None or root.find(f"{{{ns}}}commentList") is None:
        raise NotKept("comments in an unusual form")
    names = [author.text for author in authors]
    if AUTHOR in names:
        return names.index(AUTHOR)
    etree.SubElement(authors, f"{{{ns}}}author").text = AUTHOR
    return len(names)


def _add(root: Element, ns: str, position: Position, author: int, text: str) -> None:
    from lxml import etree

    listed = root.find(f"{{{ns}}}commentList")
    comment = etree.SubElement(listed, f"{{{ns}}}comment", ref=_name(position), authorId=str(author))
    _run(etree.SubElement(comment, f"{{{ns}}}text"), ns, text)


def _append(comment: Element, ns: str, text: str) -> None:
    """Our words below those of others, whose letters keep their looks."""
    inside = comment.find(f"{{{ns}}}text")
    if inside is None:
        raise NotKept("a comment without text")
    plain = inside.find(f"{{{ns}}}t")
    if plain is not None:
        plain.text = f"{plain.text or ''}\n\n{text}"
        return
    _run(inside, ns, f"\n\n{text}")


def _run(inside: Element, ns: str, text: str) -> None:
    from lxml import etree

    last = inside.findall(f"{{{ns}}}r")
    run = etree.Element(f"{{{ns}}}r")
    looks = etree.SubElement(run, f"{{{ns}}}rPr")
    etree.SubElement(looks, f"{{{ns}}}sz", val="9")
    etree.SubElement(looks, f"{{{ns}}}color", indexed="81")
    etree.SubElement(looks, f"{{{ns}}}rFont", val="Tahoma")
    words = etree.SubElement(run, f"{{{ns}}}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inside.insert(inside.index(last[-1]) + 1 if last else 0, run)


def _set_text(comment: Element, text: str) -> None:
    """What others wrote, in the looks of its first letters."""
    inside = next(t for t in comment if str(t.tag).endswith("}text"))
    words = [t for t in inside.iter() if str(t.tag).endswith("}t")]
    kept = deepcopy(words[0].getparent() if str(words[0].getparent().tag).endswith("}r") else words[0])
    for child in list(inside):
        inside.remove(child)
    inside.append(kept)
    said = next(t for t in inside.iter() if str(t.tag).endswith("}t"))
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _name(position: Position) -> str:
    from exchange_desk.workbooks.gate import cell_name

    return cell_name(*position)


def _place(shape: str) -> Position | None:
    found = _PLACE.search(shape)
    return (int(found[2]) + 1, int(found[3]) + 1) if found else None


def _decoded(vml: bytes) -> str:
    return vml.decode("utf-8", "surrogateescape")


def _encoded(vml: str) -> bytes:
    return vml.encode("utf-8", "surrogateescape")


def _add_boxes(parts: Parts, sheet: str, anchors: Mapping[Position, str]) -> str | None:
    if not anchors:
        return None
    numbers = _free_numbers(parts, len(anchors))
    name, link = _drawing(parts, sheet), None
    if not name:
        name = parts.unused("xl/drawings/vmlDrawing{}.vml")
        parts.put(name, _NEW_VML.encode())
        parts.say_type("*.vml", _VML)
        link = parts.link(sheet, "vmlDrawing", name)
    vml = _with_prefixes(_decoded(parts.read(name)))
    end = vml.rfind("</xml")
    if end < 0:
        raise NotKept("a drawing in an unusual form")
    shapes = [
        _SHAPE.format(id=number, anchor=anchor, row=position[0] - 1, column=position[1] - 1)
        for number, (position, anchor) in zip(numbers, anchors.items(), strict=True)
    ]
    kind = "" if re.search(r'<\w+:shapetype\b[^>]*id="_x0000_t202"', vml) else _SHAPE_TYPE
    blocks = ",".join(str(block) for block in sorted({number // _BLOCK for number in numbers}))
    vml = vml[:end] + kind + "".join(shapes) + vml[end:]
    parts.put(name, _encoded(_MAP.sub(lambda m: f"{m[1]}{m[2]}{',' if m[2] else ''}{blocks}{m[3]}", vml, count=1)))
    return link


def _with_prefixes(vml: str) -> str:
    """The drawing with our prefixes declared; some programs choose others."""
    root = re.search(r"<xml\b([^>]*)>", vml)
    if root is None:
        raise NotKept("a drawing in an unusual form")
    missing = ""
    for prefix, name in _PREFIXES.items():
        if f'xmlns:{prefix}="{name}"' not in root[1]:
            if f"xmlns:{prefix}=" in vml:
                raise NotKept("a drawing with prefixes of its own")
            missing += f' xmlns:{prefix}="{name}"'
    return f"{vml[: root.start(1)]}{missing}{vml[root.start(1) :]}"


def _free_numbers(parts: Parts, count: int) -> range:
    """Numbers for shapes in blocks that no drawing of the book has."""
    used = [0]
    for name in parts.names():
        if name.lower().endswith(".vml"):
            vml = parts.read(name)
            used += [int(number) // _BLOCK for number in _IDS.findall(vml)]
            used += [int(n) for m in _MAP.findall(_decoded(vml)) for n in m[1].split(",") if n.strip().isdigit()]
    first = (max(used) + 1) * _BLOCK + 1
    return range(first, first + count)


def _anchor(position: Position, text: str, widths: Widths) -> str:
    """Where the box lies: right of the cell, as wide and as high as the text needs."""
    row, column = position
    height = _LINE * (3 + sum(1 + len(line) // _LETTERS for line in text.split("\n")))
    end, left = column, _WIDTH
    while left > (pixels := round(widths.get(end + 1, 9.1) * 7 + 5)) and end < column + 40:
        left -= pixels
        end += 1
    top = max(row - 2, 0)
    return f"{column}, 15, {top}, 10, {end}, {left + 15}, {top + height // 20}, {height % 20}"
