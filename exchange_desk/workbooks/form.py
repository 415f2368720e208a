"""A workbook for others to fill in: an empty list with drop-down choices, and its instructions."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from exchange_desk.support import clock
from exchange_desk.support.language import Language
from exchange_desk.support.saving import save
from exchange_desk.workbooks.grid import column_letter
from exchange_desk.workbooks.writer import EXCEL_LANGUAGE, sheet_name

FormKind = Literal["text", "date"]

ROWS = 1_000
"""Rows that the choices are offered in."""

_LONGEST_HELP = 255
_EARLIEST, _LATEST = date(1900, 3, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class FormColumn:
    """`title` as shown, already in the reader's language. `help` appears beside a cell that is being filled in.

    `choices`: offered in a drop-down list; other values are let in, with a question. `required` is shown by its colour
    too; the title says it in words.
    """

    title: str
    kind: FormKind = "text"
    help: str = ""
    choices: Sequence[str] = ()
    required: bool = False
    width: float = 18


@dataclass(frozen=True)
class Form:
    """`instructions`: lines of a sheet; a line of one text is a paragraph, the first the title, others are a table
    whose first line holds its headings. `choices`: the first cell of the hidden sheet. `wrong_choice`, `wrong_date`:
    what is asked when a value is none of the choices, or no date."""

    name: str
    columns: Sequence[FormColumn]
    instructions_name: str
    instructions: Sequence[Sequence[str]]
    choices_name: str
    choices: str
    wrong_choice: str
    wrong_date: str


def write_form(path: Path, form: Form, lang: Language, properties: Mapping[str, str]) -> None:
    """Write the form. Raises `DeskError` (keys of `saving`); then nothing was saved."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": form.name, "created": clock.now().replace(tzinfo=None)})
        for name, value in properties.items():
            book.set_custom_property(name, value, "text")
        taken: set[str] = set()
        guide = book.add_worksheet(sheet_name(form.instructions_name, taken))
        listed = book.add_worksheet(sheet_name(form.name, taken))
        offered = book.add_worksheet(sheet_name(form.choices_name, taken))
        styles = _styles(book, lang)
        _write_instructions(guide, form, styles)
        ranges = _write_choices(offered, form)
        _write_list(listed, form, ranges, styles)
        _lay_out(listed, form, lang)
        offered.hide()
        listed.activate()
    save(path, out.getvalue())


def _styles(book: Any, lang: Language) -> dict[str, Any]:
    header = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "font_color": "#000000"}
    return {
        "text": book.add_format({"num_format": 49}),  # text: what is typed stays as it is, zeros and all
        "date": book.add_format({"num_format": f"[$-{EXCEL_LANGUAGE[lang.code]}]d mmm yyyy", "align": "left"}),
        "header": book.add_format(header | {"bg_color": "#E7E6E6"}),
        "required": book.add_format(header | {"bg_color": "#BDD7EE"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "line": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_instructions(sheet: Any, form: Form, styles: Mapping[str, Any]) -> None:
    in_table = False
    for number, line in enumerate(form.instructions):
        style = "title" if number == 0 else "line" if in_table or len(line) == 1 else "header"
        in_table = len(line) > 1
        if len(line) == 1 and number:
            sheet.merge_range(number, 0, number, 3, line[0], styles["line"])
            sheet.set_row(number, 15 * (1 + len(line[0]) // 115))
        else:
            for column, text in enumerate(line):
                sheet.write_string(number, column, text, styles[style])
    for column, width in enumerate((32, 16, 60, 34)):
        sheet.set_column(column, column, width)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_choices(sheet: Any, form: Form) -> dict[int, str]:
    """Column of the list → where its choices stand."""
    sheet.write_string(0, 0, form.choices)
    ranges: dict[int, str] = {}
    for place, index in enumerate(i for i, column in enumerate(form.columns) if column.choices):
        for row, choice in enumerate(form.columns[index].choices, 1):
            sheet.write_string(row, place, choice)
        letter, last = column_letter(place + 1), len(form.columns[index].choices) + 1
        quoted = sheet.get_name().replace("'", "''")
        ranges[index] = f"='{quoted}'!${letter}$2:${letter}${last}"
    return ranges


def _write_list(sheet: Any, form: Form, ranges: Mapping[int, str], styles: Mapping[str, Any]) -> None:
    for index, column in enumerate(form.columns):
        sheet.write_string(0, index, column.title, styles["required" if column.required else "header"])
        # A style for the whole column: what is typed in it later keeps its zeros.
        sheet.set_column(index, index, column.width, styles[column.kind])
        about: dict[str, Any] = {"input_title": column.title[:32], "input_message": column.help[:_LONGEST_HELP]}
        if index in ranges:
            about |= {"validate": "list", "source": ranges[index], "error_type": "warning"}
            about |= {"error_title": column.title[:32], "error_message": form.wrong_choice[:_LONGEST_HELP]}
        elif column.kind == "date":
            about |= {"validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": _LATEST}
            about |= {"error_type": "warning", "error_title": column.title[:32], "error_message": form.wrong_date[:255]}
        elif column.help:
            about |= {"validate": "any"}
        if "validate" in about:
            sheet.data_validation(1, index, ROWS, index, about)


def _lay_out(sheet: Any, form: Form, lang: Language) -> None:
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, ROWS, len(form.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_footer(f"&L&A&R{lang('Page {page} of {pages}', page='&P', pages='&N')}")
