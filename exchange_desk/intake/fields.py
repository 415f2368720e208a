"""The fields a column can fill, with what an officer calls them. The names are part of the report's contract."""

from dataclasses import dataclass

from exchange_desk.support.language import Language, msg


@dataclass(frozen=True, slots=True)
class ImportField:
    """`many`: several columns may fill it together. `person`: it can name a person."""

    name: str
    label: str
    group: str
    many: bool = False
    person: bool = False


_NAME, _PERSON, _CONTACT = msg("Name"), msg("Person"), msg("Contact")
_OFFICE, _DOCUMENTS, _NOMINATION = msg("Office"), msg("Documents"), msg("Nomination")

FIELDS: dict[str, ImportField] = {
    field.name: field
    for field in (
        ImportField("full_name", msg("Full name"), _NAME, person=True),
        ImportField("given_names", msg("Given names"), _NAME, many=True, person=True),
        ImportField("family_names", msg("Family names"), _NAME, person=True),
        ImportField("family_name_1", msg("First surname"), _NAME, person=True),
        ImportField("family_name_2", msg("Second surname"), _NAME),
        ImportField("honorific", msg("Honorific"), _NAME),
        ImportField("sex", msg("Sex"), _PERSON),
        ImportField("birth_date", msg("Date of birth"), _PERSON),
        ImportField("nationality", msg("Nationality"), _PERSON),
        ImportField("email", msg("E-mail"), _CONTACT),
        ImportField("phone", msg("Phone"), _CONTACT, many=True),
        ImportField("post", msg("Post"), _OFFICE),
        ImportField("unit", msg("Unit"), _OFFICE),
        ImportField("institution", msg("Institution"), _OFFICE),
        ImportField("city", msg("City"), _OFFICE),
        ImportField("region", msg("State or region"), _OFFICE),
        ImportField("country", msg("Country"), _OFFICE),
        ImportField("passport_number", msg("Passport number"), _DOCUMENTS),
        ImportField("passport_expiry", msg("Passport valid until"), _DOCUMENTS),
        ImportField("national_id", msg("National identity number"), _DOCUMENTS),
        ImportField("language.mul", msg("Languages, several in one cell"), _NOMINATION, many=True),
        ImportField("theme", msg("Theme areas"), _NOMINATION, many=True),
        ImportField("preferred_host_1", msg("Preferred host, first choice"), _NOMINATION),
        ImportField("preferred_host_2", msg("Preferred host, second choice"), _NOMINATION),
        ImportField("preferred_host_3", msg("Preferred host, third choice"), _NOMINATION),
        ImportField("start", msg("Available from"), _NOMINATION),
        ImportField("end", msg("Available until"), _NOMINATION),
        ImportField("objective", msg("Objective"), _NOMINATION, many=True),
        ImportField("note", msg("Notes"), _NOMINATION, many=True),
    )
}
OF_NOMINATION = ("theme", "preferred_host_1", "preferred_host_2", "preferred_host_3", "start", "end", "objective")
"""What a list says about a nomination; kept only when the list is for a programme."""
DATES = ("birth_date", "passport_expiry", "start", "end")
PERSON = tuple(name for name, field in FIELDS.items() if field.person)
ALWAYS_REPORTED = ("given_names", "family_names", "sex", "birth_date", "email", "phone", "city", "country")


def is_field(name: str) -> bool:
    """A field of the contract: one of FIELDS or "language.<ISO 639 code>"."""
    kind, _, code = name.partition(".")
    return name in FIELDS or (kind == "language" and len(code) in (2, 3) and code.isalpha())


def label(name: str, lang: Language) -> str:
    """What an officer calls the field: "Correo", "Idioma: Inglés"."""
    if name in FIELDS:
        return lang(FIELDS[name].label)
    return lang("Language: {language}", language=lang.language(name.partition(".")[2]))


def many(name: str) -> bool:
    return name in FIELDS and FIELDS[name].many
