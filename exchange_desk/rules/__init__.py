"""Rules: what is allowed, and why not. Pure functions over records; no database, no clock of their own.

May import: model, support.
Gives out: `verdict.Verdict` (rule, severity, why, what would help), `fields.check_fields`, `periods` (inclusive days),
`eligibility`, `capacity`, `moves` (life cycles) and `placement.judge`, which asks them all.
To add a rule: a function that returns verdicts, with its number from the catalogue in its docstring; one line in
`placement.RULES`; a property or example test; its texts in the catalogues.
"""
