"""Does what a person speaks meet what an offer asks for? One fitting language is enough; unknown is not "no"."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from exchange_desk.model import HostOffer, LanguageLevel, Official
from exchange_desk.rules.verdict import LanguageName, Sentence, Verdict, fits, overridable, sentence, warns
from exchange_desk.support.language import msg

_HIGHEST = 6


class Meeting(StrEnum):
    """ANY: nothing is asked for. MET: one language fits. UNCLEAR: a level or language is not recorded."""

    ANY = "any"
    MET = "met"
    UNCLEAR = "unclear"
    MISSING = "missing"


@dataclass(frozen=True)
class Skill:
    """`level` "" is unknown."""

    language: str
    level: str = ""
    approximate: bool = False


@dataclass(frozen=True)
class LanguageMatch:
    """How a person meets an offer in the best of its languages.

    `need`, `have`: the offer's language and the person's skill in it. `margin`: levels above the one asked for
    (0 to 5), or, where the language is missing, how many levels are short (1 to 6).
    """

    meeting: Meeting
    need: Skill | None = None
    have: Skill | None = None
    margin: int = 0


def skills_of(official: Official) -> tuple[Skill, ...]:
    return tuple(Skill(skill.language, skill.level, bool(skill.approximate)) for skill in official.languages)


def needs_of(offer: HostOffer) -> tuple[Skill, ...]:
    """The languages an offer can be worked in, with the least level of each."""
    return tuple(Skill(need.language, need.level) for need in offer.languages)


@lru_cache(maxsize=65_536)
def meet(skills: tuple[Skill, ...], needs: tuple[Skill, ...], home: str) -> LanguageMatch:
    """The best match over all languages of an offer.

    `home`: the working language of the person's city ("" unknown); lists seldom state a mother tongue, so that
    language is to be checked, not missing. The same holds for everybody whose languages are not recorded at all.
    """
    if not needs:
        return LanguageMatch(Meeting.ANY)
    return max((_match(skills, need, home) for need in needs), key=_goodness)


def _goodness(match: LanguageMatch) -> tuple[int, int]:
    """Met before unclear before missing; then the greater margin above, or the smaller one below."""
    order = (Meeting.MISSING, Meeting.UNCLEAR, Meeting.MET, Meeting.ANY).index(match.meeting)
    return order, match.margin if match.meeting is Meeting.MET else -match.margin


def _match(skills: tuple[Skill, ...], need: Skill, home: str) -> LanguageMatch:
    known = [skill for skill in skills if skill.language == need.language]
    if not known:
        if not skills or need.language == home:
            return LanguageMatch(Meeting.UNCLEAR, need)
        return LanguageMatch(Meeting.MISSING, need, None, _rank(need.level) or 1)
    have = max(known, key=lambda skill: _rank(skill.level))
    if need.level and not have.level:
        return LanguageMatch(Meeting.UNCLEAR, need, have)
    above = _rank(have.level) - (_rank(need.level) or 1)
    if need.level and above < 0:
        return LanguageMatch(Meeting.MISSING, need, have, -above)
    return LanguageMatch(Meeting.MET, need, have, max(0, above))


def _rank(level: str) -> int:
    """A1 is 1, C2 and native are 6, unknown is 0."""
    return min(_HIGHEST, LanguageLevel(level).rank) if level else 0


def language_verdict(match: LanguageMatch) -> Verdict | None:
    """Invariant I7 (override). None when the offer asks for no language."""
    if match.need is None:
        return None
    language = LanguageName(match.need.language)
    if match.meeting is Meeting.MET:
        return fits("language", _spoken(match, language))
    if match.meeting is Meeting.UNCLEAR:
        return warns("language", _unclear(match, language), _enter_level())
    return overridable("language", _missing(match, language), _levels(match, language))


def _spoken(match: LanguageMatch, language: LanguageName) -> Sentence:
    have = match.have
    if have is None or not have.level:
        return sentence(msg("{language} is spoken."), language=language)
    if have.approximate:
        text = msg("{language} is spoken (about {level}, not from a test).")
        return sentence(text, language=language, level=_named(have.level))
    return sentence(msg("{language} is spoken ({level})."), language=language, level=_named(have.level))


def _unclear(match: LanguageMatch, language: LanguageName) -> Sentence:
    if match.have is not None and match.need is not None:
        text = msg("To check: the level of {language} is not recorded; the host asks for {level}.")
        return sentence(text, language=language, level=_named(match.need.level))
    return sentence(msg("To check: whether {language} is spoken is not recorded."), language=language)


def _enter_level() -> Sentence:
    return sentence(msg("Enter the language and its level with the official."))


def _missing(match: LanguageMatch, language: LanguageName) -> Sentence:
    assert match.need is not None
    level = _named(match.need.level)
    if match.have is None:
        if not match.need.level:
            return sentence(msg("{language} is missing."), language=language)
        return sentence(msg("{language} {level} is missing."), language=language, level=level)
    if match.margin == 1:
        return sentence(msg("{language} {level} is missing by one level."), language=language, level=level)
    text = msg("{language} {level} is missing by {count} levels.")
    return sentence(text, language=language, level=level, count=match.margin)


def _levels(match: LanguageMatch, language: LanguageName) -> Sentence:
    assert match.need is not None
    if match.have is not None:
        text = msg("{language} {level} instead of {now} would fit.")
        return sentence(text, language=language, level=_named(match.need.level), now=_named(match.have.level))
    return sentence(msg("An offer in one of the nominee’s languages would fit."))


def _named(level: str) -> Sentence | str:
    """A level as it is read; "native" is a word of its own in each language."""
    return sentence(LanguageLevel(level).label) if level == LanguageLevel.NATIVE else level
