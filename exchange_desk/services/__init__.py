"""Services: what the desk can do; the only door for windows and command line.

May import: everything below (intake, matching, documents, store, workbooks, rules, model, support).
Gives out: `desk.Desk`, the open desk with one plain class per topic: records, lists, imports, nominations, placements,
documents, exports, merging (people who stand in the desk twice), history, upkeep.
To add one: a module with one class that takes the Desk, a property on Desk, tests in tests/services. A method
checks rules, joins records, opens a step; if it does none of these it is not needed.
"""
