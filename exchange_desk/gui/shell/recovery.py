"""Forms that were open when the program ended unexpectedly."""

from collections.abc import Sequence

from exchange_desk.gui.kit import drafts
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.drafts import Draft
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.shell.records import Opener
from exchange_desk.model import record_class
from exchange_desk.services.records import KINDS


def recovery_bar(ctx: Context, opener: Opener) -> NoticeBar | None:
    """A bar that offers what was not saved; None when nothing was left behind."""
    found = [] if ctx.read_only else drafts.left_over(ctx.desk.database.path)
    if not found:
        return None
    lang = ctx.lang
    bar = NoticeBar()
    names = lang.list([lang(KINDS[record_class(draft.kind)][0]) for draft in found])
    text = lang.plural(
        "The program ended unexpectedly. One form was not saved: {forms}.",
        "The program ended unexpectedly. {n} forms were not saved: {forms}.",
        len(found),
        forms=names,
    )

    def bring_back() -> None:
        bar.clear()
        recover(opener, found)

    def discard() -> None:
        bar.clear()
        for draft in found:
            drafts.drop(draft.key)

    bar.say("warning", text, (lang("Bring back"), bring_back), (lang("Discard"), discard))
    return bar


def recover(opener: Opener, found: Sequence[Draft]) -> None:
    """Open each form again with what stood in it. A draft goes once a form holds it, and not before."""
    for draft in found:
        form = opener.form_of(record_class(draft.kind), draft.record_id or None)
        if isinstance(form, Form):
            form.restore(draft.values)
            drafts.drop(draft.key)
