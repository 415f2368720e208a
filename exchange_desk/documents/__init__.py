"""Documents: what leaves the desk on paper or as a PDF.

May import: model, rules, support. Only `typeset` imports typst.
Gives out: `catalogue.DOCUMENTS` and `catalogue.render` (facts in, PDF bytes out), `facts` (the plain values
that documents print) and `summary.placement_facts` (a loaded placement turned into them).

Flow: record -> facts (no language) -> data (texts of one page in its languages) -> template -> PDF.

To add one document: a Typst template in resources/documents that imports kit.typ, a module here with
`data(facts, wording, setting) -> dict` holding all its texts, and one entry in `catalogue.DOCUMENTS`.
To add one field to a document: the facts class, the function in `summary`, one line in the document's module.
"""
