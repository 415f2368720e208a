"""How fast the store is: `python -m tests.benchmarks.store [--officials 100000]`. Prints a table, asserts nothing."""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from exchange_desk.model import City, Institution, LanguageSkill, Nomination, Official, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.store.backup import back_up

_FAMILY = [
    "García",
    "López",
    "Pérez",
    "Núñez",
    "Torre",
    "Ibarra",
    "Abril",
    "Tarache",
    "Quispe",
    "Mamani",
    "Flores",
    "Vargas",
    "Rojas",
    "Castro",
    "Ortiz",
    "Silva",
    "Souza",
    "Oliveira",
    "Pereira",
    "Costa",
    "Almeida",
    "Moreau",
    "Lefèvre",
    "Girard",
    "Rousseau",
    "Zárate",
    "Yupanqui",
    "Ñáñez",
    "Wojciechowski",
    "Echeverría",
    "Iturralde",
    "Uribe",
    "Zapata",
    "Valdés",
    "Benítez",
    "Cárdenas",
    "Domínguez",
    "Esquivel",
    "Figueroa",
    "Guerrero",
    "Herrera",
    "Jaramillo",
]
_GIVEN = [
    "María",
    "José",
    "Ana",
    "Luis",
    "Carlos",
    "Jorge",
    "Camilo",
    "Lucía",
    "Sofía",
    "Valentina",
    "Andrés",
    "Diego",
    "Fernanda",
    "Gabriela",
    "Héctor",
    "Inés",
    "Joaquín",
    "Karina",
    "Laura",
    "Marcelo",
    "Natalia",
    "Óscar",
    "Paula",
    "Raquel",
    "Santiago",
    "Teresa",
    "Úrsula",
    "Verónica",
    "Ximena",
    "Yolanda",
    "Zoé",
]
_POSTS = [
    "Jefa de catastro",
    "Director de movilidad",
    "Analista de agua",
    "Coordinadora de cooperación",
    "Asesor legal",
]


def people(n: int, cities: list[City], institutions: list[Institution], seed: int) -> list[Official]:
    chance = random.Random(seed)
    return [
        Official(
            given_names=f"{chance.choice(_GIVEN)} {chance.choice(_GIVEN)}",
            family_names=f"{chance.choice(_FAMILY)} {chance.choice(_FAMILY)}",
            email=f"p{seed}.{number}@example.org",
            post=chance.choice(_POSTS),
            city_id=chance.choice(cities).id,
            institution_id=chance.choice(institutions).id,
            languages=[LanguageSkill(language="es", level="native")],
        )
        for number in range(n)
    ]


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what:58}{(time.perf_counter() - start) * 1000:10.1f} ms")


def spread(what: str, jobs: list[Callable[[], Any]]) -> None:
    took = []
    for job in jobs:
        start = time.perf_counter()
        job()
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    print(f"{what:58}{took[len(took) // 2]:8.1f} median {took[int(len(took) * 0.95)]:8.1f} p95 {took[-1]:8.1f} max ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--officials", type=int, default=100_000)
    parser.add_argument("--steps", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder) / "bench.desk", asked.officials, asked.steps)


def run(path: Path, officials: int, steps: int) -> None:
    with timed("make a new desk"):
        desk = Desk.open(path)
    cities = [City(name=f"Ciudad {n}", country="MX") for n in range(500)]
    institutions = [Institution(name=f"Institución {n}", city_id=cities[n % 500].id) for n in range(2_000)]
    with desk.database.step("Places") as step:
        step.save(*cities, *institutions)
    crowd = people(officials, cities, institutions, 1)
    with timed(f"save {officials:,} officials"), desk.database.step("Crowd") as step:
        step.save(*crowd)
    import_and_undo(desk, cities, institutions)
    lists(desk)
    searches(desk)
    small_steps(desk, crowd, steps)
    with timed("history: next undo, next redo, newest 500 steps"):
        desk.history.next_undo(), desk.history.next_redo(), desk.history.steps()
    with timed(f"backup, verified ({path.stat().st_size / 1e6:.0f} MB)"):
        back_up(path, path.parent / "copies", "manual")
    desk.close()
    with timed("open again"):
        desk = Desk.open(path)
    with timed("first list, ids and 200 rows"):
        desk.lists.rows("officials", desk.lists.ids("officials")[:200])
    desk.close()


def import_and_undo(desk: Desk, cities: list[City], institutions: list[Institution]) -> None:
    programme = Programme(code="EX26", name="Exchange 2026")
    desk.records.save(programme)
    fresh = people(10_000, cities, institutions, 2)
    with timed("save 10,000 new officials, one language each"), desk.database.step("Import") as step:
        step.save(*fresh)
    with timed("undo it"):
        desk.history.undo()
    with timed("redo it"):
        desk.history.redo()
    for each in fresh:
        each.version = 2
        each.post = "Otro cargo"
    fresh = desk.database.load(Official, [each.id for each in fresh])
    for each in fresh:
        each.post = "Otro cargo"
    with timed("change 10,000 officials"), desk.database.step("Change") as step:
        step.save(*fresh)
    with timed("undo it"):
        desk.history.undo()
    nominations = [Nomination(programme_id=programme.id, official_id=each.id) for each in fresh]
    with timed("save 10,000 nominations"), desk.database.step("Nominate") as step:
        step.save(*nominations)
    with timed("load 10,000 officials with parts"):
        desk.database.load(Official, [each.id for each in fresh])


def lists(desk: Desk) -> None:
    for column in desk.lists.listing("officials").columns:
        with timed(f"officials sorted by {column.name}"):
            ids = desk.lists.ids("officials", sort=column.name)
    pages = [lambda at=at: desk.lists.rows("officials", ids[at : at + 200]) for at in range(0, len(ids), 2_000)]
    spread("a page of 200 officials", pages)
    with timed("10,000 nominations sorted by official"):
        desk.lists.ids("nominations")


def searches(desk: Desk) -> None:
    chance = random.Random(3)
    typed = [chance.choice(_FAMILY + _GIVEN) for _ in range(60)]
    keys = [name[:length] for name in typed for length in range(1, len(name) + 1)]
    spread("a keystroke in the list of officials, all ids", [lambda k=k: desk.lists.ids("officials", k) for k in keys])
    first = [lambda k=k: desk.lists.rows("officials", desk.lists.ids("officials", k)[:50]) for k in keys]
    spread("… and the first 50 rows", first)
    spread("a keystroke in the search over everything", [lambda k=k: desk.lists.search(k) for k in keys])
    absent = [lambda k=k: desk.lists.ids("officials", f"{k}q") for k in keys]
    spread("a keystroke that finds nobody", absent)


def small_steps(desk: Desk, crowd: list[Official], steps: int) -> None:
    jobs = []
    for official in crowd[:steps]:

        def job(official: Official = official) -> None:
            official.note += "x"
            desk.records.save(official)

        jobs.append(job)
    spread(f"{steps:,} single saves", jobs)


if __name__ == "__main__":
    main()
