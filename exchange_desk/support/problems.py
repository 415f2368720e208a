"""What can be wrong, as values.

A `Problem` is something a person can put right; it is shown in the form, the review of an
import, the command line and the reply to a sender, each in its own language.
A `DeskError` is an expected failure of something asked for: it says what happened and what to do.
Anything else that is raised is a bug.

Texts are English gettext sources with named placeholders, marked with `msg`.
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from exchange_desk.support.language import Language


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclasses.dataclass(frozen=True)
class Problem:
    """`key` is stable and dotted ("email.no_at"); `field` is the model's field name or None."""

    key: str
    severity: Severity
    text: str
    field: str | None = None
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def say(self, lang: Language) -> str:
        return lang(self.text, **self.params)


class DeskError(Exception):
    """An expected failure. `technical` is for the collapsed part of a dialog, never for the sentence."""

    def __init__(self, key: str, text: str, *, technical: str = "", **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.text = text
        self.technical = technical
        self.params = params

    def say(self, lang: Language) -> str:
        return lang(self.text, **self.params)


class Cancelled(Exception):  # noqa: N818 - being cancelled is not an error
    """The person asked to stop. Whoever raises it has saved nothing."""
