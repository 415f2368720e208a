"""Intake: a list becomes a plan. Pure values: nothing here opens a database or writes anything.

May import: workbooks, rules, model, support; blind to matching, documents and store.
Gives out: `plan.read_plan` (a Workbook and a Directory of what is known → `ImportPlan`), the plan's values
(`PlanTable`, `PlanColumn`, `PlanRow`, `Question`, `CellProblem`), `fields` (what a column can be) and the report.
The way of a list: `sheets` (which sheets hold people: `forms`, lists beside each other by `blocks`, else `layout`
with its `heading_rows`; `placing` says where a value stands in the sheet) → `columns` (which column is what, by
`headings` and their `phrasing`, `profile`, `fitting` and `content`, without those of `another` person) →
`repeating` (blanks below a value) →
`survey` (what holds for a whole column) → `reading` (cells to values: `values`, `people`, `names`, `dates`,
`contacts`, `codes`, `places`) → `fills` (what colours mean) → `judging` (who is it, what becomes of the row, by
`identity`) → `plan`.
Places: `city_names` (what a text says besides the name) → `places` (which city: the desk's, shipped, the world's in
support/world) → `settling` (found, asked once a text, or new). `titles` knows whose city a title names, `towns` a
column of them, `countries` names, nationalities and codes of regions. A city's other names:
resources/places/cities.toml; how governments begin: governments.toml; regions and their abbreviations:
resources/world/regions.tsv.
`earlier` holds a list against its former versions: what the sender corrected, who is missing. `decisions` is all that
an officer said, as a value that the desk keeps.
To add a heading: a word in resources/headings/<language>.toml. To add a field: an entry in `fields.FIELDS`, its
headings, a reader in `values` if it is not plain text, and the record's field in services/imports. To add a problem
or question: a key in `doubts`, and an example in tests/intake.
"""
