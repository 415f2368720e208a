"""A full name in one cell becomes given names and family names, with the doubt that remains.

A column has a habit (which part comes first, how many names people have, which words stand on which side) that is
studied once from its cells; each cell is then split by separators and capitals, else where the list of name words,
the habit and the person's own e-mail address make it likeliest. Scores are logarithms to base 2: 3 means eight
times as likely.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log2
from typing import NamedTuple

from exchange_desk.intake.lexicon import folded, parts
from exchange_desk.intake.name_customs import Custom, custom_of, told_by
from exchange_desk.intake.name_groups import Group, groups_of, with_words

GIVEN_FIRST, FAMILY_FIRST = "given_first", "family_first"
_DOUBT = 3.2
_INITIALS_ALONE = 3.0
_SAMPLE = 300
_ROUNDS = 3
_TURNED = 6.0
"""How much likelier the other order must be before one name is read against its column."""


@dataclass(frozen=True, slots=True)
class SplitName:
    """`margin`: by how much the chosen split beats all others; None where nothing had to be weighed."""

    given: str
    family: str
    margin: float | None = None

    @property
    def doubtful(self) -> bool:
        return self.margin is not None and self.margin < _DOUBT


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column writes names. `sure`: 0 to 1, about the order. `customs`: country ("" not known) → how many names.

    `usual`: the country whose custom its names show, for those of whom it is not known.
    `words`: folded word → how much more it is a given name here than elsewhere.
    """

    order: str = GIVEN_FIRST
    sure: float = 1.0
    usual: str = ""
    comma_given_first: bool = False
    customs: Mapping[str, Custom] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)

    def custom(self, country: str | None) -> Custom:
        return self.customs.get(country or "") or custom_of(self.land(country))

    def land(self, country: str | None) -> str:
        """The country whose custom counts: the row's own, else what the names show, else the language of the list."""
        return country if country and not country.startswith("~") else self.usual or country or ""


class Row(NamedTuple):
    """A cell with a full name, the person's address and country where they are known.

    `country`: ISO code, or "~es" where only the language of the list is known.
    """

    text: str
    mail: str | None = None
    country: str | None = None


class _Mail(NamedTuple):
    """The letters of an address before the @, as words and run together."""

    words: frozenset[str]
    joined: str


class _Cut(NamedTuple):
    """A way to part a name after `at` groups."""

    score: float
    at: int


def written_order(texts: Iterable[str], habit: Habit) -> str:
    """What stands first in (most of) these cells, whether a separator or the order of words says so."""
    filled = [text for text in texts if text]
    parted = sum(bool(_comma(text)[1]) for text in filled)
    if parted * 2 > len(filled):
        return GIVEN_FIRST if habit.comma_given_first else FAMILY_FIRST
    return habit.order


def study(rows: Iterable[Row], hint: str | None = None, *, certain: bool = False) -> Habit:
    """The habit of a column of full names. `hint`: the order its heading promises; `certain`: somebody said so."""
    filled = [row for row in rows if row.text]
    sample = filled[:: max(1, len(filled) // _SAMPLE)]
    whole = [row for row in sample if not _comma(row.text)[1]]
    votes = 12.0 if hint == GIVEN_FIRST else -12.0 if hint == FAMILY_FIRST else 1.0
    votes += sum(_order_vote(row) for row in whole) + _repeated(whole)
    order = hint if hint and certain else GIVEN_FIRST if votes >= 0 else FAMILY_FIRST
    sure = 1.0 if certain else min(1.0, abs(votes) / (6.0 + len(sample)))
    families = [
        folded(row.text.split()[-1 if order == GIVEN_FIRST else 0])
        for row in whole
        if not row.country or row.country[0] == "~"
    ]
    habit = Habit(order, sure, told_by(families), _comma_given_first(sample))
    unclear = [row for row in whole if not _by_capitals(_groups(row, habit))]
    for _ in range(_ROUNDS):
        habit = _learnt(unclear, habit)
    return habit


def split(text: str, habit: Habit, mail: str | None = None, country: str | None = None) -> SplitName:
    """Given and family names of one person, words as written; every word lands on one side."""
    left, right = _comma(text)
    if right:
        return SplitName(left, right) if habit.comma_given_first else SplitName(right, left)
    row = Row(left, mail, country)
    groups = _groups(row, habit)
    return _by_capitals(groups) or _by_words(row, groups, habit)


def _comma(text: str) -> tuple[str, str]:
    """Both sides of the separator, or the whole and "" (a comma before "Jr." or "PhD" is none)."""
    if "," not in text and "/" not in text and ";" not in text:
        return text, ""
    left, right = _cut(text)
    known = parts()
    tail = folded(right)
    if not left or not right or tail in known.suffixes or tail in known.bare_honorifics:
        return f"{left} {right}".strip(), ""
    return left, right


def _cut(text: str) -> tuple[str, str]:
    mark = "/" if "/" in text else "," if "," in text else ";"
    left, _, right = text.rpartition(mark)
    return re.sub(r"\s*[,;/]\s*", " ", left).strip(), right.strip(" ,;/")


def _comma_given_first(rows: Sequence[Row]) -> bool:
    """Do the given names stand before the separator?"""
    votes = [
        _mean(groups_of(left)) - _mean(groups_of(right)) for left, right in (_comma(r.text) for r in rows) if right
    ]
    return sum(votes) > 4.0 * len(rows)


def _mean(groups: Sequence[Group]) -> float:
    return sum(g.score for g in groups) / len(groups) if groups else 0.0


def _groups(row: Row, habit: Habit) -> Sequence[Group]:
    particles = habit.custom(row.country).particles
    groups = groups_of(row.text, family_first=habit.order == FAMILY_FIRST, particles=particles)
    return with_words(groups, habit.words)


def _by_capitals(groups: Sequence[Group]) -> SplitName | None:
    """Family names in capitals beside given names that are not ("ABRIGNANI Ignazio", "Jean DUPONT")."""
    loud = [g.capitals for g in groups]
    count = sum(loud)
    if not 0 < count < len(groups) or all(g.text.islower() for g in groups if not g.capitals):
        return None
    if all(loud[:count]):
        return SplitName(_text(groups[count:]), _text(groups[:count]))
    if all(loud[-count:]):
        return SplitName(_text(groups[:-count]), _text(groups[-count:]))
    return None


def _text(groups: Sequence[Group]) -> str:
    return " ".join(g.text for g in groups)


def _by_words(row: Row, groups: Sequence[Group], habit: Habit) -> SplitName:
    count = len(groups)
    if count < 2:
        return _lone(groups)
    given_first = habit.order == GIVEN_FIRST
    at_odds = (groups[0].score < groups[-1].score) is given_first
    if count == 2 and not at_odds:
        return SplitName(groups[0].text, groups[1].text) if given_first else SplitName(groups[1].text, groups[0].text)
    cuts = _weigh(row, groups, habit, given_first)
    margin = _lead(cuts) if count > 2 else None
    turned = _weigh(row, groups, habit, not given_first) if at_odds else cuts
    if turned[0].score - cuts[0].score > _TURNED * (1 + habit.sure):
        cuts, given_first, margin = turned, not given_first, 0.0
    front, back = _text(groups[: cuts[0].at]), _text(groups[cuts[0].at :])
    return SplitName(front, back, margin) if given_first else SplitName(back, front, margin)


def _lone(groups: Sequence[Group]) -> SplitName:
    if not groups:
        return SplitName("", "")
    only = groups[0]
    return SplitName(only.text, "", 0.0) if only.score > 0 else SplitName("", only.text, 0.0)


def _lead(cuts: Sequence[_Cut]) -> float:
    """How much likelier the first cut is than all others together."""
    return -log2(max(1e-9, sum(2.0 ** (cut.score - cuts[0].score) for cut in cuts[1:])))


def _weigh(row: Row, groups: Sequence[Group], habit: Habit, given_first: bool) -> list[_Cut]:
    """Every cut with its score, likeliest first."""
    custom, mail, count = habit.custom(row.country), _mail(row.mail), len(groups)
    cuts, front, whole = [], 0.0, sum(g.score for g in groups)
    for at in range(1, count):
        front += groups[at - 1].score
        given, family = (at, count - at) if given_first else (count - at, at)
        words = (2 * front - whole) * (custom.words / 2)
        score = (words if given_first else -words) + custom.bits(given, family)
        if mail or (count > 2 and len(groups[0 if given_first else -1].core) == 1):
            sides = (groups[:at], groups[at:]) if given_first else (groups[at:], groups[:at])
            score += _mail_fits(mail, *sides) if mail else 0.0
            score -= _INITIALS_ALONE if count > 2 and all(len(g.core) == 1 for g in sides[0]) else 0.0
        cuts.append(_Cut(score, at))
    return sorted(cuts, reverse=True)


@lru_cache(maxsize=8192)
def _mail(address: str | None) -> _Mail | None:
    if not address or "@" not in address:
        return None
    local = address.split("@", 1)[0].casefold()
    words = frozenset(w for w in re.split(r"[^a-zà-ÿ]+", local) if w)
    return _Mail(words, "".join(c for c in local if c.isalpha()))


def _mail_fits(mail: _Mail, given: Sequence[Group], family: Sequence[Group]) -> float:
    """8 when the address is built from the first family name ("jorge.abril", "oandrade", "VITELLI_P").

    One word alone tells nothing: it may as well be a given name.
    """
    name = family[0].core.replace(" ", "")
    if len(name) < 3 or name not in mail.joined:
        return 0.0
    if name in mail.words:
        return 8.0 if mail.joined != name else 0.0
    initials = "".join(g.core[:1] for g in given)
    first = given[0].core
    if mail.joined.endswith(name):
        head = mail.joined[: -len(name)]
        return 8.0 if head and (initials.startswith(head) or head in (first, first[:2], first[:3])) else 0.0
    if mail.joined.startswith(name):
        tail = mail.joined[len(name) :]
        return 8.0 if tail and (initials.startswith(tail) or tail == first) else 0.0
    return 0.0


def _order_vote(row: Row) -> float:
    """Above 0: given names first. Capitals count most."""
    groups = groups_of(row.text)
    if len(groups) < 2:
        return 0.0
    loud = [g.capitals for g in groups]
    if any(loud) and not all(loud) and loud[0] != loud[-1]:
        return -10.0 if loud[0] else 10.0
    plain = Habit()
    ahead, behind = (_weigh(row, groups, plain, given_first)[0].score for given_first in (True, False))
    return max(-8.0, min(8.0, ahead - behind))


def _repeated(rows: Sequence[Row]) -> float:
    """Given names repeat within a list more than family names do: above 0 when the first words repeat."""
    names = [row.text.casefold().split() for row in rows]
    names = [words for words in names if len(words) > 1]
    first, last = Counter(words[0] for words in names), Counter(words[-1] for words in names)
    return float((len(last) - len(first)) * _REPEATED)


_REPEATED = 1.0


def _learnt(rows: Sequence[Row], habit: Habit) -> Habit:
    """The habit once more, from how its own names are parted by it."""
    shapes: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    sides: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    given_first = habit.order == GIVEN_FIRST
    for row in rows:
        groups = _groups(row, habit)
        if len(groups) < 2:
            continue
        cuts = _weigh(row, groups, habit, given_first)
        shares = [2.0 ** (cut.score - cuts[0].score) for cut in cuts]
        for cut, share in zip(cuts, shares, strict=True):
            weight = share / sum(shares)
            given = cut.at if given_first else len(groups) - cut.at
            trust = 1.0 if len(groups) > 2 else _SHORT
            shapes[row.country or ""].append((given, len(groups) - given, weight * trust))
            for at, group in enumerate(groups):
                sides[group.core][(at < cut.at) != given_first] += weight
    customs = {country: custom_of(habit.land(country)).learnt(found) for country, found in shapes.items()}
    words = {core: _tilt(*found) for core, found in sides.items() if sum(found) > 1.5 and len(core) > 1}
    return replace(habit, customs=customs, words=words)


def _tilt(given: float, family: float) -> float:
    return max(-_MOST_TILT, min(_MOST_TILT, log2((given + 0.7) / (family + 0.7))))


_MOST_TILT = 2.5
_SHORT = 0.3
