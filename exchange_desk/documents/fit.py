"""In which print a placement summary fits its page, reckoned before it is set.

Measuring inside the PDF engine costs three times as much as setting the page; here heights are reckoned from the
widths of the characters. The lengths repeat those of kit.typ and placement-summary.typ, in em of the page's print.
The reckoning keeps a margin; when a page runs over all the same, `catalogue.render` asks again with a wider one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from exchange_desk.documents.metrics import advances
from exchange_desk.documents.setting import PAPER_SIZES
from exchange_desk.documents.wording import Label, Printed

_POINTS_A_MM = 72 / 25.4
_SIDES, _TOP_AND_FOOT = 36 * _POINTS_A_MM, 32 * _POINTS_A_MM
_LETTER, _LEADING, _PARAGRAPH = 0.66, 0.52, 0.8
_SIDE_LABEL, _SIDE_LETTER = 0.88, 0.75
_NAME, _SECTION = 2.2, 1.2
_LABELS, _ROW_GAP = 0.36, 0.64
_FIELDS = ("head", "participant", "host", "stay", "travel", "terms")
_RESERVE, _MORE_RESERVE = 1.015, 1.05
_SQUEEZED = 0.8
"""The print of a word wider than its column, which is broken anywhere (kit.typ, squeezed)."""
_LEAST_ROOM = {False: 7, True: 12}
"""What objectives and work plan are given at least, side by side and stacked."""
_LEAST_SHRINK = 0.85
"""Smaller print saves at most this share more than its area: what is too high by more is not reckoned at all."""
_PIECES = re.compile("\\S+?(?:[-/](?=\\w)|\u200b|(?=\\s|$))\\s*")

Page = Mapping[str, Any]


@dataclass(frozen=True)
class Print:
    """`size` in points; `air` stretches the spaces between rows and sections; `scale` reduces the page as a whole."""

    size: float
    air: float
    scale: float = 1.0


LARGE_TO_SMALL = (
    Print(10, 1.4),
    Print(10, 1.1),
    Print(9.5, 1.2),
    Print(9.5, 1.0),
    Print(9, 0.95),
    Print(8.5, 0.9),
    Print(8, 0.85),
)
WITH_CUTS = (LARGE_TO_SMALL[-1], *(Print(7.5, 0.8, 0.96**step) for step in range(20)))


def fitted(page: Page, paper: str, tightness: int = 0) -> dict[str, Any]:
    """The page's data with its print: the largest in which all fits; below 8 points with objectives and work
    plan cut; last, reduced as a whole. Each degree of `tightness` keeps 5 % more of the height in reserve."""
    width, height = PAPER_SIZES[paper]
    width, height = width - _SIDES, (height - _TOP_AND_FOOT) / (_RESERVE * _MORE_RESERVE**tightness)
    first = _without_goals(page, width, LARGE_TO_SMALL[0]) + _goals(page, width, LARGE_TO_SMALL[0])
    for style in LARGE_TO_SMALL:
        if first * (style.size / LARGE_TO_SMALL[0].size) ** 2 * _LEAST_SHRINK > height:
            continue
        if _without_goals(page, width, style) + _goals(page, width, style) <= height:
            return _styled(page, style, width, page["goals"])
    room, style = 0.0, WITH_CUTS[-1]
    for style in WITH_CUTS:
        room = height / style.scale - _without_goals(page, width / style.scale, style)
        if room >= _LEAST_ROOM[page["stacked"]] * style.size:
            break
    width /= style.scale
    return _styled(page, style, width, _cut_goals(page, width, style, room))


def _styled(page: Page, style: Print, width: float, goals: Sequence[Page]) -> dict[str, Any]:
    side = _LABELS * _half(width, style.size)
    fields = {name: _with_tall_rows(page[name], side, style.size) for name in _FIELDS}
    top, middle = _signature_parts(page["signatures"], width, style.size)
    chosen = {"size": style.size, "air": style.air, "scale": style.scale, "width": width, "side": side}
    chosen |= {"head-side": _head_side(page["head"], width, style.size)}
    chosen |= {"signature-top": top, "signature-middle": middle}
    return {**page, **fields, **chosen, "goals": goals}


def _with_tall_rows(block: Page, side: float, em: float) -> dict[str, Any]:
    """Rows whose labels take several lines are marked: their values stand beside them in a grid."""
    rows = [{**row, "tall": _width(_said(row["label"]), _SIDE_LABEL * em) > side} for row in block["rows"]]
    return {**block, "rows": rows}


def _half(width: float, em: float) -> float:
    return (width - 2 * em) / 2


def _without_goals(page: Page, width: float, style: Print) -> float:
    em, column = style.size, _half(width, style.size)
    bands = [
        _head(page["head"], width, em),
        _title(page, width, em),
        max(_block(page["participant"], column, style), _block(page["host"], column, style)),
        max(_block(page["stay"], column, style), _block(page["travel"], column, style)),
        max(_provides(page["provides"], column, em), _block(page["terms"], column, style)),
        _overrides(page["overrides"], width, style),
        _signatures(page["signatures"], width, em),
    ]
    return sum(bands) + em * ((4 * 1.3 + 1.8) * style.air + 5 * 0.8 + 0.4)


def _head(head: Page, width: float, em: float) -> float:
    left, right, side = 0.58 * width, 0.42 * width - 2 * em, _head_side(head, width, em)
    organiser = _text(head["organiser"], left, 1.1 * em, "SemiBold")
    programme = _text(head["programme"], left, em) + _text(head["edition"], left, em) + 1.2 * em
    return max(organiser + programme, _rows(head["rows"], right, side, em, 0.5 * em)) + 1.75 * em + 1.4


def _head_side(head: Page, width: float, em: float) -> float:
    """The labels beside the head are as wide as they must be, so that the status has room."""
    widest = max(_width(_said(row["label"]), _SIDE_LABEL * em) for row in head["rows"])
    return min(widest + 0.1 * em, _LABELS * _half(width, em))


def _title(page: Page, width: float, em: float) -> float:
    name = _text(page["name"] or None, width, _NAME * em, "SemiBold", leading=0.34) + 0.5 * _NAME * em
    way = " → ".join(map(_plain, (page["origin"], page["destination"]))) + "        |        " + _plain(page["period"])
    return max(_LETTER * em, 12.0) + 0.6 * em + name + _text(way, width, 1.12 * em, "SemiBold")


def _block(block: Page, width: float, style: Print) -> float:
    rows = _rows(block["rows"], width, _LABELS * width, style.size, _ROW_GAP * style.air * style.size)
    return _section_title(block["title"], width, style.size) + rows


def _section_title(label: Label, width: float, em: float) -> float:
    return _label(label, width, _SECTION * em, "SemiBold") + (0.32 * _SECTION + 0.6) * em + 0.5


def _rows(rows: Sequence[Page], width: float, side: float, em: float, gap: float) -> float:
    heights = [
        max(
            _label(row["label"], side, _SIDE_LABEL * em, letter=_SIDE_LETTER),
            _text(row["value"], width - side - 0.7 * em, em),
        )
        for row in rows
    ]
    return sum(heights) + gap * max(0, len(rows) - 1)


def _provides(block: Page, width: float, em: float) -> float:
    return _section_title(block["title"], width, em) + _paragraphs(block["paragraphs"] or ("-",), width, em)


def _overrides(block: Page, width: float, style: Print) -> float:
    if not block["lines"]:
        return 0.0
    em = style.size
    texts = [" ".join(filter(None, (_plain(x["sentence"]), _plain(x["reason"]), x["who"]))) for x in block["lines"]]
    lines = sum(_text(text, width - 1.2 * em, em) + 0.55 * em for text in texts)
    return (0.8 + 1.3 * style.air) * em + _section_title(block["title"], width, em) + lines


def _signatures(signatures: Sequence[Page], width: float, em: float) -> float:
    top, middle = _signature_parts(signatures, width, em)
    return top + 4.2 * em + middle + max(_signed(one["date"], _third(width, em), em) for one in signatures)


def _signature_parts(signatures: Sequence[Page], width: float, em: float) -> tuple[float, float]:
    """The heights that the three blocks share: who signs, above the line; name, title and delegation, below it."""
    column, tops, middles = _third(width, em), [], []
    for one in signatures:
        institution = _text(one["institution"], column, 0.95 * em)
        tops.append(_label(one["side"], column, em, "SemiBold") + (institution + 0.55 * em if institution else 0))
        signer = [_signed(one["name"], column, em, labelled=False), _signed(one["title"], column, em, labelled=False)]
        middles.append(sum(signer) + _signed(one["delegated"], column, em))
    return max(tops), max(middles)


def _third(width: float, em: float) -> float:
    return (width - 3.6 * em) / 3


def _signed(row: Page | None, width: float, em: float, *, labelled: bool = True) -> float:
    """A value with the gap above it; not known, a line to write on, below its label when that is long."""
    if row is None:
        return 0.0
    if row["value"] is None:
        below = len(row["label"]) > 1 and len(row["label"][0][1]) > 8
        return (1.15 + 0.6 + (_LETTER + _LEADING if below else 0)) * em
    text = f"{_said(row['label'])} {_plain(row['value'])}" if labelled else row["value"]
    return _text(text, width, em, "SemiBold") + 0.6 * em


def _goals(page: Page, width: float, style: Print) -> float:
    em = style.size
    if page["stacked"]:
        return sum(_goal(goal, width, em) for goal in page["goals"]) + (0.8 + 1.3 * style.air) * em
    return max(_goal(goal, _half(width, em), em) for goal in page["goals"])


def _goal(goal: Page, width: float, em: float) -> float:
    text = _paragraphs(goal["paragraphs"] or ("-",), width, em)
    return _section_title(goal["title"], width, em) + text + (1.6 * em if goal["cut"] else 0)


def _cut_goals(page: Page, width: float, style: Print, room: float) -> list[dict[str, Any]]:
    """Objectives and work plan in `room`; stacked, the shorter one stays whole up to half of it."""
    em = style.size
    if not page["stacked"]:
        return [_cut(goal, _half(width, em), em, room) for goal in page["goals"]]
    free = room - (0.8 + 1.3 * style.air) * em
    least = min(min(_goal(goal, width, em) for goal in page["goals"]), free / 2)
    rooms = [free - least if index == page["longer"] else least for index in range(len(page["goals"]))]
    return [_cut(goal, width, em, part) for goal, part in zip(page["goals"], rooms, strict=True)]


def _cut(goal: Page, width: float, em: float, room: float) -> dict[str, Any]:
    """The goal with as many whole lines as `room` takes, beside its title and the line that says there is more."""
    if not goal["paragraphs"] or _goal(goal, width, em) <= room:
        return dict(goal)
    left = room - _section_title(goal["title"], width, em) - 1.6 * em
    kept: list[str] = []
    for paragraph in goal["paragraphs"]:
        lines = _wrapped(paragraph, width, em)
        whole = int((left + _LEADING * em) / ((_LETTER + _LEADING) * em))
        if whole < len(lines):
            kept.append("".join(lines[: max(0 if kept else 1, whole)]).rstrip())
            break
        kept.append(paragraph)
        left -= _height(len(lines), em) + _PARAGRAPH * em
    text = [part for part in kept if part]
    last = text[-1].removesuffix(" …").rsplit(" ", 1)[0]
    return {**goal, "paragraphs": [*text[:-1], f"{last} …"], "cut": True}


def _paragraphs(paragraphs: Iterable[str], width: float, em: float) -> float:
    heights = [_text(paragraph, width, em) for paragraph in paragraphs]
    return sum(heights) + _PARAGRAPH * em * (len(heights) - 1)


def _label(label: Label, width: float, size: float, weight: str = "Regular", letter: float = _LETTER) -> float:
    """One line when both languages fit in it, else each on lines of its own."""
    lines = 1
    if _width(_said(label), size, weight) > width:
        lines = sum(len(_wrapped(words, width, size, weight)) for _code, words in label)
    return size * (letter * lines + _LEADING * (lines - 1))


def _text(text: Printed | None, width: float, size: float, weight: str = "Regular", leading: float = _LEADING) -> float:
    """Height of a value; what is not known takes one line, "" none."""
    if text == "":
        return 0.0
    lines = text if isinstance(text, list) else [{"text": text or "-"}]
    return _height(sum(len(_wrapped(str(line["text"]), width, size, weight)) for line in lines), size, leading)


def _height(lines: int, size: float, leading: float = _LEADING) -> float:
    return size * (_LETTER * lines + leading * (lines - 1))


def _wrapped(text: str, width: float, size: float, weight: str = "Regular") -> list[str]:
    """The text's lines as the engine breaks them: at blanks, and after hyphens and slashes."""
    most = width / size
    if _advance(text, weight) <= most:
        return [text]
    lines, line, used = [], "", 0.0
    for piece, bare, whole in _pieces(text, weight):
        if line and used + bare > most:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + piece, used + whole
        if bare > most:
            lines += [line, *[""] * int(_SQUEEZED * bare / most)]
            line, used = "", 0.0
    return [*lines, line]


def _width(text: str, size: float, weight: str = "Regular") -> float:
    return size * _advance(text, weight)


@lru_cache(maxsize=10_000)
def _advance(text: str, weight: str) -> float:
    return sum(map(advances(weight).__getitem__, text))


@lru_cache(maxsize=1_000)
def _pieces(text: str, weight: str) -> list[tuple[str, float, float]]:
    """What a line may be broken between, with the widths (em) without and with the blank behind."""
    widths = advances(weight)
    blank = widths[" "]
    pieces = []
    for piece in _PIECES.findall(text):
        bare = sum(map(widths.__getitem__, piece.rstrip()))
        pieces.append((piece, bare, bare + blank if piece[-1].isspace() else bare))
    return pieces


def _said(label: Label) -> str:
    return " / ".join(words for _code, words in label)


def _plain(text: Printed | None) -> str:
    return " ".join(str(line["text"]) for line in text) if isinstance(text, list) else text or ""
