"""Windows: the face of the desk for people who work with mouse, keyboard and screen.

May import: services, and the values of rules, model and support. The only room (with app) that imports PySide6.
Gives out: `main.run`, which shows the main window on an open desk and returns when it is closed.
Inside, imports go one way too: `kit` (the workshop, no window of its own) <- one package per topic, blind to each
other <- `shell` (main window, sidebar, start page, palette).
To add a list window: a package with `screen.py` (a ListScreen with its commands) and `form.py` (groups of fields), one
line in `shell/screens.py`, its commands' icons in resources/icons, tests in tests/gui.
"""
