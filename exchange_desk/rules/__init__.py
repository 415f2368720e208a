"""Rules: what is allowed, and why not. Pure functions over records; no database, no clock of their own.

May import: model, support.
Gives out: `verdict.Verdict` (rule, severity, why, what would change it), `fields.check_fields`, `periods` (inclusive
days, the effective days of a stay), `facts` (what is judged), `placement.judge` (one nominee at one offer),
`eligibility.judge_nominee` and `missing` (one nomination by itself), `capacity` (places per day), `languages`,
`themes`, `windows` (dates), `moves` (life cycles), `name_words` (a name as it is compared), `name_keys` (keys under
which a person is found again), `likeness` (how alike two names are).
To add a rule: a function from facts to verdicts, with its number from the catalogue in its docstring; one line in
`placement.RULES` or `eligibility.ELIGIBILITY_RULES`; its name in `verdict.RULE_NAMES`; a test at its boundary.
"""
