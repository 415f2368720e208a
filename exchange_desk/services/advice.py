"""What senders are told: for each thing that can be wrong in a list, why it is told and how to put it right."""

from collections.abc import Mapping

from exchange_desk.support.language import msg

WHOLE_ADDRESS = msg("Write the whole address, for example maria@example.org.")
TWO_NAMES = msg("Write the given names in one column and the family names in another, as in the passport.")
WHOLE_DATE = msg("Write year, month and day, for example 1980-03-12.")
_SPELLING = msg("Check how the city is written and add the country.")
_HINT = msg("Perhaps “{hint}” is meant. Write the address as it really is.")

ADVICE: Mapping[str, tuple[str, str]] = {
    "name.missing": (msg("The row has no name."), msg("Write the given names and the family names.")),
    "name.open": (msg("Nobody is named in the row yet."), msg("Write the name when it is known, or take the row out.")),
    "name.no_name": (msg("This is no name of a person."), msg("Write the given names and the family names.")),
    "note.withdrawn": (
        msg("The note says that this person does not take part."),
        msg("Take the row out, or say that the person takes part."),
    ),
    "note.substitute": (msg("The note speaks of a substitute."), msg("Say which of the two people is nominated.")),
    "name.only_one": (
        msg("Only one part of the name is given."),
        msg("Write both the given names and the family names, as in the passport."),
    ),
    "name.split_doubtful": (msg("It is not clear where the family names begin."), TWO_NAMES),
    "name.turned": (msg("The given names and the family names seem to have changed places."), TWO_NAMES),
    "name.repeated": (msg("The same text stands in two columns for names."), TWO_NAMES),
    "email.no_at": (msg("The e-mail has no @."), WHOLE_ADDRESS),
    "email.form": (msg("The e-mail is not complete."), WHOLE_ADDRESS),
    "email.hint": (msg("The e-mail is not complete."), _HINT),
    "email.marks": (msg("The e-mail has letters with marks, which most mail systems refuse."), _HINT),
    "email.typo": (msg("The e-mail may have a slip in its last part."), _HINT),
    "email.extra": (msg("The cell says more than an e-mail."), WHOLE_ADDRESS),
    "document.damaged": (
        msg("Excel has lost digits of this number."),
        msg("Give the cell the format Text, then write the number once more."),
    ),
    "document.check": (msg("The check digit of this number is not right."), msg("Compare it with the document.")),
    "phone.unread": (
        msg("This is not a phone number."),
        msg("Write the number with the codes of the country and the area."),
    ),
    "date.unread": (msg("The date could not be read."), WHOLE_DATE),
    "date.unlikely": (msg("The date is not likely here."), msg("Check day, month and year.")),
    "date.age_unlikely": (msg("The date is not likely here."), msg("Check day, month and year.")),
    "date.not_born": (msg("The date of birth lies ahead."), msg("Check day, month and year.")),
    "date.turned": (
        msg("The day and the month seem to stand in another order than in the rest of the column."),
        WHOLE_DATE,
    ),
    "date.hour": (
        msg("An hour stands with the date; the day may be off by one."),
        msg("Write the day without an hour."),
    ),
    "date.year_only": (msg("Only the year is given."), WHOLE_DATE),
    "date.age": (msg("An age seems to stand here instead of a date."), WHOLE_DATE),
    "sex.unread": (msg("It is not clear what is meant here."), msg("Write woman, man or other in full.")),
    "country.unread": (
        msg("No country of this name is known."),
        msg("Write the usual name of the country."),
    ),
    "period.reversed": (msg("The period ends before it starts."), msg("Check the first and the last day.")),
    "language.unread": (
        msg("The language or its level could not be read."),
        msg("Write the language and its level from A1 to C2, for example English B2."),
    ),
    "city.unknown": (msg("This city is not known here."), _SPELLING),
    "city.no_country": (msg("This city is not known here and its country is not given."), _SPELLING),
    "cell.error": (msg("The cell shows an error instead of a value."), msg("Write the value itself.")),
    "cell.uncalculated": (
        msg("The cell holds a formula without its result."),
        msg("Open the list in Excel, save it and send it again."),
    ),
    "text.lost": (msg("Some letters seem to be lost here."), msg("Write the text once more, with all its accents.")),
}
"""Key of a problem → what a sender is told about it, and what to do. Keys that are not here stay within the desk."""

ASKED: Mapping[str, tuple[str, str]] = {
    "date.order": (
        msg("It is not clear whether the day or the month comes first in this column."),
        WHOLE_DATE,
    ),
    "name.order": (msg("It is not clear which part of the names in this column is the family name."), TWO_NAMES),
    "sex.m": (
        msg("Only M is written in this column; it may stand for a woman or for a man."),
        msg("Write woman, man or other in full."),
    ),
    "name.two_people": (msg("The cell seems to name two people."), msg("Write each person in a row of their own.")),
    "city.homonym": (msg("Several cities have this name."), msg("Add the state or region and the country.")),
    "city.similar": (msg("This city is not known here."), _SPELLING),
    "city.elsewhere": (msg("This city is not known here in the country given."), _SPELLING),
    "city.doubtful": (
        msg("This does not look like a city."),
        msg("Write the name of the city, with its state or region and its country."),
    ),
    "row.struck": (msg("The name is struck through."), msg("Say whether this person has withdrawn.")),
    "row.filled": (msg("The row has a colour of its own."), msg("Write in words what the colour means.")),
    "column.repeat_above": (msg("The cell is blank below a value."), msg("Write the value in every row it holds for.")),
}
"""The same for open questions that the sender knows the answer to; who somebody is, the desk finds out itself."""

ABSENT = (msg("The list has no column for this."), msg("Add the column and fill it in."))
EMPTY = (msg("The value is missing."), msg("Write it in this cell."))
NO_CONTACT = (msg("Neither an e-mail nor a phone is given."), WHOLE_ADDRESS)
EXPIRED = (
    msg("The passport has expired."),
    msg("Write the number and the last valid day of the new passport once it is renewed."),
)
TOO_SHORT = (
    msg("The passport must be valid until {day}."),
    msg("Write the number and the last valid day of the new passport once it is renewed."),
)
NO_LANGUAGE = (
    msg("The hosts ask for a language, and none is given. Languages they work in: {languages}."),
    msg("Write the language and its level from A1 to C2, for example English B2."),
)
GONE = (
    msg("These people stood in an earlier list and do not stand in this one: {names}."),
    msg("Say whether they have withdrawn."),
)
OTHER_PERSON = msg("Check the date of birth. If it is right, ask the exchange office or nominate somebody else.")
