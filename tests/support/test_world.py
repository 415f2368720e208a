"""The world's cities and regions: found by their names, in a file that opens fast."""

import json
import random
import struct
import zlib
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.support.regions import regions_named, regions_of
from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold
from exchange_desk.support.world import FORM, Place, World, decode_population, encode_population, titled, world


def every_place() -> list[Place]:
    """All places of the file, read without the finder."""
    path = resource("world", "cities.bin")
    content = path.read_bytes()
    size = struct.unpack_from("<I", content, len(FORM))[0]
    blocks = json.loads(zlib.decompress(content[len(FORM) + 4 :][:size]))[1]
    found = World(path)
    return [
        found._own(block, row)
        for block in map(found._block, range(len(blocks)))
        for row in range(len(block.keys))
        if not block.shown[row].startswith("=")
    ]


PLACES = every_place()


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [
        ("Morón", "AR", "Buenos Aires"),
        ("MORON", "CU", "Ciego de Ávila"),
        ("Lima", "PE", "Lima Metropolitana"),
        ("lima", "US", "Ohio"),
        ("Mérida", "VE", "Mérida"),
        ("Medellín", "CO", "Antioquia"),
        ("Belo Horizonte", "BR", "Minas Gerais"),
        ("Huatulco", "MX", "Oaxaca"),
        ("Saint-Denis", "FR", "Île-de-France"),
        ("Sabaneta", "CO", "Antioquia"),
    ],
)
def test_a_city_is_found_with_its_country_and_region(text: str, country: str, region: str) -> None:
    assert (country, region) in [(place.country, place.region) for place in world().named(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Londres", "London"),
        ("Nueva York", "New York"),
        ("Nova Iorque", "New York"),
        ("Florencia", "Firenze"),
        ("Ginebra", "Genève"),
        ("Genebra", "Genève"),
        ("Marsella", "Marseille"),
        ("Barcelone", "Barcelona"),
        ("Lisbonne", "Lisboa"),
        ("Moscú", "Moscow"),
        ("Cuzco", "Cusco"),
        ("Havana", "La Habana"),
        ("Milán", "Milano"),
        ("Burdeos", "Bordeaux"),
    ],
)
def test_other_names_in_four_languages_lead_to_the_city(text: str, name: str) -> None:
    assert name in [place.name for place in world().named(text)]


def test_every_place_is_found_by_its_name_as_itself() -> None:
    for place in random.Random(7).sample(PLACES, 2000):
        assert place in world().named(place.name)


def test_every_region_with_a_city_that_has_people_is_told_by_name_in_the_countries_of_the_exchanges() -> None:
    for country in (
        "AR",
        "BO",
        "BR",
        "CL",
        "CO",
        "CR",
        "EC",
        "ES",
        "FR",
        "GT",
        "IT",
        "MX",
        "PE",
        "PT",
        "UY",
        "VE",
        "US",
    ):
        assert [p.name for p in PLACES if p.country == country and not p.region] == []


def test_positions_zones_and_sizes_are_sound() -> None:
    zones = available_timezones()
    assert all(-90 <= p.latitude <= 90 and -180 <= p.longitude <= 180 for p in PLACES)
    assert {p.time_zone for p in PLACES} <= zones
    moron = next(p for p in world().named("Morón") if p.country == "AR")
    assert (moron.latitude, moron.longitude, moron.time_zone) == (-34.65, -58.62, "America/Argentina/Buenos_Aires")
    assert 90_000 <= moron.population <= 110_000


def test_the_largest_comes_first_and_a_beginning_finds_more() -> None:
    assert [p.country for p in world().named("Guadalajara")] == ["MX", "ES"]
    begun = world().beginning("guadala")
    assert begun[0].name == "Guadalajara"
    assert all(fold(p.name).startswith("guadala") for p in begun[:2])
    assert world().beginning("g") == ()
    assert "São Paulo" in [p.name for p in world().beginning("sao p")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Medelin", "Medellín"),
        ("Barranqilla", "Barranquilla"),
        ("Ermosillo", "Hermosillo"),
        ("Balparaiso", "Valparaíso"),
        ("Montevidio", "Montevideo"),
    ],
)
def test_misspelt_names_lead_near(text: str, name: str) -> None:
    assert name in [place.name for place in world().near(text)]
    assert world().near(text, ["JP"]) == ()


@pytest.mark.parametrize(
    ("text", "name"), [("S?o Paulo", "São Paulo"), ("M?rida", "Mérida"), ("Asunci\ufffdn", "Asunción")]
)
def test_lost_letters_are_filled_from_names(text: str, name: str) -> None:
    assert world().lost(text)[0].name == name


def test_nothing_is_found_for_what_is_no_name() -> None:
    for text in ("", "?", "…", "123", "Qwzzkx"):
        assert world().named(text) == world().near(text) == world().lost(text) == world().beginning(text) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("MG", {"BR.15"}),
        ("Prov. de Buenos Aires", {"AR.01"}),
        ("Bs. As.", {"AR.01"}),
        ("Dpto. Antioquia", {"CO.02"}),
        ("Edo. de México", {"MX.15"}),
        ("N.L.", {"MX.19"}),
        ("Sevilla", {"ES.51"}),
        ("Finistère", {"FR.53"}),
        ("Estado de São Paulo", {"BR.27"}),
        ("Narnia", set()),
    ],
)
def test_regions_by_name_abbreviation_and_part(text: str, codes: set[str]) -> None:
    assert codes <= {region.code for region in regions_named(text)}
    assert bool(codes) == bool(regions_named(text))


def test_short_codes_count_only_where_wanted() -> None:
    assert regions_named("TX")[0].name == "Texas"
    assert regions_named("TX", short=False) == ()
    assert [r.name for r in regions_of("UY")][:2] == ["Artigas", "Canelones"]
    assert len(regions_of("BR")) == 27


@given(st.integers(0, 10**8))
def test_populations_keep_two_digits(people: int) -> None:
    kept = decode_population(encode_population(people))
    assert kept == 0 if people < 10 else abs(kept - people) <= max(people * 0.05, 1)
    assert encode_population(kept) == encode_population(people)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_larger_city_never_has_a_smaller_number(one: int, other: int) -> None:
    assert (encode_population(one) <= encode_population(other)) or one > other


def test_names_are_written_as_usual() -> None:
    assert titled("villa de los reyes") == "Villa de los Reyes"


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cities.bin").write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match="not in the form"):
        World(tmp_path / "cities.bin")


def test_the_world_is_small() -> None:
    assert sum(file.stat().st_size for file in resource("world").iterdir()) < 3_000_000
