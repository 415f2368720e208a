"""Lists: every column, filter, sort and search of every list, in SQL."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange_desk.model import LanguageSkill, Official, Placement, Stay
from exchange_desk.services.desk import Desk
from exchange_desk.store.listings import LISTINGS
from exchange_desk.store.lock import who
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold
from tests.store.small_world import World, settle

ROWS = {
    "officials": [
        ("Abad, Nunila", None, None, None, "", (), "", "", None, ""),
        (
            *("Núñez Pérez, María José", "Ciudad de México", "MX", "Coordinación Internacional", "", ("es", "pt")),
            *("maria@example.org", "", date(1980, 4, 3), ""),
        ),
        ("de la Torre Ibarra, Ramón", "Quito", "EC", None, "Jefe de agua", (), "", "", None, ""),
    ],
    "institutions": [
        ("Alcaldía de Quito", "", "Quito", "EC", "city_administration", None, "", True),
        ("Coordinación Internacional", "CGAI", "Ciudad de México", "MX", "city_administration", None, "", True),
    ],
    "cities": [
        ("Ciudad de México", "MX", "", "city", "", 1, 1),
        ("Quito", "EC", "", "city", "", 1, 1),
        ("Zúrich", "CH", "Zúrich", "city", "", 0, 0),
    ],
    "networks": [("Red de Ciudades", "", "", "", 1, "")],
    "programmes": [("EX26", "Intercambio 2026", "", None, None, 1, 1, 3, "Red de Ciudades", None)],
    "offers": [
        ("Quito", "Alcaldía de Quito", "Movilidad", "EX26", "", None, None, 3, 1, ("es",), "announced"),
    ],
    "nominations": [
        (
            *("Núñez Pérez, María José", "Ciudad de México", "EX26", "Agua y drenaje", "received", "not_sent"),
            *(None, None, None),
        )
    ],
    "placements": [
        (
            *("EX26-001", "Núñez Pérez, María José", "Ciudad de México", "Quito", "Alcaldía de Quito"),
            *(date(2026, 3, 3), date(2026, 4, 8), "proposed", 1, "EX26", False),
        )
    ],
    "received": [
        (
            datetime(2026, 2, 1, 9, 30, tzinfo=UTC),
            "nómina.xlsx",
            "Ciudad de México",
            None,
            "imported",
            3,
            2,
            1,
            0,
            who(),
        ),
    ],
}


@pytest.fixture
def small(desk: Desk) -> World:
    return settle(desk)


@pytest.mark.parametrize("name", LISTINGS)
def test_rows_hold_the_values_of_their_columns(desk: Desk, small: World, name: str) -> None:
    assert desk.lists.rows(name, desk.lists.ids(name)) == ROWS[name]
    assert len(desk.lists.listing(name).columns) == len(ROWS[name][0])


@pytest.mark.parametrize("name", LISTINGS)
def test_every_column_sorts_and_filters(desk: Desk, small: World, name: str) -> None:
    columns = desk.lists.listing(name).columns
    everything = set(desk.lists.ids(name))
    for place, column in enumerate(columns):
        for lang in (None, Language("es")):
            desk.lists.lang = lang
            rising = desk.lists.ids(name, sort=column.name)
            falling = desk.lists.ids(name, sort=column.name, descending=True)
            assert set(rising) == set(falling) == everything
        for record, row in zip(rising, desk.lists.rows(name, rising), strict=True):
            value = row[place]
            wanted = value if column.kind != "languages" or value else None
            if wanted is not None:
                assert record in desk.lists.ids(name, where={column.name: wanted}), column.name


def test_names_are_sorted_as_the_academy_says(desk: Desk, small: World) -> None:
    assert [row[0] for row in desk.lists.rows("officials", desk.lists.ids("officials"))] == [
        "Abad, Nunila",
        "Núñez Pérez, María José",
        "de la Torre Ibarra, Ramón",
    ]


def test_text_is_sorted_without_marks_and_case_and_empties_last(desk: Desk) -> None:
    posts = ["Ábaco", "zeta", "", "Ñandú", "abad", "Óbolo"]
    desk.records.save(*[Official(given_names="A", family_names=str(n), post=p) for n, p in enumerate(posts)])
    for descending in (False, True):
        ids = desk.lists.ids("officials", sort="post", descending=descending)
        found = [row[4] for row in desk.lists.rows("officials", ids)]
        named = [post for post in posts if post]
        assert found == [*sorted(named, key=fold, reverse=descending), ""]


def test_who_has_no_city_stands_last_and_within_a_city_names_are_in_order(desk: Desk, small: World) -> None:
    second = Official(given_names="A", family_names="Zapata", city_id=small.mexico.id)
    first = Official(given_names="A", family_names="Abad", city_id=small.mexico.id)
    desk.records.save(second, first)
    in_mexico = [first.id, small.maria.id, second.id]
    rising, falling = [desk.lists.ids("officials", sort="city", descending=way) for way in (False, True)]
    assert rising == [*in_mexico, small.ramon.id, small.nunila.id]
    assert falling == [small.ramon.id, *in_mexico, small.nunila.id]


def test_countries_are_sorted_by_name_in_the_language_of_the_face(desk: Desk, small: World) -> None:
    assert desk.lists.ids("cities", sort="country") == [small.zurich.id, small.quito.id, small.mexico.id]
    desk.lists.lang = Language("es")  # Ecuador, México, Suiza
    assert desk.lists.ids("cities", sort="country") == [small.quito.id, small.mexico.id, small.zurich.id]


def test_choices_are_sorted_in_the_order_of_their_lives(desk: Desk, small: World) -> None:
    later = Placement(nomination_id=small.nomination.id, offer_id=small.offer.id, status="agreed")
    desk.records.save(later)
    assert desk.lists.ids("placements", sort="status") == [small.placement.id, later.id]
    assert desk.lists.ids("placements", sort="status", descending=True) == [later.id, small.placement.id]


def test_filters_by_ids_and_several_values(desk: Desk, small: World) -> None:
    ids = desk.lists.ids
    assert ids("officials", where={"programme_id": small.programme.id}) == [small.maria.id]
    assert ids("officials", where={"languages": ["pt", "fr"]}) == [small.maria.id]
    assert ids("officials", where={"city_id": None}) == [small.nunila.id]
    assert ids("officials", where={"city_id": [None, small.quito.id]}) == [small.nunila.id, small.ramon.id]
    assert ids("placements", where={"status": ["proposed", "agreed"], "host_city_id": small.quito.id})
    assert ids("placements", where={"status": "agreed"}) == []
    assert ids("offers", where={"city_id": small.mexico.id}) == []
    assert ids("networks", where={"city_id": [small.mexico.id]}) == [small.network.id]
    assert ids("nominations", where={"substitute_of_id": None}) == [small.nomination.id]
    with pytest.raises(KeyError):
        ids("officials", where={"no such thing": 1})
    assert desk.lists.count("officials", where={"city_id": small.mexico.id}) == 1


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("officials", "nunez", ["maria"]),
        ("officials", "NÚÑEZ", ["maria"]),
        ("officials", "jose perez", ["maria"]),
        ("officials", "nu", ["nunila", "maria"]),
        ("officials", "n", ["nunila", "maria"]),
        ("officials", "jo", ["maria"]),
        ("officials", "agua ram", ["ramon"]),
        ("officials", "example.org", ["maria"]),
        ("officials", "torre x", []),
        ("officials", '"; DROP', []),
        ("officials", "uñez'", ["maria"]),
        ("cities", "carita", ["quito"]),
        ("institutions", "cgai", ["office"]),
        ("institutions", "mexico", ["office"]),
        ("nominations", "perez drenaje", ["nomination"]),
        ("nominations", "ex26", ["nomination"]),
        ("placements", "quito nunez", ["placement"]),
        ("placements", "ex26-001", ["placement"]),
        ("offers", "movilidad", ["offer"]),
        ("received", "nomina", ["file"]),
    ],
)
def test_search_is_folded_and_asks_for_every_word(desk: Desk, small: World, name: str, typed: str, found: list) -> None:
    assert desk.lists.ids(name, typed) == [getattr(small, each).id for each in found]


def test_the_index_follows_every_change(desk: Desk, small: World) -> None:
    maria = desk.records.get(Official, small.maria.id)
    maria.family_names = "Echeverría"
    desk.records.save(maria)
    assert desk.lists.ids("officials", "nunez") == []
    assert desk.lists.ids("officials", "cheverr") == [maria.id]
    desk.history.undo()
    assert desk.lists.ids("officials", "nunez") == [maria.id]
    desk.records.delete(Official, [small.nunila.id])
    assert desk.lists.ids("officials", "nunila") == []


def test_a_record_gone_leaves_its_place_empty(desk: Desk, small: World) -> None:
    rows = desk.lists.rows("officials", [small.nunila.id, "gone", small.ramon.id])
    assert [row[0] for row in rows] == ["Abad, Nunila", None, "de la Torre Ibarra, Ramón"]


def test_the_search_over_everything_puts_the_exact_surname_first(desk: Desk) -> None:
    names = [("Marina", "Paz"), ("Ana", "Marín"), ("Ana", "Marino"), ("Luis", "Marin Soto"), ("Marin", "Abad")]
    desk.records.save(*[Official(given_names=given, family_names=family) for given, family in names])
    found = [hit.name for hit in desk.lists.search("marin")]
    assert found == ["Marín, Ana", "Marin Soto, Luis", "Marino, Ana", "Abad, Marin", "Paz, Marina"]
    assert len(desk.lists.search("marin", limit=2)) == 2


def test_the_search_over_everything_finds_people_where_they_are(desk: Desk, small: World) -> None:
    hits = desk.lists.search("nunez")
    assert [(hit.listing, hit.id) for hit in hits] == [
        ("officials", small.maria.id),
        ("nominations", small.nomination.id),
        ("placements", small.placement.id),
    ]
    assert hits[2].detail == "Alcaldía de Quito · Quito · EX26-001"
    assert [hit.listing for hit in desk.lists.search("quito")] == ["institutions", "cities", "offers"]
    assert [hit.id for hit in desk.lists.search("ex26 001")] == [small.placement.id]
    assert desk.lists.search("  ·  ") == []


def test_passport_numbers_are_in_no_list_and_no_search(desk: Desk, small: World) -> None:
    for name in LISTINGS:
        assert "X1234567" not in str(desk.lists.rows(name, desk.lists.ids(name)))
        assert desk.lists.ids(name, "x1234567") == []
    assert desk.lists.search("x1234567") == []


def test_best_spoken_language_comes_first(desk: Desk) -> None:
    spoken = [("en", ""), ("fr", "A1"), ("pt", "C1"), ("es", "native")]
    desk.records.save(
        Official(
            given_names="A", family_names="B", languages=[LanguageSkill(language=code, level=lv) for code, lv in spoken]
        )
    )
    assert desk.lists.rows("officials", desk.lists.ids("officials"))[0][5] == ("es", "pt", "fr", "en")


def test_an_open_stay_does_not_hide_the_others(desk: Desk, small: World) -> None:
    placement = desk.records.get(Placement, small.placement.id)
    placement.stays.append(Stay())
    desk.records.save(placement)
    row = desk.lists.rows("placements", [placement.id])[0]
    assert row[5:7] == (date(2026, 3, 3), date(2026, 4, 8))


NAMES = st.text(st.sampled_from("aáñ łøÆ'-ozZ  "), min_size=1, max_size=8)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(names=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6), typed=NAMES)
def test_the_index_finds_what_a_plain_scan_finds(desk: Desk, names: list, typed: str) -> None:
    """Recall against the definition: every word of three letters or more is somewhere in the folded key; a shorter
    one begins a word of the name."""
    officials = [Official(given_names=given, family_names=family) for given, family in names]
    with desk.database.step("People") as step:
        step.save(*officials)
    words = fold(typed).split()
    wanted = {
        o.id for o in officials if all(w in o.search_key if len(w) > 2 else f" {w}" in f" {o.sort_key}" for w in words)
    }
    ours = {official.id for official in officials}
    assert set(desk.lists.ids("officials", typed)) & ours == wanted
