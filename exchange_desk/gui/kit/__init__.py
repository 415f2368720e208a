"""The workshop: everything the windows are made of, and no window of its own.

May import: services, model, support. Knows no topic.
Gives out: `context.Context` (what every screen and dialog is given), `tasks.Tasks` (long work), `errors` (failures
told in a sentence), `commands` (one value from which menus, toolbars and the palette are made), `theme` (colours of
meaning, icons, text size), `table_model` and `list_screen` (lists of any size), `form`, `fields` and `detail`
(one record, to edit and to read), `changes` (what a step changed, told on the window's thread).
To add a kind of field: a class in `fields.py` with value, setter and a `changed` signal, one line in `EDITORS`, a test.
"""
