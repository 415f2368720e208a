"""What stands in a cell for names: a name, or something that is none (an address, a number, "vacante")."""

from dataclasses import dataclass
from functools import lru_cache

from exchange_desk.intake import headings
from exchange_desk.intake.contacts import looks_like_mail
from exchange_desk.intake.dates import looks_like_date
from exchange_desk.intake.fields import PERSON
from exchange_desk.intake.labels import labelled_within
from exchange_desk.intake.words import words
from exchange_desk.support.text import fold

_NAMING = frozenset((*PERSON, "family_name_2", "name"))


@dataclass(frozen=True, slots=True)
class NameText:
    """`text`: the name, "" for none. `why`: the key of the problem that says why there is none, "" where nothing
    stands at all."""

    text: str
    why: str = ""


@lru_cache(maxsize=16384)
def only_name(text: str) -> NameText:
    """The name in a text, without its label ("Nombre: Ana Ruiz"); none where the text cannot be one."""
    inline = labelled_within(text)
    if inline and any(meaning.field in _NAMING for meaning in headings.meanings(inline[0])):
        text = inline[1]
    if text.replace(" ", "").isalpha():
        return _worded(text)
    if _is_other(text):
        return NameText("", "name.no_name")
    return _worded(text)


def _is_other(text: str) -> bool:
    """An address of any kind, a number or a day."""
    if "@" in text or "://" in text or looks_like_mail(text):
        return True
    digits = any(map(str.isdigit, text))
    return digits and (not any(map(str.isalpha, text)) or looks_like_date(text))


def _worded(text: str) -> NameText:
    """Words that are no name: "N/A", "XXXX" say nothing, "por designar" says that nobody is named yet."""
    key = fold(text)
    if len(key) > 2 and len(set(key) - {" "}) == 1:
        return NameText("")
    if key in words("nobody", "whole") or key.startswith(tuple(words("nobody", "begins"))):
        return NameText("", "name.open")
    return NameText("" if key in words("nothing", "whole") and len(key) > 2 else text)
