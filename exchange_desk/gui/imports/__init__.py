"""Importing a nominee list: from the file to the records, with every doubt asked first.

May import: gui.kit, services, intake (its values: plan, columns, questions), model, support.
Gives out: `window.ImportWindow` (four steps: file, columns, review, confirm) and `received.received_screen` (the lists
received so far).
Inside: `draft` holds the plan and everything decided so far and is the only file that asks the desk; the pages
(`file_page`, `columns_page`, `review_page`, `confirm_page`) show the draft and tell it what the person did.
To add a step: a page with `show_draft()` and `why_not_on()`, one line in `window.STEPS`.
"""
