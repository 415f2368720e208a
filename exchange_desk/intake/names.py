"""A full name in one cell becomes given names and family names, with the doubt that remains.

A column has a habit (which part comes first, one surname or two) that is studied once from its cells;
each cell is then split by separators, capitals, the list of name words and the person's own e-mail address,
in that order of trust. Scores are logarithms to base 2: 3 means eight times as likely.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import NamedTuple

from exchange_desk.intake.lexicon import folded, givenness, parts

GIVEN_FIRST, FAMILY_FIRST = "given_first", "family_first"
_STRONG = 6
_DOUBT = 3.2
_INITIALS_ALONE = 14.0
_SAMPLE = 300


@dataclass(frozen=True, slots=True)
class SplitName:
    """`margin`: by how much the chosen split beats the next best; None where nothing had to be weighed."""

    given: str
    family: str
    margin: float | None = None

    @property
    def doubtful(self) -> bool:
        return self.margin is not None and self.margin < _DOUBT


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column writes names. `two_surnames` above 0: two are usual. `sure`: 0 to 1, about the order."""

    order: str = GIVEN_FIRST
    two_surnames: float = 0.0
    sure: float = 1.0
    comma_given_first: bool = False


def written_order(texts: Iterable[str], habit: Habit) -> str:
    """What stands first in (most of) these cells, whether a separator or the order of words says so."""
    filled = [text for text in texts if text]
    parted = sum(bool(_comma(text)[1]) for text in filled)
    if parted * 2 > len(filled):
        return GIVEN_FIRST if habit.comma_given_first else FAMILY_FIRST
    return habit.order


class _Group(NamedTuple):
    """Words that stay together ("de la Cruz"); `core` is the folded main word."""

    text: str
    core: str
    score: float
    capitals: bool


@dataclass(frozen=True, slots=True)
class _Mail:
    """The letters of an address before the @, as words and run together."""

    words: frozenset[str]
    joined: str


def study(texts: Iterable[str], mails: Sequence[str | None] = (), hint: str | None = None) -> Habit:
    """The habit of a column of full names. `hint`: the order its heading promises. Mails run beside the texts."""
    rows = [(text, mails[i] if i < len(mails) else None) for i, text in enumerate(texts) if text]
    rows = rows[:: max(1, len(rows) // _SAMPLE)]
    order_votes = 12.0 if hint == GIVEN_FIRST else -12.0 if hint == FAMILY_FIRST else 1.0
    comma_votes = 0.0
    for text, mail in rows:
        left, right = _comma(text)
        if right:
            comma_votes += _total(_groups(left)) - _total(_groups(right))
            continue
        groups = _groups(text)
        order_votes += _order_vote(groups, _mail(mail))
    order = GIVEN_FIRST if order_votes >= 0 else FAMILY_FIRST
    counted = Counter(_surnames(text, order, mail) for text, mail in rows)
    bias = max(-4.0, min(4.0, log2((counted[2] + 1) / (counted[1] + 1)))) / 1.5
    sure = min(1.0, abs(order_votes) / (6.0 + len(rows)))
    return Habit(order, bias, sure, comma_votes > 4.0 * len(rows))


def split(text: str, habit: Habit, mail: str | None = None) -> SplitName:
    """Given and family names of one person, words as written; every word lands on one side."""
    left, right = _comma(text)
    if right:
        return SplitName(left, right) if habit.comma_given_first else SplitName(right, left)
    groups = _groups(left)
    by_case = _by_capitals(groups)
    if by_case:
        return by_case
    return _by_words(groups, habit, _mail(mail))


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


@lru_cache(maxsize=8192)
def _mail(address: str | None) -> _Mail | None:
    if not address or "@" not in address:
        return None
    local = address.split("@", 1)[0].casefold()
    words = frozenset(w for w in re.split(r"[^a-zà-ÿ]+", local) if w)
    return _Mail(words, "".join(c for c in local if c.isalpha()))


def _groups(text: str) -> list[_Group]:
    """The words of a name, particles and joiners bound to their neighbours."""
    known = parts()
    groups: list[_Group] = []
    held: list[str] = []
    joining = False
    for word in text.split():
        key = folded(word)
        if groups and not held and key in known.joiners and len(word) == 1:
            held, joining = [word], True
            continue
        elided = word[-1] in "'’" and len(word) < 6
        if elided or key in known.particles or (groups and key in known.inner_particles):
            held.append(word)
            continue
        if groups and not held and (key in known.suffixes or not key):
            groups[-1] = _joined(groups[-1], word, key)
        elif joining and groups:
            groups[-1] = _joined(groups[-1], " ".join([*held, word]), key)
        else:
            groups.append(_group(held, word, key, groups[-1].core if groups else ""))
        held, joining = [], False
    if held:
        tail = " ".join(held)
        groups = [*groups[:-1], _joined(groups[-1], tail, "")] if groups else [_Group(tail, folded(tail), 0, False)]
    return groups


def _joined(group: _Group, text: str, key: str) -> _Group:
    score = group.score - 3 if key else group.score
    return _Group(f"{group.text} {text}", group.core, score, group.capitals)


@lru_cache(maxsize=32768)
def _alone(word: str, key: str) -> _Group:
    """A word by itself; lists repeat their words."""
    return _Group(word, key, _score(word, key), word.isupper() and sum(c.isalpha() for c in word) > 1)


def _group(held: list[str], word: str, key: str, before: str) -> _Group:
    if not held:
        return _alone(word, key)
    capitals = _alone(word, key).capitals
    text = " ".join([*held, word])
    known = parts()
    if key in known.devotions and before in known.devoted:
        return _Group(text, key, 5, capitals)
    return _Group(text, key, min(_score(word, key), 0) - 3, capitals)


def _score(word: str, key: str) -> float:
    if " " in key:
        pieces = [givenness(piece) for piece in key.split() if len(piece) > 1]
        return max(-_STRONG, min(_STRONG, sum(pieces) / len(pieces))) if pieces else 0
    if len(key) == 1:
        return 2 if word.endswith(".") else 1
    return max(-_STRONG, min(_STRONG, givenness(key)))


def _total(groups: list[_Group]) -> float:
    return sum(g.score for g in groups) / len(groups) if groups else 0.0


def _by_capitals(groups: list[_Group]) -> SplitName | None:
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


def _text(groups: Sequence[_Group]) -> str:
    return " ".join(g.text for g in groups)


def _by_words(groups: list[_Group], habit: Habit, mail: _Mail | None) -> SplitName:
    count = len(groups)
    if count < 2:
        return _lone(groups)
    best, margin, first_given = _weigh(groups, habit, mail, habit.order == GIVEN_FIRST)
    if habit.sure < 1 or count == 2:
        other, _, other_given = _weigh(groups, habit, mail, habit.order != GIVEN_FIRST)
        clear = abs(groups[0].score) > 3 and abs(groups[-1].score) > 3
        if clear and other[0] - best[0] > 12 + 8 * habit.sure:
            best, margin, first_given = other, 0.0, other_given
    front, back = _text(groups[: best[1]]), _text(groups[best[1] :])
    weighed = margin if count > 2 or margin == 0.0 else None
    return SplitName(front, back, weighed) if first_given else SplitName(back, front, weighed)


def _lone(groups: list[_Group]) -> SplitName:
    if not groups:
        return SplitName("", "")
    only = groups[0]
    return SplitName(only.text, "", 0.0) if only.score > 0 else SplitName("", only.text, 0.0)


def _weigh(
    groups: list[_Group], habit: Habit, mail: _Mail | None, given_first: bool
) -> tuple[tuple[float, int], float, bool]:
    """Best (score, cut), its lead over the second best, and `given_first` again."""
    count = len(groups)
    sign = 1 if given_first else -1
    below = -sign * sum(g.score for g in groups)
    scores: list[tuple[float, int]] = []
    for cut in range(1, count):
        below += 2 * sign * groups[cut - 1].score
        family = groups[cut:] if given_first else groups[:cut]
        given = groups[:cut] if given_first else groups[cut:]
        score = below + _usual(len(given), len(family), habit.two_surnames)
        score -= _INITIALS_ALONE if all(len(g.core) == 1 for g in given) else 0.0
        scores.append((score + (_mail_fits(mail, given, family) if mail else 0.0), cut))
    scores.sort(reverse=True)
    margin = scores[0][0] - scores[1][0] if count > 2 else abs(scores[0][0])
    return scores[0], margin, given_first


def _usual(given: int, family: int, two_surnames: float) -> float:
    """How usual so many given and family names are; two of each are what four words mostly are."""
    surnames = two_surnames if family == 2 else -two_surnames / 2 if family == 1 else -3.0 * (family - 2)
    return surnames + (2.0 if given == family == 2 else 0.0 if given <= 2 else -5.0 * (given - 2))


def _mail_fits(mail: _Mail, given: Sequence[_Group], family: Sequence[_Group]) -> float:
    """8 when the address is built from the first family name ("jorge.abril", "oandrade", "VITELLI_P")."""
    name = family[0].core.replace(" ", "")
    if len(name) < 3 or name not in mail.joined:
        return 0.0
    if name in mail.words:
        return 8.0
    initials = "".join(g.core[:1] for g in given)
    first = given[0].core
    if mail.joined.endswith(name):
        head = mail.joined[: -len(name)]
        return 8.0 if head and (initials.startswith(head) or head in (first, first[:2], first[:3])) else 0.0
    if mail.joined.startswith(name):
        tail = mail.joined[len(name) :]
        return 8.0 if tail and (initials.startswith(tail) or tail == first) else 0.0
    return 0.0


def _order_vote(groups: list[_Group], mail: _Mail | None) -> float:
    """Above 0: given names first. Capitals count most."""
    if len(groups) < 2:
        return 0.0
    loud = [g.capitals for g in groups]
    if any(loud) and not all(loud) and loud[0] != loud[-1]:
        return -10.0 if loud[0] else 10.0
    plain = Habit()
    ahead, _, _ = _weigh(groups, plain, mail, True)
    behind, _, _ = _weigh(groups, plain, mail, False)
    return max(-8.0, min(8.0, (ahead[0] - behind[0]) / 2))


def _surnames(text: str, order: str, mail: str | None) -> int:
    """How many surnames a clear name of three words has; 0 where it is not clear or longer."""
    if _comma(text)[1]:
        return 0
    groups = _groups(text)
    if len(groups) != 3 or _by_capitals(groups):
        return 0
    best, margin, given_first = _weigh(groups, Habit(), _mail(mail), order == GIVEN_FIRST)
    if margin < 4:
        return 0
    return len(groups) - best[1] if given_first else best[1]
