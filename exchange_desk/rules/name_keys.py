"""Keys under which a person is found again among a million without comparing everybody.

Two records of one person share a key although the name is misspelt, shortened, in another order or without its second
surname: each pair of its words is a key, by sound; so is the day of birth with the beginning of a word, and whatever
belongs to one person alone. Keys are short hashes: what is kept of them tells nobody's name or passport.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from zlib import crc32

from exchange_desk.rules.name_words import NameWords, codes, is_office, recipe

Key = str
"""Eight digits of a hash, base 16."""

_MOST_WORDS = 6
_RECIPE = 1
"""To be raised when keys are made in another way."""


class Keys(NamedTuple):
    """`firm`: documents, e-mail, phone, day of birth. `pairs`: two words of the name each, as (word, word, key)."""

    firm: tuple[Key, ...]
    pairs: tuple[tuple[int, int, Key], ...]

    def all(self) -> frozenset[Key]:
        return frozenset((*self.firm, *(key for _, _, key in self.pairs)))


def stamp() -> str:
    """By what keys are made; keys kept under another stamp have to be made anew."""
    return f"{_RECIPE}-{crc32(recipe().encode()):08x}"


def keys_of(
    name: NameWords, birth: date | None = None, mail: str = "", phone: str = "", documents: Iterable[str] = ()
) -> Keys:
    """The keys of a person. `mail`, `phone`, `documents` as `mail_key`, `phone_key`, `document_key` give them."""
    words = [codes(word) for word in name.words[:_MOST_WORDS]]
    firm = [f"d{number}" for number in documents if number]
    if mail and not is_office(mail):
        firm.append(f"m{mail}")
    if phone:
        firm.append(f"p{phone}")
    if birth:
        day = birth.toordinal()
        firm += dict.fromkeys(f"b{day}{code[:1]}" for listed in words for code in listed)
    return Keys(tuple([f"{crc32(text.encode()):08x}" for text in firm]), tuple(_pairs(words)))


def _pairs(words: list[tuple[str, ...]]) -> list[tuple[int, int, Key]]:
    """Each two words, in each of their meanings; of a name of two words also one with the beginning of the other."""
    found = []
    for second, others in enumerate(words):
        for first in range(second):
            for one in words[first]:
                for other in others:
                    text = f"{one}|{other}" if one < other else f"{other}|{one}"
                    found.append((first, second, f"{crc32(text.encode()):08x}"))
    if len(words) == 2:
        for whole, start in (words, words[::-1]):
            found.append((0, 1, f"{crc32(f's{whole[0]}|{start[0][:1]}'.encode()):08x}"))
    return found


def mail_key(mail: str) -> str:
    return mail.strip().casefold()


def phone_key(phone: str) -> str:
    """The last eight digits of the first number in a field; "" when there are fewer than seven."""
    digits = "".join(filter(str.isdecimal, phone.partition(" / ")[0]))[-8:]
    return digits if len(digits) > 6 else ""


def document_key(number: str) -> str:
    """A document's number without signs and leading zeros."""
    return "".join(c for c in number.upper() if c.isalnum()).lstrip("0")
