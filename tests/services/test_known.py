"""What the intake compares lists with is what the desk holds."""

from datetime import date

from exchange_desk.model import City, Institution, LanguageSkill, Official, TravelDocument
from exchange_desk.services.desk import Desk
from exchange_desk.services.known import known_directory


def test_an_official_is_known_with_everything_a_list_can_say(desk: Desk) -> None:
    quito, office = City(name="Quito", country="EC"), Institution(name="Empresa de Aguas")
    ana = Official(
        given_names="Ana", family_names="Ruiz Vega", birth_date=date(1980, 3, 12), national_id="091234",
        email="ana@example.org", city_id=quito.id, institution_id=office.id,
        languages=[LanguageSkill(language="en", level="B2"), LanguageSkill(language="qu")],
        documents=[
            TravelDocument(kind="visa", number="V-1"),
            TravelDocument(number="P-1", expires_on=date(2031, 1, 1)),
            TravelDocument(number="P-2"),
        ],
    )  # fmt: skip
    with desk.database.step("x") as step:
        step.save(quito, office)
        step.save(ana, Official(given_names="Eva", family_names="Gil"))
    known = known_directory(desk.database).desk
    assert known is not None
    assert known.count == 2
    eva_id = desk.database.find(Official, family_names="Gil")[0].id
    people = {person.id: person for person in known.whole([ana.id, eva_id])}
    assert (people[ana.id].city_id, people[ana.id].institution_id) == (quito.id, office.id)
    assert people[ana.id].values == {
        "given_names": "Ana", "family_names": "Ruiz Vega", "birth_date": date(1980, 3, 12), "national_id": "091234",
        "email": "ana@example.org", "city": "Quito", "institution": "Empresa de Aguas", "language.en": "B2",
        "language.qu": "", "passport_number": "P-1", "passport_expiry": date(2031, 1, 1),
    }  # fmt: skip
    (eva,) = (person for person in people.values() if person.id != ana.id)
    assert eva.values == {"given_names": "Eva", "family_names": "Gil"}
