"""How the desk's own marks on a sender's file look, so that they are never taken for the sender's.

Imports nothing of the program: the child process that reads files uses it too.
"""

import re

OWN_FILL = "FFDE7A"
"""The colour of a cell that has an observation, RRGGBB; nobody else's palette has it."""

AUTHOR = "Exchange Desk"
_END = "——"
_BLOCK = re.compile(rf"\s*(?:^|(?<=\n)){AUTHOR}:[^\S\n]*\n.*?(?:\n{_END}|\Z)", re.DOTALL)


def signed(text: str) -> str:
    """A comment of ours, recognisable among the words of others; what is written after it is not ours."""
    return f"{AUTHOR}:\n{text}\n{_END}"


def without_own(comment: str) -> str:
    """What a comment says besides what we wrote into it."""
    return _BLOCK.sub("", comment).strip() if AUTHOR in comment else comment
