"""Drafts: what stood in a form survives the end of the program, without the numbers of documents."""

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exchange_desk.gui.kit import drafts
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.drafts import Draft
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.model import Official
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

GROUPS = (Group("", ("given_names", "family_names", "birth_date", "national_id", "languages", "documents")),)


@pytest.fixture
def forms() -> Iterator[list[Form]]:
    made: list[Form] = []
    yield made
    for form in made:
        if isValid(form):
            form._discarded = True
            form.close()


def open_form(ctx: Context, record: Official, forms: list[Form]) -> Form:
    form = Form(ctx, record, GROUPS)
    forms.append(form)
    form.show()
    return form


def fill(form: Form) -> None:
    for name, value in (("given_names", "Eva"), ("family_names", "Aab"), ("national_id", "AR-30123456")):
        form.blocks[name].editor.set_value(value)
    form.blocks["birth_date"].editor.set_value(date(1980, 1, 5))
    languages = form.blocks["languages"].editor
    languages.add_line()  # type: ignore[attr-defined]
    languages._lines[-1].editors["language"].set_value("pt")  # type: ignore[attr-defined]


def test_a_draft_is_written_for_this_person_alone_and_without_documents(
    qtbot: QtBot, ctx: Context, forms: list[Form]
) -> None:
    form = open_form(ctx, Official(), forms)
    fill(form)
    form._keeper.keep()
    (file,) = drafts.folder().glob("*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    assert "Eva" in text
    assert "30123456" not in text
    (draft,) = drafts.left_over(ctx.desk.database.path)
    assert draft.values["birth_date"] == date(1980, 1, 5)
    assert draft.record_id == ""
    assert drafts.left_over(Path("another.desk")) == []


def test_what_a_draft_holds_comes_back_and_can_be_saved(qtbot: QtBot, ctx: Context, forms: list[Form]) -> None:
    first = open_form(ctx, Official(), forms)
    fill(first)
    first._keeper.keep()
    (draft,) = drafts.left_over(ctx.desk.database.path)
    second = open_form(ctx, Official(), forms)
    second.restore(draft.values)
    assert second.isWindowModified()
    first._discard()
    with qtbot.waitSignal(second.saved):
        second.save()
    (stored,) = ctx.desk.records.find(Official, family_names="Aab")
    assert (stored.given_names, stored.birth_date) == ("Eva", date(1980, 1, 5))
    assert [skill.language for skill in stored.languages] == ["pt"]
    assert drafts.left_over(ctx.desk.database.path) == []


def test_lines_of_parts_come_back_as_the_parts_they_were(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, forms: list[Form]
) -> None:
    person = ctx.desk.records.get(Official, placed.officials[3].id)
    first = open_form(ctx, person, forms)
    editor = first.blocks["languages"].editor
    editor._lines[0].editors["level"].set_value("A1")  # type: ignore[attr-defined]
    editor._remove(editor._lines[1])  # type: ignore[attr-defined]
    first._keeper.keep()
    (draft,) = drafts.left_over(ctx.desk.database.path)
    first._discard()
    second = open_form(ctx, ctx.desk.records.get(Official, person.id), forms)
    second.restore(draft.values)
    with qtbot.waitSignal(second.saved):
        second.save()
    stored = ctx.desk.records.get(Official, person.id).languages
    assert [(skill.id, skill.level) for skill in stored] == [(person.languages[0].id, "A1")]


def test_a_draft_goes_when_the_form_is_saved_discarded_or_as_it_was(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, forms: list[Form]
) -> None:
    def left() -> int:
        return len(drafts.left_over(ctx.desk.database.path))

    form = open_form(ctx, ctx.desk.records.get(Official, placed.officials[0].id), forms)
    form.blocks["given_names"].editor.set_value("Otra")
    form._keeper.keep()
    assert left() == 1
    form.blocks["given_names"].editor.set_value("María José")
    form._keeper.keep()
    assert left() == 0
    form.blocks["given_names"].editor.set_value("Otra")
    form._keeper.keep()
    form._discard()
    assert left() == 0


def test_typing_starts_the_clock(
    qtbot: QtBot, ctx: Context, forms: list[Form], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = open_form(ctx, Official(), forms)
    form._keeper._pause.setInterval(10)
    form.blocks["given_names"].editor.line.textEdited.emit("")  # type: ignore[attr-defined]
    form.blocks["given_names"].editor.set_value("Eva")
    qtbot.waitUntil(lambda: len(drafts.left_over(ctx.desk.database.path)) == 1)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"values": {"a": {"day": "never"}}}', '{"values": 3}'])
def test_a_damaged_draft_is_none(content: str) -> None:
    drafts.folder().mkdir(parents=True)
    (drafts.folder() / "x.json").write_text(content)
    assert drafts.left_over(Path("a.desk")) == []


def test_a_folder_that_cannot_be_written_to_loses_only_the_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.folder().parent.mkdir(parents=True)
    drafts.folder().write_text("a file where the folder should be")
    drafts.keep(Draft("1", "a.desk", "official", "", {"given_names": "Eva"}))
    drafts.drop("1")
