"""The words of the command line: commands as values, and what was typed turned into a request."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from exchange_desk.support.language import LANGUAGES, Language, msg

if TYPE_CHECKING:
    from exchange_desk.cli.terminal import Terminal
    from exchange_desk.services.desk import Desk

PROGRAM = "main.py"


@dataclass(frozen=True)
class Argument:
    """`name`: "file" for a place, "--report" for an option. `shown`: what stands for its value in the help (message).

    `many`: one or more values. `optional`: a place that may stay empty. `switch`: an option without a value.
    """

    name: str
    about: str
    shown: str = ""
    many: bool = False
    optional: bool = False
    switch: bool = False
    number: bool = False
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of its value in `Session.given`."""
        return self.name.lstrip("-").lower()


@dataclass(frozen=True)
class Session:
    """What a command works with. `given`: argument key → value, None or [] where nothing was typed."""

    lang: Language
    terminal: "Terminal"
    given: Mapping[str, Any]
    database: str
    _desk: "Desk | None" = None

    @property
    def desk(self) -> "Desk":
        assert self._desk is not None, "this command opens no desk"
        return self._desk


@dataclass(frozen=True)
class Command:
    """`name`: one or two words. `desk`: "reads" (works beside an open window), "writes", "begins" (writes, and makes
    a new desk where there is none), "looks" (reads, or begins where there is none), or "" when it opens none."""

    name: str
    about: str
    run: Callable[[Session], int]
    arguments: tuple[Argument, ...] = ()
    desk: str = "writes"


@dataclass(frozen=True)
class Request:
    """What was asked for: a command with its values, or none (the window)."""

    command: Command | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    database: str = ""
    language: str = ""


class Misused(Exception):  # noqa: N818 - wrong usage is not an error of the program
    """The words make no request. `text` is a message with `params`; `usage` the first line of the help."""

    def __init__(self, text: str, usage: str, **params: str) -> None:
        super().__init__(text)
        self.text, self.usage, self.params = text, usage, params


class HelpAsked(Exception):  # noqa: N818 - neither is asking for help
    """Somebody asked how a command is used; the message is the whole help."""


def understand(words: Sequence[str], commands: Sequence[Command], lang: Language) -> Request:
    """The request that the words make. Raises Misused or HelpAsked."""
    parser = _Parser(lang, prog=PROGRAM)
    _common(parser, lang)
    _add_commands(parser, commands, lang)
    found = vars(parser.parse_args(list(words)))
    command = found.get("command")
    return Request(
        command=command,
        given={a.key: found.get(a.key) for a in command.arguments} if command else {},
        database=found.get("common_database") or "",
        language=found.get("common_language") or "",
    )


def language_asked(words: Sequence[str]) -> str:
    """The window language named by `--language` before the command, found before anything else is understood."""
    for position, word in enumerate(words):
        if not word.startswith("-") and (position == 0 or words[position - 1] not in ("--database", "--language")):
            break
        name, sign, value = word.partition("=")
        if name == "--language":
            return value if sign else next(iter(words[position + 1 :]), "")
    return ""


class _Parser(argparse.ArgumentParser):
    def __init__(self, lang: Language, **more: Any) -> None:
        self.lang = lang
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=lambda prog: _Help(lang, prog), **more)
        self.values = self.add_argument_group(lang("What it needs"))
        self.options = self.add_argument_group(lang("Options"))
        self.options.add_argument("-h", "--help", action=_AskHelp, nargs=0, help=lang("Show this help"))

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        for pattern, text in _COMPLAINTS:
            if match := re.search(pattern, message, re.DOTALL):
                raise Misused(
                    text, usage, **{name: value.replace("'", "") for name, value in match.groupdict().items()}
                )
        raise Misused(msg("This is not how the command is used."), usage)


class _AskHelp(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        raise HelpAsked(parser.format_help())


class _Help(argparse.HelpFormatter):
    def __init__(self, lang: Language, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=110)
        self._lang = lang

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._lang("Usage:") + " " if prefix is None else prefix)


_COMPLAINTS = (
    (r"arguments are required: (?P<what>.+)", msg("Something is missing: {what}.")),
    (r"unrecognized arguments: (?P<what>.+)", msg("“{what}” is not known here.")),
    (
        r"invalid choice: '?(?P<what>.*?)'? \(choose from (?P<known>.*)\)",
        msg("“{what}” is not known here. There are: {known}."),
    ),
    (r"invalid int value: '(?P<what>.*)'", msg("“{what}” is not a whole number.")),
    (r"argument (?P<option>[^:]+): expected", msg("A value is missing after {option}.")),
)
"""What Python's own parser says, in English, and what we say instead."""


def _common(parser: _Parser, lang: Language, without: Sequence[str] = ()) -> None:
    shown: dict[str, Any] = {"metavar": lang("FILE"), "dest": "common_database", "default": argparse.SUPPRESS}
    parser.options.add_argument("--database", help=lang("The desk to work on instead of your own"), **shown)
    if "--language" not in without:
        parser.options.add_argument(
            "--language",
            choices=tuple(LANGUAGES),
            dest="common_language",
            default=argparse.SUPPRESS,
            help=lang("The language of what is shown and said"),
        )


def _add_commands(parser: _Parser, commands: Sequence[Command], lang: Language) -> None:
    title = lang("Commands (none: open the window)")
    first = parser.add_subparsers(title=title, metavar=lang("COMMAND"), parser_class=_sub(lang))
    families: dict[str, Any] = {}
    for command in commands:
        head, _, tail = command.name.partition(" ")
        if tail and head not in families:
            about = lang(FAMILIES[head])
            family = first.add_parser(head, help=about, description=about)
            families[head] = family.add_subparsers(
                title=lang("Commands"), metavar=lang("COMMAND"), required=True, dest=head, parser_class=_sub(lang)
            )
        _add_command(families[head] if tail else first, tail or head, command, lang)


FAMILIES = {"import": msg("Check or take over nominee lists")}
"""Commands of two words by the first of them."""


def _sub(lang: Language) -> type[_Parser]:
    """The same parser for a command, which argparse makes without knowing our language."""

    class Spoken(_Parser):
        def __init__(self, **more: Any) -> None:
            super().__init__(lang, **more)

    return Spoken


def _add_command(among: Any, name: str, command: Command, lang: Language) -> None:
    parser = among.add_parser(name, help=lang(command.about), description=lang(command.about))
    parser.set_defaults(command=command)
    for argument in command.arguments:
        about = lang(argument.about, known=", ".join(argument.choices)) if argument.choices else lang(argument.about)
        group = parser.options if argument.name.startswith("-") else parser.values
        group.add_argument(argument.name, help=about, **_shape(argument, lang))
    _common(parser, lang, [argument.name for argument in command.arguments])


def _shape(argument: Argument, lang: Language) -> dict[str, Any]:
    if argument.switch:
        return {"action": "store_true", "dest": argument.key}
    shape: dict[str, Any] = {"metavar": lang(argument.shown)}
    if argument.name.startswith("-"):
        shape["dest"] = argument.key
    if argument.choices:
        shape["choices"] = argument.choices
    if argument.number:
        shape["type"] = int
    if argument.many:
        shape["nargs"] = "+"
    elif argument.optional:
        shape["nargs"] = "?"
    return shape
