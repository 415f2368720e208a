"""What an import would do, in a sentence."""

from exchange_desk.gui.imports.issues import Digest
from exchange_desk.support.language import Language


def in_words(digest: Digest, lang: Language) -> str:
    """ "165 rows: 160 new · 3 to decide · 2 skipped. 4 remarks to look at"."""
    totals = digest.totals
    parts = [
        lang.plural("{n} new", "{n} new", totals["new"]) if totals["new"] else "",
        lang.plural("{n} updated", "{n} updated", totals["update"]) if totals["update"] else "",
        lang.plural("{n} unchanged", "{n} unchanged", totals["same"]) if totals["same"] else "",
        lang.plural("{n} to decide", "{n} to decide", totals["waiting"]) if totals["waiting"] else "",
        lang.plural("{n} skipped", "{n} skipped", totals["skipped"]) if totals["skipped"] else "",
        lang.plural("{n} without a name", "{n} without a name", totals["refused"]) if totals["refused"] else "",
    ]
    rows = lang.plural("{n} row", "{n} rows", totals["rows"])
    said = digest.remarks
    look = lang.plural("{n} remark to look at", "{n} remarks to look at", said) if said else ""
    text = lang("{rows}: {parts}.", rows=rows, parts=" · ".join(part for part in parts if part))
    return f"{text} {look}".strip()
