"""Workbooks: spreadsheet files as plain values, in and out.

May import: rules, model, support. The only room that imports Excel libraries.
Gives out: `grid` (Workbook, Sheet, Mark as values), `reader.read` (any accepted file to a Workbook, or
a clear refusal), `writer` (tables to .xlsx and .csv, safe from formula injection).
To accept one more format: teach `reader` to turn its bytes into a Workbook inside the child process,
add its limits to `gate`, and add a file built by code to the tests.
"""
