"""The sentences for what the child process refuses or notes: what happened, where, what to do.

To add one: a key here, raised with `gate.Refused` or noted in the child. Every sentence may use {file}.
"""

from collections.abc import Mapping
from typing import Any

from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError, Problem, Severity

_REFUSALS = {
    "workbook.not_found": msg(
        "The file “{file}” was not found. It may have been moved or renamed: choose it again. Nothing has been changed."
    ),
    "workbook.folder": msg(
        "“{file}” is a folder, not a file. Open it and choose the spreadsheet inside. Nothing has been changed."
    ),
    "workbook.no_permission": msg(
        "This computer does not allow you to read “{file}”. Copy the file to a folder of your own, or ask for "
        "permission to read it. Nothing has been changed."
    ),
    "workbook.not_reachable": msg(
        "The file “{file}” could not be read from its disk. Check that the disk or the network is connected and try "
        "again. Nothing has been changed."
    ),
    "workbook.empty": msg(
        "The file “{file}” is empty. If it lies in a cloud folder, wait until it has been downloaded; otherwise ask "
        "for it to be sent again. Nothing has been changed."
    ),
    "workbook.too_large": msg(
        "The file “{file}” is larger than {limit} MB. Remove pictures from it or split the list, and save it as .xlsx. "
        "Nothing has been changed."
    ),
    "workbook.lock_file": msg(
        "“{file}” is only a mark that another program leaves beside a workbook. Choose the workbook itself, without "
        "the signs at the beginning of its name. Nothing has been changed."
    ),
    "workbook.pdf": msg(
        "“{file}” is a PDF document; a list cannot be read from it. Ask the sender for the original spreadsheet. "
        "Nothing has been changed."
    ),
    "workbook.document": msg(
        "“{file}” is a text document, not a spreadsheet. Copy its table into Excel and save it as .xlsx. "
        "Nothing has been changed."
    ),
    "workbook.presentation": msg(
        "“{file}” is a presentation, not a spreadsheet. Copy its table into Excel and save it as .xlsx. "
        "Nothing has been changed."
    ),
    "workbook.picture": msg(
        "“{file}” is a picture or a recording; a list cannot be read from it. Ask the sender for the original "
        "spreadsheet. Nothing has been changed."
    ),
    "workbook.archive": msg(
        "“{file}” is a compressed folder. Open it and choose the spreadsheet inside. Nothing has been changed."
    ),
    "workbook.link": msg(
        "“{file}” is only a link to a list kept elsewhere. Open it, download the list as .xlsx and choose that file. "
        "Nothing has been changed."
    ),
    "workbook.mail": msg(
        "“{file}” is an e-mail message. Open it, save the spreadsheet attached to it and choose that file. "
        "Nothing has been changed."
    ),
    "workbook.web_page": msg(
        "“{file}” is a web page without a table. Look for the list itself where the page came from, save it as .xlsx "
        "and choose that file. Nothing has been changed."
    ),
    "workbook.xml_spreadsheet": msg(
        "“{file}” is a spreadsheet in an XML format that is not read here. Open it in Excel or LibreOffice, save it "
        "as .xlsx and try again. Nothing has been changed."
    ),
    "workbook.old_excel": msg(
        "“{file}” comes from a version of Excel before 1993. Open it in LibreOffice, save it as .xlsx and try again. "
        "Nothing has been changed."
    ),
    "workbook.numbers": msg(
        "“{file}” is a Numbers spreadsheet. Open it in Numbers, export it to Excel and choose that file. "
        "Nothing has been changed."
    ),
    "workbook.not_a_spreadsheet": msg(
        "“{file}” is not a spreadsheet. Choose a file saved by Excel (.xlsx, .xls), by LibreOffice (.ods) or as text "
        "(.csv). Nothing has been changed."
    ),
    "workbook.password": msg(
        "“{file}” is protected with a password. Type the password, or ask the sender for a copy without one. "
        "Nothing has been changed."
    ),
    "workbook.wrong_password": msg(
        "The password does not open “{file}”. Type it again, or ask the sender for a copy without a password. "
        "Nothing has been changed."
    ),
    "workbook.password_unsupported": msg(
        "“{file}” is protected with a password in a way that cannot be opened here. Open it in its own program, save a "
        "copy without a password and try again. Nothing has been changed."
    ),
    "workbook.damaged": msg(
        "“{file}” could not be read because it is damaged or incomplete. Open it in Excel, save it as .xlsx and try "
        "again, or ask for it to be sent again. Nothing has been changed."
    ),
    "workbook.encrypted_parts": msg(
        "“{file}” is a compressed file with a password. Unpack it with its password and choose the spreadsheet inside. "
        "Nothing has been changed."
    ),
    "workbook.too_many_parts": msg(
        "“{file}” consists of {parts} parts; a list has far fewer (at most {limit} are read). Open it in Excel, copy "
        "the list into a new workbook and try again. Nothing has been changed."
    ),
    "workbook.duplicate_parts": msg(
        "“{file}” holds two different contents under one name, so that two programs could show two different lists. It "
        "was not read. Ask the sender to save it again in Excel. Nothing has been changed."
    ),
    "workbook.unsafe_names": msg(
        "“{file}” is not built like a spreadsheet: it tries to place files elsewhere on the computer. It was not read. "
        "Ask the sender where it comes from. Nothing has been changed."
    ),
    "workbook.unsafe_xml": msg(
        "“{file}” contains instructions that no spreadsheet program writes and that can block a computer. It was not "
        "read. Ask the sender to save the list again in Excel. Nothing has been changed."
    ),
    "workbook.unpacks_too_large": msg(
        "“{file}” becomes larger than {limit} MB when it is opened. Copy the list alone into a new workbook and try "
        "again. Nothing has been changed."
    ),
    "workbook.too_many_sheets": msg(
        "“{file}” has {sheets} sheets; at most {limit} are read. Save the sheets with the list in a workbook of their "
        "own. Nothing has been changed."
    ),
    "workbook.too_many_rows": msg(
        "Sheet “{sheet}” of “{file}” has {rows} rows; at most {limit} are read at once. Split the list into several "
        "files. Nothing has been changed."
    ),
    "workbook.too_many_cells": msg(
        "“{file}” has {cells} filled cells; at most {limit} are read at once. Split the list into several files. "
        "Nothing has been changed."
    ),
    "workbook.too_spread": msg(
        "Sheet “{sheet}” of “{file}” reaches as far as cell {cell}, which is too large to read. Delete the rows and "
        "columns beyond the list, save the file and try again. Nothing has been changed."
    ),
    "workbook.no_cells": msg(
        "“{file}” opens, but none of its sheets holds anything. Check that it is the right file, or ask for it to be "
        "sent again. Nothing has been changed."
    ),
    "workbook.too_slow": msg(
        "Reading “{file}” took longer than {seconds} seconds and was stopped. Copy the list alone into a new workbook "
        "and try again. Nothing has been changed."
    ),
    "workbook.too_much_memory": msg(
        "“{file}” needs too much memory to read. Copy the list alone into a new workbook and try again. "
        "Nothing has been changed."
    ),
    "workbook.reader_stopped": msg(
        "“{file}” made the reading stop: it is damaged or built in an unusual way. Open it in Excel, copy the list "
        "into a new workbook, save it as .xlsx and try again. Nothing has been changed."
    ),
}

_NOTES = {
    "workbook.sheet_unreadable": (
        Severity.WARNING,
        msg(
            "Sheet “{sheet}” could not be read and is left out. Open the file in Excel, save it as .xlsx and try again."
        ),
    ),
    "workbook.sheet_without_table": (
        Severity.NOTE,
        msg("Sheet “{sheet}” holds a chart or a macro instead of cells and is left out."),
    ),
    "workbook.marks_unread": (
        Severity.WARNING,
        msg("In sheet “{sheet}” hidden rows, colours, comments and cells with errors could not be recognised."),
    ),
    "workbook.colours_unread": (
        Severity.NOTE,
        msg("Sheet “{sheet}” has so many coloured cells that not all of the colours were read."),
    ),
    "workbook.format_without_marks": (
        Severity.NOTE,
        msg(
            "In this kind of file (.xlsb) hidden rows, colours, comments and cells with errors are not recognised. "
            "Save it as .xlsx if they matter."
        ),
    ),
    "workbook.long_text": (
        Severity.WARNING,
        msg(
            "Cell {cell} of sheet “{sheet}” holds a longer text than Excel allows; only its first {limit} characters "
            "are read. Check what it contains."
        ),
    ),
    "text.letters_guessed": (
        Severity.NOTE,
        msg("The file does not say how its letters are coded; they were read as {encoding}. Check the accents."),
    ),
    "text.damaged_letters": (
        Severity.WARNING,
        msg("Letters that could not be read were replaced by “\ufffd” (number of them: {count}). Check the names."),
    ),
    "workbook.parts_missing": (
        Severity.WARNING,
        msg(
            "Parts of the file are missing: sheets may be empty and dates may appear as numbers. Open it in Excel, or "
            "ask the sender for it again."
        ),
    ),
    "workbook.since_1904": (
        Severity.NOTE,
        msg("The file counts its days from 1904, as old Excel for Mac did; dates that are plain numbers are read so."),
    ),
    "text.cut_off": (
        Severity.WARNING,
        msg("The list ends in the middle of a row or table: part of it may be missing. Ask the sender for it again."),
    ),
    "text.zero_bytes": (
        Severity.NOTE,
        msg("Invisible characters that do not belong in a list were removed."),
    ),
    "text.quotes_mended": (
        Severity.WARNING,
        msg(
            "Quotation marks do not add up from row {row} on (lines concerned: {count}); these lines were read one by "
            "one. Check their columns."
        ),
    ),
}


def refusal(key: str, *, technical: str = "", **params: Any) -> DeskError:
    """The error for a refusal of the child. An unknown key is a bug and fails here."""
    return DeskError(key, _REFUSALS[key], technical=technical, **params)


def note(key: str, params: Mapping[str, Any]) -> Problem:
    """The problem for a note of the child."""
    severity, text = _NOTES[key]
    return Problem(key, severity, text, params=params)
