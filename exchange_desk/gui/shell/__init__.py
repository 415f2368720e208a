"""The frame around all lists: main window, sidebar, start page, search over everything, status bar.

May import: every topic of gui, gui.kit, services, model, support.
Gives out: `session.Session`, which shows a desk in a window and changes desk, language and look.
To add a list to the window: one line in `sections.SECTIONS` and its form in `sections.FORMS`. To add a command of the
window itself: one line in `commands.window_commands`, its place in `menus.MENUS`.
"""
