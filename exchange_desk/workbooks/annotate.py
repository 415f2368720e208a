"""The sender's own workbook with our marks on it: cells filled and commented, a sheet in front that lists them all.

Everything else in the file stays as it came, byte for byte: layout, pictures, charts, print set-up. Of programs in it
(macros) nothing is sent on: the copy is an .xlsx, which the receiver's mail lets through and whose cells hold their
last results.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exchange_desk.workbooks.cover import Cover, Jump, cover_sheet
from exchange_desk.workbooks.marking import SheetMarks
from exchange_desk.workbooks.ooxml import Element, NotKept, Parts
from exchange_desk.workbooks.restyle import Styles
from exchange_desk.workbooks.values import Position
from exchange_desk.workbooks.writer import ILLEGAL, sheet_name

__all__ = ["Annotations", "Cover", "Jump", "NotKept", "annotate"]

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_EMPTY = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"/>'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_STRICT_TYPES = "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PROGRAMS = ("vbaProject", "vbaProjectSignature", "wordVbaData", "extensibility", "customUI")
_BLOCKING = ("revisionHeaders", "xlMacrosheet", "xlIntlMacrosheet", "origin", "signature")
_SELECTED = re.compile(rb"""\s(?:tabSelected)\s*=\s*(["'])(?:1|true)\1""")


@dataclass(frozen=True)
class Annotations:
    """`texts`: sheet → cell → what is said about it. `cover`: the sheet in front. `replaces`: sheets of earlier
    replies of ours, which the new one takes the place of. `properties`: custom properties of the file."""

    texts: Mapping[str, Mapping[Position, str]]
    cover: Cover
    replaces: Sequence[str] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


def annotate(content: bytes, notes: Annotations) -> bytes:
    """The bytes of an .xlsx or .xlsm that the gate has let in, as an .xlsx with our marks.

    Raises NotKept where the package is of a kind that cannot be changed without risk.
    """
    try:
        return _Book(content).annotated(notes)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, StopIteration) as error:
        raise NotKept(f"a package in an unusual form: {type(error).__name__}") from error


class _Book:
    """The package as a workbook: its list of sheets, and what counts on their order."""

    def __init__(self, content: bytes) -> None:
        self._parts = Parts(content)
        self._check()
        self._root = self._parts.change(self._parts.main)
        self._ns = self._root.tag[1:].partition("}")[0]
        listed = self._root.find(self._tag("sheets"))
        if listed is None or not len(listed):
            raise NotKept("no list of sheets")
        self._listed: Element = listed
        self._targets = {link.id: link.target for link in self._parts.links(self._parts.main)}

    def annotated(self, notes: Annotations) -> bytes:
        self._without_programs()
        styles = Styles(self._parts, self._ns)
        earlier = [sheet for sheet in self._listed if sheet.get("name") in notes.replaces]
        worksheets = {s.get("name"): p for s in self._listed if s not in earlier and (p := self._part(s))}
        if set(notes.texts) - worksheets.keys():
            raise NotKept("a sheet is not where it should be")
        again = styles.any_marked()
        for name, part in worksheets.items():
            texts = {position: ILLEGAL.sub("", text) for position, text in notes.texts.get(name, {}).items()}
            if not texts and not again:
                self._deselect(part)
                continue
            sheet = SheetMarks(self._parts, part, styles)
            if again:
                sheet.clear()
            if texts:
                sheet.mark(texts)
            self._deselect_tree(part)
        self._set_cover(notes.cover, earlier, styles)
        self._set_properties(notes.properties)
        return self._parts.packed()

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"

    def _check(self) -> None:
        parts = self._parts
        if not parts.main or parts.main.endswith(".bin"):
            raise NotKept("no workbook part of the usual kind")
        kinds = {link.kind for link in [*parts.links(""), *parts.links(parts.main)]}
        if kinds & set(_BLOCKING):
            raise NotKept("signed, shared or with old macro sheets")

    def _without_programs(self) -> None:
        """Code of others is not sent on."""
        parts = self._parts
        for owner in ("", parts.main):
            for gone in parts.unlink(owner, _PROGRAMS):
                parts.remove(gone)
        if parts.type_of(parts.main) != _BOOK:
            parts.say_type(parts.main, _BOOK)

    def _part(self, sheet: Element) -> str:
        ids = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
        return self._targets.get(ids[0], "") if ids else ""

    def _deselect(self, part: str) -> None:
        """Only our sheet is selected: what is typed into selected sheets goes into all of them."""
        content = self._parts.read(part)
        if _SELECTED.search(content):
            self._parts.put(part, _SELECTED.sub(b"", content, count=1))

    def _deselect_tree(self, part: str) -> None:
        for view in self._parts.tree(part).iter(self._tag("sheetView")):
            view.attrib.pop("tabSelected", None)

    def _set_cover(self, cover: Cover, earlier: Sequence[Element], styles: Styles) -> None:
        """Our sheet comes first, in place of earlier ones of ours."""
        from lxml import etree

        before = list(self._listed)
        for sheet in earlier:
            self._listed.remove(sheet)
            part = self._part(sheet)
            self._parts.unlink_to(self._parts.main, part)
            self._parts.remove(part)
        name = sheet_name(cover.name, {str(sheet.get("name", "")).casefold() for sheet in self._listed})
        folder = next((posixpath.dirname(p) for s in self._listed if (p := self._part(s))), "xl/worksheets")
        part = self._parts.unused(f"{folder}/sheet{{}}.xml".lstrip("/"))
        self._parts.put(part, cover_sheet(cover, self._ns, styles), _SHEET)
        link = self._parts.link(self._parts.main, "worksheet", part)
        number = max(int(sheet.get("sheetId") or 0) for sheet in before) + 1
        made = etree.Element(self._tag("sheet"), name=name, sheetId=str(number))
        made.set(f"{{{self._parts.office}}}id", link)
        self._listed.insert(0, made)
        self._renumber(before)
        self._define(cover, name)
        for view in self._root.iter(self._tag("workbookView")):
            view.attrib.pop("firstSheet", None)
            view.set("activeTab", "0")

    def _renumber(self, before: Sequence[Element]) -> None:
        """Names that belong to one sheet point at it by its place among all."""
        now = {sheet: place for place, sheet in enumerate(self._listed)}
        for name in list(self._root.iter(self._tag("definedName"))):
            place = name.get("localSheetId")
            if place is None:
                continue
            sheet = before[int(place)] if place.isdigit() and int(place) < len(before) else None
            if sheet in now:
                name.set("localSheetId", str(now[sheet]))
            else:
                name.getparent().remove(name)

    def _define(self, cover: Cover, name: str) -> None:
        """What a filter and a header on every page are made of."""
        from lxml import etree

        names = self._root.find(self._tag("definedNames"))
        if names is None:
            names = etree.Element(self._tag("definedNames"))
            before = {self._tag(each) for each in ("sheets", "functionGroups", "externalReferences")}
            last = [child for child in self._root if child.tag in before][-1]
            last.addnext(names)
        quoted = "'" + name.replace("'", "''") + "'"
        filtered, header = cover.filtered, cover.header_row
        for kind, area, hidden in (
            ("_xlnm._FilterDatabase", filtered, True),
            ("_xlnm.Print_Titles", f"${header}:${header}", False),
        ):
            made = etree.SubElement(names, self._tag("definedName"), name=kind, localSheetId="0")
            if hidden:
                made.set("hidden", "1")
            made.text = f"{quoted}!{area}"

    def _set_properties(self, properties: Mapping[str, str]) -> None:
        from lxml import etree

        if not properties:
            return
        parts = self._parts
        kinds = ("custom-properties", "customProperties")
        name = next((link.target for link in parts.links("") if link.kind in kinds), "")
        if not name:
            name = "docProps/custom.xml"
            if name in parts.names():
                raise NotKept("properties that nothing leads to")
            parts.put(name, _CUSTOM_EMPTY, _CUSTOM)
            parts.link("", _CUSTOM_LINK, name)
        root = parts.change(name)
        ns = root.tag.rpartition("}")[0] + "}"
        types = _STRICT_TYPES if "purl.oclc.org" in ns else _TYPES
        for each in [e for e in root if e.get("name") in properties]:
            root.remove(each)
        last = max((int(each.get("pid") or 1) for each in root), default=1)
        for pid, (key, value) in enumerate(properties.items(), last + 1):
            made = etree.SubElement(root, f"{ns}property", fmtid=_FMTID, pid=str(pid), name=key)
            etree.SubElement(made, f"{{{types}}}lpwstr").text = value
