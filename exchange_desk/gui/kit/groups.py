"""The groups in which the fields of a record are shown, in its form and in the detail pane."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from exchange_desk.gui.kit.commands import Command


@dataclass(frozen=True)
class Group:
    """`title`, `help`: text sources. `fields`: columns of the record, or the name of a list of its parts."""

    title: str
    fields: Sequence[str]
    help: str = ""


@dataclass(frozen=True)
class Remark:
    """Something to know about a record, translated. `tone`: error, warning, info. `better`: what would help."""

    tone: str
    text: str
    better: str = ""


def no_moves(record: Any) -> Sequence[Command]:  # noqa: ARG001 - asked of every record
    return ()


@dataclass(frozen=True)
class Detail:
    """What the detail pane shows of a record: its groups, `moves(record)`, the buttons offered for it, and
    `remarks(record)`, what is to be known about it.

    A move's command is run with the record selected; its text may end with "…" when it asks something first.
    Remarks are asked for on the worker's thread, for rules may have to look at many records. `has_form`: whether the
    pane offers to edit the record.
    """

    groups: Sequence[Group] = ()
    moves: Callable[[Any], Sequence[Command]] = no_moves
    remarks: Callable[[Any], Sequence[Remark]] | None = None
    has_form: bool = True
