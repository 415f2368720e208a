"""The template that senders fill in: the desk's fields in their language, with the choices of a programme."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk.intake import template
from exchange_desk.intake.fields import DATES
from exchange_desk.model import HostOffer, LanguageLevel, OfferStatus, Programme, Sex
from exchange_desk.rules.themes import themes
from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.text import fold
from exchange_desk.workbooks.form import Form, FormColumn, write_form

if TYPE_CHECKING:
    from exchange_desk.store import Database

_ALWAYS = ("given_names", "family_names", "email", "institution", "city")
_HOSTS = ("preferred_host_1", "preferred_host_2", "preferred_host_3")
_CLOSED = (OfferStatus.CLOSED, OfferStatus.WITHDRAWN)

_HELP: Mapping[str, str] = {
    "given_names": msg("As in the passport."),
    "family_names": msg("All family names, as in the passport."),
    "sex": msg("Choose from the list, or leave the cell empty."),
    "birth_date": msg("A date, for example {day}."),
    "nationality": msg("Choose the country from the list."),
    "email": msg("One address, at which the person can be reached."),
    "phone": msg("With the codes of the country and the area."),
    "post": msg("The post the person holds today."),
    "unit": msg("The department or office within the institution."),
    "institution": msg("The institution the person works for."),
    "city": msg("The city of the institution."),
    "country": msg("Choose the country from the list."),
    "passport_number": msg("Letters and digits, with all zeros."),
    "passport_expiry": msg("The last valid day, as a date."),
    "language": msg("Choose the level from the list, or leave the cell empty."),
    "theme": msg("One or more, separated by semicolons."),
    "preferred_host_1": msg("The host institution where the person would like to stay."),
    "preferred_host_2": msg("In case the first choice is not possible."),
    "preferred_host_3": msg("In case neither of the first two is possible."),
    "start": msg("The first day on which the person can travel."),
    "end": msg("The last day on which the stay can end."),
    "objective": msg("What the person wants to learn, in a few lines."),
    "note": msg("Anything else that we should know. No data on health, please."),
}

_EXAMPLE: Mapping[str, str] = {
    "given_names": "María Inés",
    "family_names": "Ejemplo Modelo",
    "email": "maria.ejemplo@example.org",
    "phone": "+34 600 000 000",
    "passport_number": "AB0012345",
    "language": "B2",
}
_DAYS: Mapping[str, date] = {"birth_date": date(1980, 3, 12), "passport_expiry": date(2031, 12, 31)}
_COUNTRY = "ES"
"""A person who does not exist; it stands in the instructions, never in the list."""

_WIDTHS = {"email": 30, "institution": 32, "post": 28, "unit": 28, "objective": 40, "note": 30, "theme": 28}


def write_template(database: "Database", path: Path, programme: str | None, lang: Language) -> None:
    """Write an empty list for senders to `path`. `programme`: an id; its choices are offered, what it asks is required.

    Raises DeskError ("export.…") when the file could not be saved.
    """
    chosen = next(iter(database.find(Programme, id=programme)), None) if programme else None
    offers = (
        [o for o in database.find(HostOffer, ("institution",), programme_id=programme) if o.status not in _CLOSED]
        if chosen
        else []
    )
    hosts = {offer.institution.name for offer in offers}
    areas = {
        fold(area): area
        for text in (*(o.theme for o in offers), chosen.theme if chosen else "")
        for area in themes(text)
    }
    spoken = sorted({need.language for offer in offers for need in offer.languages})
    languages = spoken or [code for code in LANGUAGES if code != lang.code]
    sheet = _Sheet(chosen, sorted(hosts, key=fold), sorted(areas.values(), key=fold), languages, lang)
    columns = list(sheet.columns())
    headings = {column.title: field for column, field in zip(columns, sheet.fields(), strict=True)}
    form = Form(
        name=lang("Nominees"),
        columns=columns,
        instructions_name=lang("Instructions"),
        instructions=list(sheet.instructions(columns)),
        choices_name=lang("Choices"),
        choices=lang(template.CHOICES),
        wrong_choice=lang("This is none of the choices of the list. Keep it all the same?"),
        wrong_date=lang("This is not a date. Keep it all the same?"),
    )
    write_form(path, form, lang, template.fingerprint(headings))


@dataclass(frozen=True)
class _Sheet:
    """What a template is made of: the programme, and the choices it offers."""

    programme: Programme | None
    hosts: Sequence[str]
    areas: Sequence[str]
    languages: Sequence[str]
    lang: Language

    def fields(self) -> Iterator[str]:
        for field in template.HEADINGS:
            if field == "theme":
                yield from (f"language.{code}" for code in self.languages)
            yield field

    def columns(self) -> Iterator[FormColumn]:
        needed = set(self._required())
        for field in self.fields():
            kind = field.partition(".")[0]
            yield FormColumn(
                title=template.heading(field, self.lang, required=field in needed),
                kind="date" if field in DATES else "text",
                help=self.lang(_HELP[kind], day=_DAYS["birth_date"]) if kind in DATES else self.lang(_HELP[kind]),
                choices=self._choices(kind),
                required=field in needed,
                width=_WIDTHS.get(kind, 18),
            )

    def instructions(self, columns: Sequence[FormColumn]) -> Iterator[tuple[str, ...]]:
        lang, programme = self.lang, self.programme
        yield (lang(template.INSTRUCTIONS),)
        if programme:
            yield (lang("Programme: {name}", name=f"{programme.code} · {programme.name}"),)
        if programme and programme.call_closes_on:
            yield (lang("Please send the list back by {day}.", day=programme.call_closes_on),)
        yield (lang("Write each person in a row of the sheet “{sheet}”, below the headings.", sheet=lang("Nominees")),)
        yield (
            lang("Fill in at least the columns marked as required. Columns may be moved; please do not rename them."),
        )
        yield (lang("The data are used to prepare the exchange and for nothing else."),)
        yield lang("Column"), lang("Required"), lang("What to write"), lang("Example (fictional)")
        for column, field in zip(columns, self.fields(), strict=True):
            required = lang("Yes") if column.required else lang("No")
            yield template.heading(field, lang), required, column.help, self._example(field, column)

    def _example(self, field: str, column: FormColumn) -> str:
        if field in _DAYS:
            return self.lang.day(_DAYS[field])
        if field in ("country", "nationality"):
            return self.lang.country(_COUNTRY)
        example = _EXAMPLE.get(field.partition(".")[0], "")
        return example or (column.choices[0] if column.choices else "")

    def _required(self) -> Iterator[str]:
        """What a nomination cannot do without, as `rules.eligibility.missing` has it."""
        yield from _ALWAYS
        programme = self.programme
        if programme and (programme.min_age is not None or programme.max_age is not None):
            yield "birth_date"
        if programme and programme.passport_margin_days is not None:
            yield "passport_expiry"

    def _choices(self, kind: str) -> Sequence[str]:
        lang = self.lang
        if kind in ("country", "nationality"):
            return tuple(lang.countries().values())
        if kind == "sex":
            return tuple(lang(sex.label) for sex in Sex)
        if kind == "language":
            return tuple(lang(level.label) for level in LanguageLevel)
        if kind in _HOSTS:
            return self.hosts
        return self.areas if kind == "theme" else ()
