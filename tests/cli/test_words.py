"""What is typed becomes a request, or a sentence and code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exchange_desk.cli.grammar import language_asked, understand
from exchange_desk.cli.main import COMMANDS, language_for
from exchange_desk.support.language import Language

ROOT = Path(__file__).parents[2]
ENGLISH = Language("en")


def test_no_command_means_the_window() -> None:
    request = understand(["--database", "a.desk", "--language", "pt"], COMMANDS, ENGLISH)
    assert (request.command, request.database, request.language) == (None, "a.desk", "pt")


def test_a_command_carries_its_values() -> None:
    words = ["import", "plan", "a.xlsx", "b.xlsx", "--programme", "P1", "--report", "r.json"]
    request = understand(words, COMMANDS, ENGLISH)
    assert request.command is not None
    assert request.command.name == "import plan"
    assert request.given["file"] == ["a.xlsx", "b.xlsx"]
    assert (request.given["programme"], request.given["report"]) == ("P1", "r.json")
    assert request.given["answers"] is None


@pytest.mark.parametrize("where", ["before", "after"])
def test_the_desk_and_the_language_may_stand_before_or_after_the_command(where: str) -> None:
    common = ["--database", "a.desk", "--language", "fr"]
    words = [*common, "list", "cities"] if where == "before" else ["list", "cities", *common]
    request = understand(words, COMMANDS, ENGLISH)
    assert (request.database, request.language) == ("a.desk", "fr")


def test_a_document_has_languages_of_its_own() -> None:
    words = ["--language", "es", "document", "placement-summary", "--programme", "P", "--language", "pt,fr"]
    request = understand(words, COMMANDS, ENGLISH)
    assert (request.language, request.given["language"]) == ("es", "pt,fr")
    assert language_asked(words) == "es"
    assert language_asked(words[2:]) == ""
    assert language_asked(["--database", "x", "--language=fr", "list", "cities"]) == "fr"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "“lst” is not known here. There are: import"),
        (["list"], "Something is missing: LIST."),
        (["list", "people"], "“people” is not known here. There are: officials"),
        (["list", "cities", "--colour"], "“--colour” is not known here."),
        (["list", "cities", "--find"], "A value is missing after --find."),
        (["history", "--limit", "many"], "“many” is not a whole number."),
        (["import"], "Something is missing: COMMAND."),
        (["import", "plan"], "Something is missing: FILE."),
        (["revert"], "Something is missing: STEP."),
        (["--language", "xx"], "“xx” is not known here. There are: es, pt, fr, en."),
    ],
)
def test_wrong_words_get_a_sentence_and_the_right_usage(typed, words: list[str], said: str) -> None:
    answer = typed(*words)
    assert answer.code == 2
    assert answer.err.startswith(said)
    assert "Usage: main.py" in answer.err.splitlines()[1]
    assert answer.out == ""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_command_has_its_help_in_every_language(typed, command, language: str) -> None:
    answer = typed(*command.name.split(), "--help", language=language)
    assert answer.code == 0
    assert all(argument.name in answer.out for argument in command.arguments if argument.name.startswith("-"))
    assert " ".join(Language(language)(command.about).split()) in " ".join(answer.out.split())


def test_the_general_help_names_every_command(typed) -> None:
    answer = typed("--help")
    assert all(command.name.split()[0] in answer.out for command in COMMANDS)


def test_the_language_is_asked_for_then_the_environments_then_the_settings() -> None:
    assert language_for("fr", "pt", {"EXCHANGE_DESK_LANGUAGE": "en"}).code == "fr"
    assert language_for("", "pt", {"EXCHANGE_DESK_LANGUAGE": "en"}).code == "en"
    assert language_for("", "pt", {"EXCHANGE_DESK_LANGUAGE": "xx"}).code == "pt"
    assert language_for("", "", {}).code == "es"


def test_the_command_line_never_loads_qt_nor_what_it_does_not_need() -> None:
    """Heavy libraries are loaded by the command that needs them, so that `list` answers at once."""
    heavy = ("PySide6", "typst", "highspy", "openpyxl", "xlsxwriter", "alembic")
    look = f"import sys, exchange_desk.app; print([m for m in {heavy} if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, env=env, check=True)
    assert ran.stdout.strip() == "[]"
