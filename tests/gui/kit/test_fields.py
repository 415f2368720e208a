"""Editors: what is shown, what is given back, and what is said when it is not understood."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.date_editor import DateEditor, in_words
from exchange_desk.gui.kit.editors import make_editor
from exchange_desk.gui.kit.fields import (
    BooleanEditor,
    ChoiceEditor,
    Editor,
    LinesEditor,
    NumberEditor,
    SecretEditor,
    TextEditor,
    WordEditor,
    masked,
)
from exchange_desk.gui.kit.parts import PartsEditor
from exchange_desk.gui.kit.pickers import RecordPicker, country_picker, language_picker
from exchange_desk.model import City, HostOffer, Institution, LanguageSkill, Nomination, Official, TravelDocument
from exchange_desk.support.language import Language
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

ES = Language("es")


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Editor], Editor]:
    def shown(editor: Editor) -> Editor:
        qtbot.addWidget(editor)
        editor.show()
        return editor

    return shown


def test_text_is_cleaned_when_it_is_read(qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.line, "  Maria   Jose ")
    assert editor.value() == "Maria Jose"


def test_showing_a_value_is_no_change(qtbot: QtBot) -> None:
    for editor, value in (
        (TextEditor(), "x"),
        (LinesEditor(), "x\ny"),
        (NumberEditor(), 3),
        (BooleanEditor("x"), True),
        (ChoiceEditor([("a", "A"), ("b", "B")]), "b"),
        (DateEditor(ES), date(2026, 11, 5)),
        (SecretEditor(ES), "G12345678"),
        (country_picker(ES), "MX"),
    ):
        qtbot.addWidget(editor)
        with qtbot.assertNotEmitted(editor.changed):
            editor.set_value(value)
        assert editor.value() == value


def test_a_number_that_is_none_keeps_what_was_typed_and_says_so(qtbot: QtBot) -> None:
    editor = NumberEditor("days")
    qtbot.addWidget(editor)
    editor.set_value(14)
    editor.line.clear()
    qtbot.keyClicks(editor.line, "dos")
    problem = editor.problem()
    assert problem is not None
    assert "“dos” is not a whole number" in problem.say(Language("en"))
    assert editor.line.text() == "dos"
    editor.line.clear()
    qtbot.keyClicks(editor.line, "21")
    assert (editor.problem(), editor.value()) == (None, 21)


def test_decimals_are_typed_with_comma_or_point(qtbot: QtBot) -> None:
    editor = NumberEditor(whole=False)
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor.line, "-99,13")
    assert editor.value() == -99.13


def test_a_date_is_read_back_with_its_weekday_and_written_out_on_leaving(qtbot: QtBot) -> None:
    editor = DateEditor(ES)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor.line, "5/11/26")
    assert editor.value() == date(2026, 11, 5)
    assert editor.echo.text() == "jue 5 nov 2026"
    editor.line.left.emit()
    assert editor.line.text() == "5 nov 2026"
    assert editor.problem() is None


def test_an_impossible_date_stays_as_typed(qtbot: QtBot) -> None:
    editor = DateEditor(Language("en"))
    qtbot.addWidget(editor)
    editor.set_value(date(2026, 1, 1))
    editor.line.clear()
    qtbot.keyClicks(editor.line, "31/2/2026")
    editor.line.left.emit()
    assert editor.line.text() == "31/2/2026"
    assert editor.echo.text() == ""
    problem = editor.problem()
    assert problem is not None
    assert problem.say(Language("en")) == "“31/2/2026” is not a date. Type, for example, 5/11/2026 or 5 Nov 2026."


def test_keys_move_a_date_by_days_and_weeks(qtbot: QtBot) -> None:
    editor = DateEditor(ES)
    qtbot.addWidget(editor)
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value() == date(2026, 3, 2)  # an empty date begins with today
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    qtbot.keyClick(editor.line, Qt.Key.Key_PageDown)
    assert editor.value() == date(2026, 2, 24)


def test_days_in_words() -> None:
    assert in_words(date(2026, 11, 5), ES) == "jue 5 nov 2026"
    assert in_words(date(2026, 11, 5), Language("fr")) == "jeu 5 nov 2026"


def test_a_secret_is_masked_until_it_is_asked_for(qtbot: QtBot) -> None:
    editor = SecretEditor(Language("en"))
    qtbot.addWidget(editor)
    editor.set_value("G12344821")
    assert editor.line.text() == "•••• 4821"
    assert editor.line.isReadOnly()
    assert editor.value() == "G12344821"
    editor.eye.trigger()
    assert editor.line.text() == "G12344821"
    qtbot.keyClicks(editor.line, "X")
    editor.eye.trigger()
    assert (editor.line.text(), editor.value()) == ("•••• 821X", "G12344821X")


def test_a_new_secret_is_typed_in_the_open(qtbot: QtBot) -> None:
    editor = SecretEditor(ES)
    qtbot.addWidget(editor)
    editor.set_value("")
    qtbot.keyClicks(editor.line, "AB12")
    assert (editor.line.text(), editor.value()) == ("AB12", "AB12")


@pytest.mark.parametrize(("number", "seen"), [("", ""), ("1234", "••••"), ("AB1234821", "•••• 4821")])
def test_masking_shows_the_last_four_at_most(number: str, seen: str) -> None:
    assert masked(number) == seen


def test_a_turning_wheel_changes_no_choice_in_passing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    editor = ChoiceEditor([("a", "A"), ("b", "B")], parent)
    editor.set_value("a")
    parent.show()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.box, event)
    assert editor.value() == "a"


def test_countries_are_found_by_any_of_their_names(qtbot: QtBot) -> None:
    picker = country_picker(ES)
    qtbot.addWidget(picker)
    for typed, code in (("mexico", "MX"), ("Brazil", "BR"), ("espagne", "ES"), ("uy", "UY"), ("Colômbia", "CO")):
        assert picker._source(typed)[0][0] == code, typed
    qtbot.keyClicks(picker.line, "espana")
    picker.line.left.emit()
    assert (picker.value(), picker.line.text()) == ("ES", "España")


def test_languages_begin_with_those_of_the_house(qtbot: QtBot) -> None:
    picker = language_picker(ES)
    qtbot.addWidget(picker)
    assert [code for code, _ in picker._source("")][:3] == ["es", "pt", "en"]
    assert picker._source("portugu")[0] == ("pt", "Portugués")


def test_what_is_not_in_the_list_stays_and_is_told(qtbot: QtBot) -> None:
    picker = country_picker(Language("en"))
    qtbot.addWidget(picker)
    picker.set_value("MX")
    picker.line.clear()
    qtbot.keyClicks(picker.line, "Atlantis")
    picker.line.left.emit()
    assert picker.line.text() == "Atlantis"
    problem = picker.problem()
    assert problem is not None
    assert "“Atlantis”" in problem.say(Language("en"))
    picker.line.clear()
    picker.line.textEdited.emit("")
    assert (picker.value(), picker.problem()) == ("", None)


def test_a_choice_offered_while_typing_is_taken_with_the_keyboard(qtbot: QtBot) -> None:
    picker = country_picker(ES)
    qtbot.addWidget(picker)
    picker.show()
    picker.line.setFocus()
    qtbot.keyClicks(picker.line, "ur")
    assert picker._view.isVisible()
    qtbot.keyClick(picker._view, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.changed):
        qtbot.keyClick(picker._view, Qt.Key.Key_Return)
    assert picker.value() == "UY"
    assert not picker._view.isVisible()


def test_enter_takes_the_first_that_is_offered(qtbot: QtBot) -> None:
    picker = country_picker(ES)
    qtbot.addWidget(picker)
    picker.show()
    qtbot.keyClicks(picker.line, "urug")
    qtbot.keyClick(picker._view, Qt.Key.Key_Return)
    assert (picker.value(), picker.line.text()) == ("UY", "Uruguay")


def test_leaving_with_several_that_fit_decides_nothing(qtbot: QtBot) -> None:
    picker = country_picker(ES)
    qtbot.addWidget(picker)
    qtbot.keyClicks(picker.line, "co")
    picker.line.left.emit()
    assert (picker.value(), picker.line.text()) == ("CO", "Colombia") or picker.problem() is not None
    assert picker.line.text() in ("co", "Colombia")


def test_records_are_found_in_the_desk_and_told_apart(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    for city in ("Quito", "Lima"):
        name = "Relaciones Internacionales"
        ctx.desk.records.save(Institution(name=name, city_id=placed.cities[city].id))
    picker = RecordPicker(ctx, Institution)
    qtbot.addWidget(picker)
    found = {text for _, text in picker._source("relaciones")}
    assert found == {"Relaciones Internacionales · Quito", "Relaciones Internacionales · Lima"}
    qtbot.keyClicks(picker.line, "intendencia")
    picker.line.left.emit()
    assert picker.line.text() == "Intendencia de Montevideo · Montevideo"
    assert picker.problem() is None
    picker._open.click()
    assert ctx.told.opened == [(Institution, picker.value())]  # type: ignore[attr-defined]


def test_a_record_made_from_a_picker_is_chosen_in_it(qtbot: QtBot, ctx: Context) -> None:
    picker = RecordPicker(ctx, City)
    qtbot.addWidget(picker)
    picker._new.click()
    assert ctx.told.opened == [(City, None)]  # type: ignore[attr-defined]
    with qtbot.waitSignal(picker.changed):
        ctx.desk.records.save(City(name="Morón", country="AR"))
    assert picker.line.text() == "Morón (AR)"
    with qtbot.waitSignal(ctx.changes.changed):
        ctx.desk.records.save(City(name="Rosario", country="AR"))
    assert picker.line.text() == "Morón (AR)"  # only the one that was asked for


def test_each_field_gets_the_editor_its_kind_asks_for(qtbot: QtBot, ctx: Context) -> None:
    for kind, name, editor in (
        (Official, "given_names", TextEditor),
        (Official, "note", LinesEditor),
        (Official, "birth_date", DateEditor),
        (Official, "sex", ChoiceEditor),
        (Official, "national_id", SecretEditor),
        (Official, "city_id", RecordPicker),
        (Official, "languages", PartsEditor),
        (TravelDocument, "number", SecretEditor),
        (HostOffer, "places", NumberEditor),
        (Institution, "active", BooleanEditor),
    ):
        made = make_editor(ctx, kind, name)
        qtbot.addWidget(made)
        assert type(made) is editor, name


def test_a_choice_may_be_left_open_only_where_the_field_may_be_empty(qtbot: QtBot, ctx: Context) -> None:
    sex, kind = make_editor(ctx, Official, "sex"), make_editor(ctx, City, "kind")
    for editor in (sex, kind):
        qtbot.addWidget(editor)
    assert isinstance(sex, ChoiceEditor)
    assert isinstance(kind, ChoiceEditor)
    assert sex.box.itemText(0) == "Not stated"
    assert kind.box.findData("") == -1


def test_parts_are_added_altered_and_taken_away(qtbot: QtBot, ctx: Context) -> None:
    person = Official(given_names="Eva", family_names="Aab")
    person.languages = [LanguageSkill(language="es", level="native"), LanguageSkill(language="pt", level="B1")]
    ctx.desk.records.save(person)
    person = ctx.desk.records.get(Official, person.id)
    editor = make_editor(ctx, Official, "languages")
    assert isinstance(editor, PartsEditor)
    qtbot.addWidget(editor)
    editor.set_value(person.languages)
    before = editor.value()
    editor.add_line()
    assert editor.value() == before  # an untouched line is none
    line = editor._lines[-1]
    line.editors["evidence"].line.setText("Carta")  # type: ignore[attr-defined]
    problem = editor.problem()
    assert problem is not None
    assert problem.params["number"] == 3
    line.editors["language"].set_value("fr")
    assert editor.problem() is None
    editor._lines[1].editors["level"].set_value("C1")
    editor._remove(editor._lines[0])
    editor.apply(person, "languages")
    ctx.desk.records.save(person)
    stored = ctx.desk.records.get(Official, person.id).languages
    assert {(skill.language, skill.level, skill.evidence) for skill in stored} == {
        ("pt", "C1", ""),
        ("fr", "", "Carta"),
    }


def test_parts_say_to_a_screen_reader_which_line_they_are_in(qtbot: QtBot, ctx: Context) -> None:
    editor = make_editor(ctx, Official, "languages")
    assert isinstance(editor, PartsEditor)
    qtbot.addWidget(editor)
    editor.add_line()
    inner = editor._lines[0].editors["language"].focusProxy()
    assert inner is not None
    assert inner.accessibleName() == "Languages, line 1: Language"


def test_a_new_part_begins_with_what_it_has_by_itself(qtbot: QtBot, ctx: Context) -> None:
    documents = make_editor(ctx, Official, "documents")
    wishes = make_editor(ctx, Nomination, "preferences")
    assert isinstance(documents, PartsEditor)
    assert isinstance(wishes, PartsEditor)
    for editor in (documents, wishes):
        qtbot.addWidget(editor)
        editor.add_line()
        editor.add_line()
        assert editor.value() == ()  # nothing was typed yet
    assert documents._lines[0].editors["kind"].value() == "passport"
    assert [line.editors["rank"].value() for line in wishes._lines] == [1, 2]
    rank = wishes._lines[0].editors["rank"]
    rank.set_value(None)
    wishes._lines[0].editors["text"].set_value("Quito")
    problem = wishes.problem()
    assert problem is not None
    assert problem.say(Language("en")) == "“Rank” is needed."


def test_a_word_of_the_desk_is_read_in_the_language_of_the_window_and_kept_as_it_was(
    ctx: Context, show: Callable[[Editor], Editor]
) -> None:
    ctx.lang = ES
    editor = show(make_editor(ctx, TravelDocument, "kind"))
    assert isinstance(editor, WordEditor)
    editor.set_value("passport")
    assert editor.line.text() == "Pasaporte"
    assert editor.value() == "passport"
    editor.line.setText("pasaporte ")
    assert editor.value() == "passport"
    editor.set_value("Cédula")
    assert editor.value() == "Cédula"
