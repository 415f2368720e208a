"""Keys under which a person is found again among a million without comparing everybody.

Two records of one person share a key although the name is misspelt, shortened, in another order or without its second
surname: each pair of its words is a key, by sound; so is the day of birth with the beginning of a word, and whatever
belongs to one person alone. Keys are short hashes: what is kept of them tells nobody's name or passport.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

from exchange_desk.rules.name_words import (
    NameWords,
    begins_joined,
    codes,
    givenness,
    is_office,
    rarity,
    recipe,
    sound,
)

Key = str
"""Eight digits of a hash, base 16."""

_NO_DIGIT = re.compile(r"[^0-9]")
_SIGNS = re.compile(r"[\W_]")
_MOST_WORDS = 6
_COMMON = 4
"""Bits by which two words may be more common than one person of the crowd: so many people (16) are worth a look."""

_START = 2
"""Sounds by which a word begins that counts beside a day of birth."""

_START_BITS = 3
"""How rare it is to begin with a given letter."""

_RECIPE = 4
"""To be raised when keys are made in another way."""


class WordPair(NamedTuple):
    """Two words of a name, by their places among its words. `bits`: how rare it is that somebody bears both."""

    first: int
    second: int
    key: Key
    bits: int


class Keys(NamedTuple):
    """`firm`: documents, e-mail, phone, day of birth with the beginning of a word. `pairs`: two words of the name."""

    firm: tuple[Key, ...]
    pairs: tuple[WordPair, ...]

    def all(self) -> frozenset[Key]:
        return frozenset((*self.firm, *(pair.key for pair in self.pairs)))

    def telling(self, crowd: int) -> tuple[list[Key], list[tuple[list[Key], ...]]]:
        """By what to look for a name among so many people: pairs of words that few of them bear, and for words too
        common for that three pairs each (of three words), of which one key each must be there."""
        least = max(crowd, 1).bit_length() - _COMMON
        rare = [pair.key for pair in self.pairs if pair.bits >= least]
        common: dict[tuple[int, int], list[Key]] = {}
        for pair in self.pairs:
            if pair.bits < least:
                common.setdefault((pair.first, pair.second), []).append(pair.key)
        return list(dict.fromkeys(rare)), list(threes(common))


def threes(pairs: Mapping[tuple[int, int], list[Key]]) -> Iterator[tuple[list[Key], ...]]:
    """Each three words of which every two make one of the pairs, as the keys of those pairs."""
    for three in combinations(sorted({word for pair in pairs for word in pair}), 3):
        sides = list(combinations(three, 2))
        if all(side in pairs for side in sides):
            yield tuple(pairs[side] for side in sides)


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
        firm += dict.fromkeys(f"b{day}{code[:_START]}" for listed in words for code in listed)
    bits = [rarity(word) for word in name.words[:_MOST_WORDS]]
    pairs = (*_pairs(words, bits), *_joined(name.words[:_MOST_WORDS], words, bits))
    return Keys(tuple([f"{crc32(text.encode()):08x}" for text in firm]), pairs)


def _pairs(words: list[tuple[str, ...]], bits: list[int]) -> list[WordPair]:
    """Each two words, in each of their meanings; of a name of two words also one with the beginning of the other."""
    found = []
    for second, others in enumerate(words):
        for first in range(second):
            both = bits[first] + bits[second]
            for one in words[first]:
                for other in others:
                    text = f"{one}|{other}" if one < other else f"{other}|{one}"
                    found.append(WordPair(first, second, f"{crc32(text.encode()):08x}", both))
    if len(words) == 2:
        for whole, start, rare in ((words[0], words[1], bits[0]), (words[1], words[0], bits[1])):
            key = f"{crc32(f's{whole[0]}|{start[0][:1]}'.encode()):08x}"
            found.append(WordPair(0, 1, key, rare + _START_BITS))
    return found


def _joined(names: Sequence[str], words: Sequence[tuple[str, ...]], bits: Sequence[int]) -> Iterator[WordPair]:
    """Two given names as one word beside each of the others: Maria Anna Verdi is found by Marianna Verdi."""
    for first, name in enumerate(names if len(names) > 2 else ()):
        if not begins_joined(name):
            continue
        for second in range(len(names)):
            for third in range(len(names)):
                if len({first, second, third}) == 3 and (givenness(names[second]) or 0) > 0:
                    pair = sorted((sound(name + names[second]), words[third][0]))
                    both = max(bits[first], bits[second]) + bits[third]
                    yield WordPair(first, third, f"{crc32('|'.join(pair).encode()):08x}", both)


def mail_key(mail: str) -> str:
    return mail.strip().casefold()


def phone_key(phone: str) -> str:
    """The last eight digits of the first number in a field; "" when there are fewer than seven."""
    if not phone:
        return ""
    digits = _NO_DIGIT.sub("", phone.partition(" / ")[0])[-8:]
    return digits if len(digits) > 6 else ""


def document_key(number: str) -> str:
    """A document's number without signs and leading zeros."""
    return _SIGNS.sub("", number.upper()).lstrip("0") if number else ""
