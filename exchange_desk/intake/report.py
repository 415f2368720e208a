"""The report of a plan: a stable contract for scripts and the command line (plain JSON values)."""

from datetime import date
from typing import Any

from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.directory import Value
from exchange_desk.intake.doubts import CellProblem, Question
from exchange_desk.intake.earlier import Missing
from exchange_desk.intake.fields import ALWAYS_REPORTED
from exchange_desk.intake.identity import Match
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.intake.returning import Returning
from exchange_desk.support.language import Language
from exchange_desk.workbooks.grid import cell_name, column_letter


def report(plan: ImportPlan, lang: Language) -> dict[str, Any]:
    return {
        "file": plan.workbook.name,
        "tables": [_table(table, lang) for table in plan.tables],
        "sheets_set_aside": [{"sheet": s.name, "why": s.why, "rows": s.rows} for s in plan.sheets_aside],
        "questions": [_question(question, plan, lang) for question in plan.questions],
        "missing": [_missing(each) for each in plan.missing],
        "returning": [_returning(each, plan) for each in plan.returning],
        "notes": [{"key": n.key, "severity": str(n.severity), "text": n.say(lang)} for n in plan.notes],
        "totals": plan.totals(),
    }


def _table(table: PlanTable, lang: Language) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "columns": [_column(column, lang) for column in table.columns],
        "rows": [_row(row, table, lang) for row in table.rows],
        "set_aside": [{"row": line.row, "why": str(line.why), "text": line.text} for line in table.set_aside],
    }


def _column(column: PlanColumn, lang: Language) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "column": column.letter,
        "heading": column.heading,
        "field": column.field,
        "confidence": column.confidence,
        "how": column.how,
    }
    if column.order:
        shown["order"] = column.order
    if column.evidence:
        shown["evidence"] = [each.say(lang) for each in column.evidence]
    return shown


def _row(row: PlanRow, table: PlanTable, lang: Language) -> dict[str, Any]:
    """One row; where it is no row of the sheet (a form, a list on its side), with the cell of each value."""
    values = {name: plain(row.values.get(name)) for name in ALWAYS_REPORTED}
    values |= {name: plain(value) for name, value in row.values.items()}
    shown: dict[str, Any] = {
        "row": table.where(row.row, 0)[0],
        "outcome": str(row.outcome),
        "values": values,
        "match": _match(row.match, lang) if row.match else None,
        "problems": [_problem(found, lang) for found in row.problems],
    }
    if table.placing.turned:
        shown["cells"] = {c.field: cell_name(*table.where(row.row, c.column)) for c in table.columns if c.field}
        for found, told in zip(row.problems, shown["problems"], strict=True):
            told["cell"] = cell_name(*table.where(row.row, found.column)) if found.column else None
    if row.withdrawn:
        shown["withdraws"] = row.withdrawn
    if row.changes:
        shown["changes"] = [
            {"field": c.field, "old": plain(c.old), "new": plain(c.new), "applied": c.applied, "kind": str(c.kind)}
            for c in row.changes
        ]
    return shown


def _match(match: Match, lang: Language) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": match.id,
        "name": match.name,
        "score": match.score,
        "evidence": [each.say(lang) for each in match.evidence],
    }
    if match.row:
        shown["row"] = {"sheet": match.row[0], "row": match.row[1]}
    return shown


def _problem(found: CellProblem, lang: Language) -> dict[str, Any]:
    return {
        "column": column_letter(found.column) if found.column else None,
        "field": found.problem.field,
        "severity": str(found.problem.severity),
        "key": found.problem.key,
        "text": found.problem.say(lang),
    }


def _question(question: Question, plan: ImportPlan, lang: Language) -> dict[str, Any]:
    return {
        "id": question.id,
        "key": question.key,
        "text": question.say(lang),
        "sheets": sorted({sheet for sheet, _ in question.rows}),
        "rows": [_sheet_row(plan, key) for key in question.rows],
        "options": [{"id": option.id, "text": option.say(lang)} for option in question.options],
    }


def _sheet_row(plan: ImportPlan, key: RowKey) -> int:
    """The row of the sheet in which a row of the plan stands; another than its number in forms and the like."""
    turned = (t for t in plan.tables if t.placing.turned and t.sheet == key[0])
    return next((t.where(key[1], 0)[0] for t in turned if any(row.row == key[1] for row in t.rows)), key[1])


def _missing(missing: Missing) -> dict[str, Any]:
    file, sheet, row = missing.source
    where = {"file": file, "sheet": sheet, "row": row, "day": missing.day.isoformat()}
    return {"nomination": missing.nomination_id, "official": missing.official_id, "name": missing.name} | {
        "decision": missing.decision,
        **where,
    }


def _returning(back: Returning, plan: ImportPlan) -> dict[str, Any]:
    where = {"sheet": back.row[0], "row": _sheet_row(plan, back.row), "decision": back.decision}
    return {"nomination": back.nomination_id, "official": back.official_id, "name": back.name} | where


def plain(value: Value | None) -> str | None:
    """A value as JSON holds it: days in ISO form."""
    return value.isoformat() if isinstance(value, date) else value
