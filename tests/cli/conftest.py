"""A command line to type on: what it says, and the exit code it ends with."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from exchange_desk.cli.grammar import HelpAsked, Misused, understand
from exchange_desk.cli.main import COMMANDS, run, tell_misuse
from exchange_desk.cli.terminal import Terminal
from exchange_desk.support.language import Language


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Typing = Callable[..., Said]


@pytest.fixture
def desk_file(desk, tmp_path: Path) -> Path:
    """An empty desk that nobody has open."""
    desk.close()
    return tmp_path / "test.desk"


@pytest.fixture
def typed(desk_file: Path) -> Typing:
    """`typed("list", "cities")` runs a command on the test's own desk, in English unless told otherwise."""

    def type_words(*words: object, language: str = "en", database: Path | None = desk_file) -> Said:
        lang, out, err = Language(language), io.StringIO(), io.StringIO()
        terminal = Terminal(lang, out, err)
        given = [str(word) for word in words]
        named = ["--database", str(database)] if database else []
        try:
            request = understand([*named, *given], COMMANDS, lang)
            code = run(request, lang, terminal)
        except Misused as misused:
            code = tell_misuse(misused, lang, terminal)
        except HelpAsked as asked:
            terminal.say(str(asked))
            code = 0
        return Said(code, out.getvalue(), err.getvalue())

    return type_words
