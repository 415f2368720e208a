"""Answers to the questions of a list, kept in a file for the command line."""

import tomllib
from pathlib import Path

from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError


def answers_from(file: Path) -> dict[str, str]:
    """Answers kept in a file (TOML): question id or key = option, at the top or under [answers]."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeskError(
            "intake.answers_unreadable",
            msg('The answers in “{file}” could not be read. Write one line for each: "question" = "answer".'),
            technical=str(error),
            file=file.name,
        ) from error
    answers = found.get("answers", found)
    return {str(question): str(option) for question, option in answers.items() if isinstance(option, str)}
