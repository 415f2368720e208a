"""How well a nominee and an offer suit each other: 0 to 100 points, with the reasons in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.languages import LanguageMatch, Meeting, language_verdict, meet
from exchange_desk.rules.themes import in_common, themes
from exchange_desk.rules.verdict import Sentence, sentence
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg

MOST = {"language": 30, "theme": 30, "preference": 30, "balance": 10}
"""Points of each aim; together 100."""

_WISHES = {1: 30, 2: 24, 3: 18}
_FURTHER_WISH = 12
_HALF = 2


@dataclass(frozen=True)
class Reason:
    """What one aim (a key of MOST) adds to the score, and why."""

    aim: str
    points: int
    why: Sentence

    def say(self, lang: Language) -> str:
        return self.why.say(lang)


@dataclass(frozen=True)
class Fit:
    score: int
    reasons: tuple[Reason, ...]


def fit(nominee: NomineeFacts, place: OfferFacts, together: int = 0) -> Fit:
    """The score of a pair. `together`: how many of the nominee's city are already placed in the host city."""
    match = meet(nominee.skills, place.needs, nominee.home_language)
    reasons = (
        Reason("language", language_points(match), _language(match)),
        Reason("theme", theme_points(nominee, place), _theme(nominee, place)),
        Reason("preference", preference_points(nominee, place), _preference(nominee, place)),
        Reason("balance", balance_points(together), _balance(nominee, place, together)),
    )
    return Fit(sum(reason.points for reason in reasons), reasons)


def language_points(match: LanguageMatch) -> int:
    """Nothing asked for 20; just enough 20, and 5 for each level above up to 30; to be checked 10; missing 0."""
    match match.meeting:
        case Meeting.ANY:
            return 20
        case Meeting.MET:
            return min(MOST["language"], 20 + 5 * match.margin)
        case Meeting.UNCLEAR:
            return 10
    return 0


def theme_points(nominee: NomineeFacts, place: OfferFacts) -> int:
    """A theme in common 30; unknown on either side half; none in common 0."""
    return compare_themes(nominee.nomination.theme, offered_theme(place))


def compare_themes(wanted: str, offered: str) -> int:
    if not themes(wanted) or not themes(offered):
        return MOST["theme"] // _HALF
    return MOST["theme"] if in_common(wanted, offered) else 0


def offered_theme(place: OfferFacts) -> str:
    return place.offer.theme or place.host.theme


class Wish(NamedTuple):
    """Where a nominee would like to go, 1 being the first wish; a city, an institution or both."""

    rank: int
    city: Id | None
    institution: Id | None


def wishes_of(nominee: NomineeFacts) -> tuple[Wish, ...]:
    """The wishes that name a city or an institution of the desk."""
    wishes = (Wish(wish.rank, wish.city_id, wish.institution_id) for wish in nominee.nomination.preferences)
    return tuple(wish for wish in wishes if wish.city or wish.institution)


def hosts_of(place: OfferFacts) -> tuple[Id, ...]:
    """The institutions whose wish a place fulfils: the host and what it is a unit of."""
    return tuple(each for each in (place.host.id, place.host.parent_id) if each)


def preference_points(nominee: NomineeFacts, place: OfferFacts) -> int:
    """First wish 30, second 24, third 18, further 12; no wish at all half; not among the wishes 0."""
    wishes = wishes_of(nominee)
    rank = wished(wishes, place)
    return wish_points(rank) if rank else unwished_points(wishes)


def wish_points(rank: int) -> int:
    return _WISHES.get(rank, _FURTHER_WISH)


def unwished_points(wishes: Sequence[Wish]) -> int:
    return 0 if wishes else MOST["preference"] // _HALF


def wished(wishes: Sequence[Wish], place: OfferFacts) -> int | None:
    """The best rank among the wishes that this place fulfils."""
    city, hosts = place.city.id if place.city else None, hosts_of(place)
    ranks = [wish.rank for wish in wishes if (wish.city and wish.city == city) or wish.institution in hosts]
    return min(ranks, default=None)


def balance_points(together: int) -> int:
    """Nobody of the same city there yet 10, one 5, more 0."""
    return max(0, MOST["balance"] - 5 * together)


def _language(match: LanguageMatch) -> Sentence:
    verdict = language_verdict(match)
    if verdict is None:
        return sentence(msg("The host asks for no language."))
    return Sentence(verdict.text, verdict.params)


def _theme(nominee: NomineeFacts, place: OfferFacts) -> Sentence:
    wanted, offered = nominee.nomination.theme, offered_theme(place)
    if not themes(wanted) or not themes(offered):
        return sentence(msg("No theme to compare is recorded."))
    shared = in_common(wanted, offered)
    if shared:
        return sentence(msg("Theme in common: {themes}."), themes=shared)
    return sentence(msg("No theme in common."))


def _preference(nominee: NomineeFacts, place: OfferFacts) -> Sentence:
    wishes = wishes_of(nominee)
    if not wishes:
        return sentence(msg("No wish is recorded."))
    rank = wished(wishes, place)
    if rank:
        return sentence(msg("Wish number {rank} of the nominee."), rank=rank)
    return sentence(msg("Not among the nominee’s wishes."))


def _balance(nominee: NomineeFacts, place: OfferFacts, together: int) -> Sentence:
    if nominee.home is None or place.city is None:
        return sentence(msg("The sending or the host city is not recorded."))
    home, city = nominee.home.name, place.city.name
    if not together:
        return sentence(msg("Nobody from {home} is in {city} yet."), home=home, city=city)
    return sentence(msg("Already in {city} from {home}: {count}."), home=home, city=city, count=together)
