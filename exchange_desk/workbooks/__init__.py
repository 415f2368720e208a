"""Workbooks: spreadsheet files as plain values, in and out.

May import: rules, model, support. The only room that imports Excel libraries.
Gives out: `grid` (Workbook, Sheet, Mark as values), `reader.read` (any accepted file to a Workbook, or
a clear refusal), `writer` (Column, Table, `write_xlsx`, `write_csv`, safe from formula injection),
`annotate` (a sender's own file with our marks on it, all else as it came), `copying` (sheets as plain
values once more) and `form` (an empty list for others to fill in).

What we mark goes this way: `annotate` → `marking` (cells), `commenting`, `restyle`, `cover` (our sheet) →
`ooxml` (the package, of which only the parts touched are written anew). `own_marks` says how our marks
look; the readers leave them out.

What comes in takes this way: `reader` (parent process) → `child` → `parse` → `gate`, `package`, `unlock`
(what is it, may it come in) → `values`, `opendocument`, `delimited` (what the cells say) → `marks`, `styles`,
`old_excel` (what they carry besides). Those behind `child` import nothing of the program but each other,
and raise `gate.Refused` with a key; `refusals` holds the sentence for each key.

To accept one more format: recognise its bytes in `gate`, turn them into `RawSheet`s in a module of its own
that `parse` calls, add its limits and sentences, and a file built by code (tests/builders.py) to the tests.
"""
