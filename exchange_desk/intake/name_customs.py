"""How many given and family names people have, by the custom of their country, and by what a list itself shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import log2

_MOST = 4
_TRUST = 10.0
"""How many names of a list weigh as much as the custom of its country."""
_TELLING = 8


@dataclass(frozen=True)
class Custom:
    """Shares of people with 1, 2, 3 and 4 or more given names, and the same of family names.

    `words`: how far a word alone tells its side. `settled`: no list of this country changes it. `particles`: do "Do",
    "Van" or "Le" belong to the next word?
    """

    given: tuple[float, ...] = (0.55, 0.4, 0.04, 0.01)
    family: tuple[float, ...] = (0.52, 0.45, 0.025, 0.005)
    words: float = 0.85
    settled: bool = False
    particles: bool = True

    def bits(self, given: int, family: int) -> float:
        """Logarithm to base 2 of how usual so many given and so many family names are."""
        return self._given_bits[min(given, _MOST)] + self._family_bits[min(family, _MOST)]

    @cached_property
    def _given_bits(self) -> tuple[float, ...]:
        return _bits(self.given)

    @cached_property
    def _family_bits(self) -> tuple[float, ...]:
        return _bits(self.family)

    def learnt(self, counted: Iterable[tuple[int, int, float]]) -> "Custom":
        """This custom corrected by names of a list: (given names, family names, weight)."""
        if self.settled:
            return self
        given, family = [[share * _TRUST for share in shares] for shares in (self.given, self.family)]
        for many_given, many_family, weight in counted:
            given[min(many_given, _MOST) - 1] += weight
            family[min(many_family, _MOST) - 1] += weight
        return replace(self, given=_shares(given), family=_shares(family))


def _shares(counts: list[float]) -> tuple[float, ...]:
    whole = sum(counts)
    return tuple(count / whole for count in counts)


def _bits(shares: tuple[float, ...]) -> tuple[float, ...]:
    return (0.0, *(log2(share) for share in shares))


NEUTRAL = Custom()
_TWO_SURNAMES = Custom((0.42, 0.52, 0.05, 0.01), (0.06, 0.895, 0.04, 0.005))
_MOSTLY_ONE = Custom((0.38, 0.53, 0.08, 0.01), (0.83, 0.155, 0.012, 0.003))
_PORTUGUESE = Custom((0.64, 0.335, 0.02, 0.005), (0.4, 0.5, 0.09, 0.01))
_ONE = Custom((0.74, 0.22, 0.035, 0.005), (0.925, 0.065, 0.007, 0.003))
_LAST_WORD = Custom((0.6, 0.35, 0.04, 0.01), (0.99, 0.008, 0.001, 0.001), words=0.2)
"""Surnames of the family stand as middle names here; only the last word is the family name."""
_MANIFOLD = Custom((0.5, 0.35, 0.1, 0.05), (0.62, 0.28, 0.07, 0.03), words=0.5, settled=True)
"""No one way of naming: names of fathers, clans and places; a list shows what it shows, and doubt is said."""
_EASTERN = replace(_MANIFOLD, particles=False)

_WRITTEN: Mapping[str, Custom] = {
    "~es": Custom((0.45, 0.49, 0.05, 0.01), (0.2, 0.77, 0.025, 0.005)),
    "~pt": _PORTUGUESE,
    **dict.fromkeys(("~fr", "~it", "~de", "~ca"), Custom((0.68, 0.28, 0.03, 0.01), (0.76, 0.22, 0.015, 0.005))),
}
"""What to expect of a list of which only the language is known; lists travel, so less than a country says."""
_COUNTRIES: Mapping[Custom, str] = {
    _TWO_SURNAMES: "ES MX CO PE CL EC BO VE CR GT HN SV NI PA CU DO PR GQ AD PY",
    _MOSTLY_ONE: "AR UY",
    _PORTUGUESE: "PT BR AO MZ CV GW ST TL",
    _ONE: "FR DE AT CH LI LU IT SM GB IE US CA AU NZ NL BE EE LV LT PL CZ SK HU RO MD BG RS HR SI BA ME"
    " MK AL XK GR CY TR RU UA BY GE AM AZ MC ZA RW IL HT SN CI BF ML NE TG CM BJ",
    _LAST_WORD: "DK NO SE FI IS FO AX GL",
    _MANIFOLD: "IN PK BD LK NP ID MY KE TZ UG GH NG ET SD MR MA DZ TN EG LY LB SY JO IQ KW SA AE QA OM YE IR AF PH MM"
    " MU FJ",
    _EASTERN: "VN CN TW HK KR SG MO TH KH LA",
    replace(_ONE, particles=False): "JP",
}


@lru_cache
def _by_country() -> dict[str, Custom]:
    return {code: custom for custom, codes in _COUNTRIES.items() for code in codes.split()} | dict(_WRITTEN)


def told_by(families: Iterable[str]) -> str:
    """The country whose custom these last words of names (folded) speak of by their endings; "" if none."""
    words = list(families)
    northern = sum(word.endswith(("sen", "sson", "nen", "dottir")) for word in words)
    return "DK" if len(words) >= _TELLING and northern * 4 >= len(words) else ""


def custom_of(country: str | None) -> Custom:
    """What is usual in a country (ISO code, or "~es" for a list in Spanish); NEUTRAL where it is not known."""
    return _by_country().get(country or "", NEUTRAL)
