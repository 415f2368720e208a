"""Importing nominee lists: from the received files to the records, with every doubt asked first.

May import: gui.kit, services, intake (its values: plan, columns, questions, mending), model, support.
Gives out: `window.ImportWindow(ctx, lists)` (four steps: file, columns, review, confirm; `lists`: files, or a review
that the desk has kept) and `received.received_screen` (the lists received so far).
Inside: `draft` holds the plan and everything decided so far, works decisions out (in the background when there are
many rows) and is the only file that asks the desk for plans; `deciding` says what can be decided, `working` what is
kept for going back, `keeper` keeps the review in the desk, `lists` and `queue` say which list is looked at, `sources`
where it comes from. The pages (`file_page`, `columns_page`, `review_page`, `confirm_page`) show the draft and tell it
what the person did.
To add a step: a page with `show_draft()` and `why_not_on()`, one line in `window.STEPS`.
To add something to the review: a kind of problem needs its name in `issues.TITLES`, and its key among
`intake.mending.MENDABLE` when another text in the cell puts it right; a table of its own is a page in
`review_page._PAGES` with a line in `issue_list`.
"""
