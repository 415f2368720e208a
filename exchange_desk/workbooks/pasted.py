"""Cells copied in a spreadsheet program and pasted here: the clipboard's text, or its web page, as a workbook.

The page is preferred, for it tells merged cells and colours; the text serves where there is none.
"""

import re
from dataclasses import replace

from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.workbooks.grid import Workbook
from exchange_desk.workbooks.reader import read_bytes

KIND = "pasted"

_RULE = re.compile(r"\.([\w-]{1,40})\s*\{([^}]{0,2000})\}")
_CELL = re.compile(r"<t[dh]\b[^>]{0,2000}>", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_FILL = re.compile(r"background(?:-color)?\s*:\s*(#[0-9a-f]{6}\b|[a-z]+)", re.IGNORECASE)
_NAMED = {
    **{"red": "#FF0000", "yellow": "#FFFF00", "lime": "#00FF00", "green": "#008000", "blue": "#0000FF"},
    **{"aqua": "#00FFFF", "fuchsia": "#FF00FF", "gray": "#808080", "silver": "#C0C0C0", "maroon": "#800000"},
    **{"navy": "#000080", "olive": "#808000", "purple": "#800080", "teal": "#008080", "black": "#000000"},
}
"""The colours that spreadsheet programs write by name in their pages."""


def read_pasted(text: str, html: str, name: str, progress: Progress = SILENT) -> tuple[Workbook, bytes]:
    """What was pasted as a `Workbook` of the kind KIND called `name`, and the bytes to keep as its original.

    `text` and `html`: what the clipboard holds as plain text and as a page; either may be empty. Raises DeskError
    as `reader.read` does, also when there is no table in it.
    """
    if "<table" in html.lower():
        try:
            return _read(_page(html).encode(), name, progress)
        except DeskError:
            if not text.strip():
                raise
    return _read(("sep=\t\r\n" + text).encode(), name, progress)


def _read(content: bytes, name: str, progress: Progress) -> tuple[Workbook, bytes]:
    workbook = read_bytes(content, name, progress=progress)
    return replace(workbook, kind=KIND), content


def _page(html: str) -> str:
    """The page from its first table on, with the fills of its style sheet put into the cells."""
    rules = {name: _FILL.search(rule) for name, rule in _RULE.findall(html)}
    struck = {name for name, rule in _RULE.findall(html) if "line-through" in rule.lower()}

    def painted(match: re.Match[str]) -> str:
        tag = match.group()
        given = _CLASS.search(tag)
        fill = rules.get(given.group(1)) if given else None
        colour = _NAMED.get(fill.group(1).lower(), fill.group(1)) if fill else ""
        more = f' bgcolor="{colour}"' if colour.startswith("#") and "background" not in tag.lower() else ""
        if given and given.group(1) in struck:
            more += ' style="text-decoration:line-through"'
        return f"{tag[:-1]}{more}>" if more else tag

    table = html[html.lower().index("<table") :]
    return f'<html><meta charset="utf-8"><body>{_CELL.sub(painted, table)}</body></html>'
