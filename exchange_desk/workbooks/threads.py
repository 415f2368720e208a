"""Conversations of newer Excel on the cells of a sheet: ours is one more answer, where there is one already.

Excel shows a conversation instead of the comment that stands for it in other programs; without an answer there, our
words would be out of sight.
"""

import uuid
from collections.abc import Iterator, Mapping

from exchange_desk.support import clock
from exchange_desk.workbooks.marks import position_of
from exchange_desk.workbooks.ooxml import Element, Parts
from exchange_desk.workbooks.own_marks import AUTHOR, signed, without_own
from exchange_desk.workbooks.values import Position

_US = uuid.uuid5(uuid.NAMESPACE_DNS, "exchange-desk.example.org")


def clear_answers(parts: Parts, sheet: str) -> None:
    """Take the answers of an earlier reply of ours away."""
    for name in _threads(parts, sheet):
        if AUTHOR.encode() in parts.read(name):
            root = parts.change(name)
            for said in [each for each in root if AUTHOR in _text(each) and not without_own(_text(each))]:
                root.remove(said)


def answer(parts: Parts, sheet: str, texts: Mapping[Position, str]) -> None:
    """Answer in the conversations that stand on these cells; the others are left to comments."""
    people = next((link.target for link in parts.links(parts.main) if link.kind == "person"), "")
    for name in _threads(parts, sheet) if people else ():
        for begun in [each for each in parts.tree(name) if not each.get("parentId")]:
            text = texts.get(position_of(begun.get("ref", "")) or (0, 0))
            if text is not None:
                _introduce(parts, people)
                _add(parts.change(name), begun, signed(text))


def _threads(parts: Parts, sheet: str) -> Iterator[str]:
    return (link.target for link in parts.links(sheet) if link.kind == "threadedComment")


def _text(said: Element) -> str:
    return "".join(part.text or "" for part in said if str(part.tag).endswith("}text"))


def _add(root: Element, begun: Element, text: str) -> None:
    from lxml import etree

    ns = root.tag.rpartition("}")[0] + "}"
    parent = begun.get("id", "")
    made = etree.SubElement(
        root,
        f"{ns}threadedComment",
        ref=begun.get("ref"),
        dT=clock.now().strftime("%Y-%m-%dT%H:%M:%S.00"),
        personId=_braced(_US),
        id=_braced(uuid.uuid5(_US, parent)),
        parentId=parent,
    )
    etree.SubElement(made, f"{ns}text").text = text


def _introduce(parts: Parts, people: str) -> None:
    """Whoever speaks in a conversation is in the book's list of people."""
    from lxml import etree

    if any(person.get("id") == _braced(_US) for person in parts.tree(people)):
        return
    root = parts.change(people)
    tag = f"{root.tag.rpartition('}')[0]}}}person"
    etree.SubElement(root, tag, displayName=AUTHOR, id=_braced(_US), userId=AUTHOR, providerId="None")


def _braced(number: uuid.UUID) -> str:
    return "{" + str(number).upper() + "}"
