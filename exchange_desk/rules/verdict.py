"""What a rule says: how heavily it weighs, why, and what would change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from exchange_desk.support.language import Language, capitalised, msg
from exchange_desk.support.problems import DeskError


class RuleSeverity(StrEnum):
    """FIT: the rule is kept. WARN: said, nothing more. OVERRIDE: stops unless a reason is given. BLOCK: stops."""

    FIT = "fit"
    WARN = "warn"
    OVERRIDE = "override"
    BLOCK = "block"

    @property
    def label(self) -> str:
        return _SEVERITY_LABELS[self]

    @property
    def rank(self) -> int:
        """FIT is 0, BLOCK is 3."""
        return list(RuleSeverity).index(self)

    @property
    def stops(self) -> bool:
        return self in (RuleSeverity.OVERRIDE, RuleSeverity.BLOCK)


_SEVERITY_LABELS = {
    RuleSeverity.FIT: msg("Fits"),
    RuleSeverity.WARN: msg("Worth a look"),
    RuleSeverity.OVERRIDE: msg("Needs a reason"),
    RuleSeverity.BLOCK: msg("Not possible"),
}

RULE_NAMES: dict[str, str] = {
    "age": msg("Age"),
    "availability": msg("The nominee’s dates"),
    "capacity": msg("A free place on every day"),
    "dates": msg("Dates of the stay"),
    "days_known": msg("Actual days"),
    "duplicate": msg("One nomination per programme"),
    "eligible": msg("State of the nomination"),
    "insurance": msg("Insurance"),
    "language": msg("Language"),
    "lead_time": msg("Lead time"),
    "member": msg("Membership of the network"),
    "missing": msg("What is missing"),
    "move": msg("Order of the states"),
    "offer_status": msg("State of the offer"),
    "offer_window": msg("The host’s dates"),
    "overlap": msg("One place at a time"),
    "passport": msg("Passport"),
    "placed": msg("One placement per nomination"),
    "previous": msg("Earlier participation"),
    "programme_window": msg("The programme’s dates"),
    "quota": msg("Nominees per city"),
    "reason": msg("Reason"),
    "same_city": msg("Another city"),
    "theme": msg("Theme areas"),
    "weeks": msg("Length of the stay"),
}
"""Every rule by its key, as an officer calls it (message sources)."""


@dataclass(frozen=True)
class Sentence:
    """An English text source with its parameters. A parameter with a `say(lang)` of its own says itself."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def say(self, lang: Language) -> str:
        return lang(self.text, **{name: spoken(value, lang) for name, value in self.params.items()})


def sentence(text: str, /, **params: Any) -> Sentence:
    return Sentence(text, params)


def spoken(value: Any, lang: Language) -> Any:
    """A parameter in a language; what is no text of ours stays as it is."""
    if isinstance(value, (list, tuple)):
        return [spoken(each, lang) for each in value]
    say = getattr(value, "say", None)
    return say(lang) if say else value


@dataclass(frozen=True)
class LanguageName:
    """A language in a sentence, called by its name in the reader's language."""

    code: str

    def say(self, lang: Language) -> str:
        return lang.language_within(self.code)


@dataclass(frozen=True)
class Verdict:
    """What one rule says about one thing. `rule` is a key of RULE_NAMES; `help`: what would change it."""

    rule: str
    severity: RuleSeverity
    text: str
    params: Mapping[str, Any] = field(default_factory=dict)
    help: Sentence | None = None

    @property
    def name(self) -> str:
        """The rule as an officer calls it (message source)."""
        return RULE_NAMES[self.rule]

    def say(self, lang: Language) -> str:
        return capitalised(Sentence(self.text, self.params).say(lang))

    def say_help(self, lang: Language) -> str:
        """What would change it; "" when nothing would."""
        return capitalised(self.help.say(lang)) if self.help else ""


def fits(rule: str, said: Sentence) -> Verdict:
    return Verdict(rule, RuleSeverity.FIT, said.text, said.params)


def warns(rule: str, said: Sentence, better: Sentence | None = None) -> Verdict:
    return Verdict(rule, RuleSeverity.WARN, said.text, said.params, better)


def overridable(rule: str, said: Sentence, better: Sentence | None = None) -> Verdict:
    return Verdict(rule, RuleSeverity.OVERRIDE, said.text, said.params, better)


def blocks(rule: str, said: Sentence, better: Sentence | None = None) -> Verdict:
    return Verdict(rule, RuleSeverity.BLOCK, said.text, said.params, better)


def worst(verdicts: Iterable[Verdict]) -> RuleSeverity:
    """The heaviest severity; FIT when nothing was said."""
    return max((verdict.severity for verdict in verdicts), key=lambda each: each.rank, default=RuleSeverity.FIT)


def standing(verdicts: Iterable[Verdict], reasons: Mapping[str, str]) -> tuple[Verdict, ...]:
    """The verdicts that stop: every block, and each overridable one whose rule has no reason in `reasons`."""
    return tuple(
        verdict
        for verdict in verdicts
        if verdict.severity is RuleSeverity.BLOCK
        or (verdict.severity is RuleSeverity.OVERRIDE and not reasons.get(verdict.rule, "").strip())
    )


class RuleError(DeskError):
    """A rule stops what was asked for. `verdict` says which; an overridable one passes with a reason."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"rule.{verdict.rule}", verdict.text, **verdict.params)
        self.verdict = verdict

    def say(self, lang: Language) -> str:
        verdict = self.verdict
        parts = [lang("{rule}: {why}", rule=lang(verdict.name), why=verdict.say(lang)), verdict.say_help(lang)]
        if verdict.severity is RuleSeverity.OVERRIDE:
            parts.append(lang("Give a reason to go on all the same."))
        return " ".join(part for part in parts if part)


def refuse_if_standing(verdicts: Iterable[Verdict], reasons: Mapping[str, str]) -> None:
    """Raise RuleError for the heaviest verdict that stops."""
    stopping = standing(verdicts, reasons)
    if stopping:
        raise RuleError(max(stopping, key=lambda verdict: verdict.severity.rank))
