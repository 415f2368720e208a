"""History: what was done, by whom, field by field; undo, redo, and taking one step back.

May import: gui.kit, services, model, support.
Gives out: `window.HistoryWindow` (all steps) and `record.RecordHistory` (the steps of one record, for the pane beside
a list; `joined.JoinedBars` in it says who was joined to an official, and parts them).
To add a kind of record that is part of another: one line in `telling.PARTS`.
"""
