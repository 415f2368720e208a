"""An .xlsx package opened for a few careful changes: parts nobody touches stay byte for byte as they came.

For bytes the gate has let in (`reader`), and for nothing else. Parts are found as the package says, never by name.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exchange_desk.workbooks.gate import MAX_UNPACKED

Element = Any
"""An element of lxml, which has no types."""

MAX_PART = 40_000_000
"""A larger part would take more memory as a tree than a reply is worth."""

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES_PART = "[Content_Types].xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class NotKept(Exception):  # noqa: N818 - a decision, not a fault: the reply becomes a workbook of its own
    """This package cannot be changed without risk. The message names the reason for the log, never contents."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: `kind` is the last word of its type, `target` the part it leads to ("" outside the package)."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of one package. Trees are changed in place and written out by `packed`.

    Raises NotKept wherever the package is not what its format promises.
    """

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self._entries = {_named(entry): entry for entry in archive.infolist()}
                if sum(entry.file_size for entry in self._entries.values()) > MAX_UNPACKED:
                    raise NotKept("unpacks too large")
                self._parts = {name: archive.read(entry) for name, entry in self._entries.items()}
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error) as error:
            raise NotKept(f"{type(error).__name__} while unpacking") from None
        self._named = {name.lower(): name for name in self._parts}
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self.main = next((link.target for link in self.links("") if link.kind == "officeDocument"), "")
        strict = any(link.get("Type", "").startswith(STRICT) for link in self.tree(_links_part("")))
        self.office = STRICT if strict else TRANSITIONAL

    def names(self) -> list[str]:
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """The part as it came or as it was put. Raises NotKept where there is none."""
        try:
            return self._parts[name]
        except KeyError:
            raise NotKept("a part is missing") from None

    def put(self, name: str, content: bytes, type_: str | None = None) -> None:
        """A part new or replaced; `type_`: its content type, for a new one."""
        self._parts[name] = content
        self._named[name.lower()] = name
        self._trees.pop(name, None)
        self._changed.discard(name)
        if type_:
            self.say_type(name, type_)

    def change(self, name: str) -> Element:
        """The root of a part, to be changed in place."""
        self._changed.add(name)
        return self.tree(name)

    def tree(self, name: str) -> Element:
        """The root of a part, to be looked at."""
        from lxml import etree

        if name not in self._trees:
            content = self.read(name)
            if len(content) > MAX_PART:
                raise NotKept("a part is too large")
            # Without comments: they would be counted among fonts, fills and cells, which are numbered by their order.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
            try:
                self._trees[name] = etree.fromstring(content, parser)
            except etree.XMLSyntaxError as error:
                raise NotKept(f"malformed part: {type(error).__name__}") from None
        return self._trees[name]

    def links(self, part: str) -> list[Link]:
        """The relationships of a part; "" is the package itself."""
        name = self._named.get(_links_part(part).lower())
        return [self._link(part, each) for each in self.tree(name)] if name else []

    def _link(self, part: str, element: Element) -> Link:
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        if element.get("TargetMode") == "External":
            return Link(element.get("Id", ""), kind, "")
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), element.get("Target", ""))).lstrip("/")
        return Link(element.get("Id", ""), kind, self._named.get(target.lower(), target))

    def link(self, part: str, kind: str, target: str) -> str:
        """A new relationship of a part to another. Returns its id."""
        from lxml import etree

        wanted = _links_part(part)
        name = self._named.get(wanted.lower())
        if name is None:
            name = wanted
            self.put(name, f'<Relationships xmlns="{LINKS}"/>'.encode())
        root = self.change(name)
        taken = {each.get("Id") for each in root}
        number = next(n for n in range(len(taken) + 1, 2 * len(taken) + 3) if f"rId{n}" not in taken)
        path = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
        type_ = kind if "://" in kind else f"{self.office}/{kind}"
        etree.SubElement(root, f"{{{LINKS}}}Relationship", Id=f"rId{number}", Type=type_, Target=path)
        return f"rId{number}"

    def unlink(self, part: str, kinds: tuple[str, ...]) -> list[str]:
        """Take relationships of these kinds away. Returns the parts they led to."""
        name = self._named.get(_links_part(part).lower())
        gone = [link for link in self.links(part) if link.kind in kinds] if name else []
        for element in list(self.change(name)) if name and gone else ():
            if element.get("Id") in {link.id for link in gone}:
                element.getparent().remove(element)
        return [link.target for link in gone if link.target]

    def unlink_to(self, part: str, target: str) -> None:
        """Take away whatever leads from one part to another."""
        gone = {link.id for link in self.links(part) if link.target == target}
        root = self.change(self._named[_links_part(part).lower()])
        for element in [each for each in root if each.get("Id") in gone]:
            root.remove(element)

    def remove(self, name: str) -> None:
        """Take a part out of the package, with its relationships and its type."""
        for each in (name, self._named.get(_links_part(name).lower(), "")):
            self._parts.pop(each, None)
            self._trees.pop(each, None)
            self._named.pop(each.lower(), None)
        for element in list(self._overrides(name)):
            self.change(_TYPES_PART).remove(element)

    def type_of(self, name: str) -> str:
        for element in self._overrides(name):
            return str(element.get("ContentType", ""))
        ending = name.rpartition(".")[2].lower()
        defaults = self.tree(_TYPES_PART).findall(f"{{{TYPES}}}Default")
        return next((str(d.get("ContentType")) for d in defaults if d.get("Extension", "").lower() == ending), "")

    def say_type(self, name: str, type_: str) -> None:
        """Give a part its content type; "*.vml" gives it to all parts with this ending."""
        from lxml import etree

        if name.startswith("*."):
            ending = name[2:]
            if not self.type_of(f"x.{ending}"):
                made = etree.Element(f"{{{TYPES}}}Default", Extension=ending, ContentType=type_)
                self.change(_TYPES_PART).insert(0, made)
            return
        self._changed.add(_TYPES_PART)
        for element in self._overrides(name):
            element.set("ContentType", type_)
            return
        etree.SubElement(self.tree(_TYPES_PART), f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=type_)

    def _overrides(self, name: str) -> Iterator[Element]:
        for element in self.tree(_TYPES_PART).findall(f"{{{TYPES}}}Override"):
            if element.get("PartName", "").lower() == f"/{name}".lower():
                yield element

    def unused(self, pattern: str) -> str:
        """ "xl/comments{}.xml" → the first name of this form that no part has."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)).lower() not in self._named)

    def packed(self) -> bytes:
        """The package with its changes, in the order it came; new parts at the end."""
        from lxml import etree

        out = io.BytesIO()
        for name in self._changed & self._trees.keys():
            tree = self._trees[name].getroottree()
            self._parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                archive.writestr(self._entry(name), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        came = self._entries.get(name)
        dated = came is not None and came.date_time > _EARLIEST and came.date_time[2] > 0
        return zipfile.ZipInfo(name, came.date_time if came and dated else _EARLIEST)


def _named(entry: zipfile.ZipInfo) -> str:
    """The name of a part as the format wants it; some programs write it as a path of Windows."""
    return entry.filename.replace("\\", "/").removeprefix("/")


def _links_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
