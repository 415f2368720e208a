"""What the palette finds: what was opened last, lists, records and commands."""

from collections.abc import Callable, Iterable
from functools import partial

from exchange_desk.gui.kit.commands import CommandSet
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.kinds import LISTING_OF
from exchange_desk.gui.kit.views import SavedView, saved_views
from exchange_desk.gui.shell.palette import AT_MOST, Entry, Part, command_entries
from exchange_desk.gui.shell.records import Opener
from exchange_desk.gui.shell.sections import SECTIONS, section
from exchange_desk.model import record_class
from exchange_desk.support.text import fold


class Finder:
    """Called with what was typed, gives the parts of the palette."""

    def __init__(
        self,
        ctx: Context,
        opener: Opener,
        sets: Callable[[], Iterable[CommandSet]],
        show_view: Callable[[str, SavedView], None],
    ) -> None:
        self._ctx = ctx
        self._opener = opener
        self._sets = sets
        self._show_view = show_view

    def __call__(self, typed: str) -> list[Part]:
        lang = self._ctx.lang
        if not typed:
            commands = [entry for entry in command_entries(self._sets(), "") if not entry.why]
            return [
                Part(lang("Opened last"), self._recent()),
                Part(lang("Commands"), commands[: 2 * AT_MOST]),
            ]
        return [
            *self._records(typed),
            Part(lang("Lists"), self._views(typed)[:AT_MOST]),
            Part(lang("Commands"), command_entries(self._sets(), typed)[:AT_MOST]),
        ]

    def _records(self, typed: str) -> list[Part]:
        lists = self._ctx.desk.lists
        by_list: dict[str, list[Entry]] = {}
        for hit in lists.search(typed, AT_MOST):
            kind = lists.listing(hit.listing).record
            run = partial(self._opener.open_record, kind, hit.id)
            by_list.setdefault(hit.listing, []).append(Entry(hit.name, run, hit.detail, section(hit.listing).icon))
        return [Part(self._ctx.lang(lists.listing(name).title), found) for name, found in by_list.items()]

    def _views(self, typed: str) -> list[Entry]:
        lang, words = self._ctx.lang, fold(typed).split()
        found = []
        for each in SECTIONS:
            title = lang(each.title)
            for view in each.views:
                text = lang("{list}: {view}", list=title, view=lang(view.title))
                if all(word in fold(text) for word in words):
                    run = partial(self._ctx.show_list, each.id, view.where)
                    found.append(Entry(text, run, icon=each.icon))
            for saved in saved_views(self._ctx, each.id):
                text = lang("{list}: {view}", list=title, view=saved["name"])
                if all(word in fold(text) for word in words):
                    found.append(Entry(text, partial(self._show_view, each.id, saved), icon="star"))
        return found

    def _recent(self) -> list[Entry]:
        found = []
        for kind_name, record_id in self._opener.recent()[:AT_MOST]:
            kind = record_class(kind_name)
            name = self._ctx.desk.records.names(kind, [record_id], self._ctx.lang).get(record_id)
            if name:
                run = partial(self._opener.open_record, kind, record_id)
                its = section(LISTING_OF[kind])
                found.append(Entry(name, run, self._ctx.lang(its.title), its.icon))
        return found
