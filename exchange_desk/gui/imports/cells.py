"""The cells of a received file and the values read from them, as an officer sees both."""

from collections.abc import Collection, Sequence
from datetime import date

from exchange_desk.intake.directory import Value
from exchange_desk.intake.fields import FIELDS, label
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.mending import CellTexts
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.intake.texts import text_of
from exchange_desk.model import LanguageLevel, Sex
from exchange_desk.support.language import Language

_NAMES = ("family_names", "given_names")
_PARTS_OF_NAMES = ("full_name", "family_name_1", "family_name_2")
_LOOKED_AT = 500
"""Rows among which examples are looked for."""
_SOURCES = {
    "given_names": ("given_names", "full_name"),
    "family_names": ("family_names", "family_name_1", "family_name_2", "full_name"),
}


def letters(column: int) -> str:
    """1 is "A", 27 is "AA"."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def sheet_rows(plan: ImportPlan, sheet: str) -> Sequence[Sequence[object]]:
    """The rows of a sheet as they came."""
    return next((each.rows for each in plan.workbook.sheets if each.name == sheet), ())


def received(plan: ImportPlan, sheet: str, row: int, column: int) -> str:
    """The text of a cell as it came."""
    rows = sheet_rows(plan, sheet)
    if 1 <= row <= len(rows) and 1 <= column <= len(rows[row - 1]):
        return text_of(rows[row - 1][column - 1], lines=True)  # type: ignore[arg-type]  # a cell of the workbook
    return ""


def row_number(plan: ImportPlan, row: PlanRow) -> int:
    """The row of the sheet in which a row of the plan stands, as people count."""
    table = table_of(plan, row)
    return table.where(row.row, 0)[0] if table else row.row


def samples(plan: ImportPlan, table: PlanTable, column: int, count: int = 5) -> list[str]:
    """The first different values of a column that are not empty, among the first rows."""
    texts, found = CellTexts(plan), dict[str, None]()
    for row in table.rows[:_LOOKED_AT]:
        text = " ".join(texts.received((table.sheet, *table.where(row.row, column))).split())
        if text:
            found.setdefault(text)
        if len(found) == count:
            break
    return list(found)


def fields_in_order(found: Collection[str]) -> list[str]:
    """Fields as the columns of the review: names first, then as the import knows them, languages last."""
    order = [*_NAMES, *(name for name in FIELDS if name not in _NAMES and name not in _PARTS_OF_NAMES)]
    languages = sorted(name for name in found if name.startswith("language.") and name not in FIELDS)
    return [*(name for name in order if name in found or name in _NAMES), *languages]


def source_column(table: PlanTable, field: str) -> int:
    """The column that an officer corrects to change a field; 0 when no column of the file holds it."""
    wanted = _SOURCES.get(field, (field,))
    for name in wanted:
        found = next((column.column for column in table.columns if column.field == name), 0)
        if found:
            return found
    if field.startswith("language."):
        return next((c.column for c in table.columns if (c.field or "").startswith("language.")), 0)
    return 0


def table_of(plan: ImportPlan, row: PlanRow) -> PlanTable | None:
    """The table that holds a row."""
    if len(plan.tables) == 1:
        return plan.tables[0]
    return next((table for table in plan.tables if table.sheet == row.sheet and row in table.rows), None)


def field_label(name: str, lang: Language) -> str:
    return label(name, lang)


def show(field: str, value: Value | None, lang: Language) -> str:
    """A value as an officer reads it."""
    if value == "" and field.startswith("language."):
        return lang("level not given")
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return lang.day(value)
    if field == "sex" and value in list(Sex):
        return lang(Sex(value).label)
    if field in ("country", "nationality"):
        return lang.country(value)
    if field.startswith("language.") and value in list(LanguageLevel):
        return lang(LanguageLevel(value).label)
    return str(value)
