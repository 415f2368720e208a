"""Whatever a sender corrects and an officer edits, undoes and takes back: nothing that was typed is lost unasked.

A seeded machine sends versions of one list, edits people, undoes, does again and takes imports back. Beside the desk
it remembers what was typed last into each field; a list may change such a field only where the officer accepted it.
"""

import random
from datetime import date
from pathlib import Path

import pytest

from exchange_desk.intake.decisions import Policy
from exchange_desk.model import City, Nomination, Official, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.store import Changes
from exchange_desk.support.problems import DeskError
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo", "Cargo", "Unidad", "Fecha de nacimiento")
PEOPLE = tuple(
    zip(("Ana", "Eva", "Luis", "Teo", "Sol", "Iris"), ("Ruiz", "Gil", "Paz", "Mar", "Ríos", "Cruz"), strict=True)
)
POSTS, UNITS = ("Jefa", "Asesor", "Chofer", "Alcaldesa"), ("Aguas", "Obras", "Salud", "")
EDITED = ("post", "unit")


class Machine:
    """The desk, the list as its sender has it, and what the officer typed: (e-mail, field) → value."""

    def __init__(self, desk: Desk, folder: Path, chance: random.Random) -> None:
        self.desk, self.folder, self.chance, self.number = desk, folder, chance, 0
        self.list = {name: [chance.choice(POSTS), chance.choice(UNITS)] for name, _ in PEOPLE[:4]}
        self.typed: dict[tuple[str, str], str] = {}
        self.undone: list[dict[tuple[str, str], str]] = []
        self.before: list[dict[tuple[str, str], str]] = []

    def official(self, name: str) -> Official | None:
        return next(iter(self.desk.records.find(Official, email=f"{name.lower()}@example.org")), None)

    def remember(self) -> None:
        self.before.append(dict(self.typed))
        self.undone.clear()

    def correct(self) -> None:
        """The sender changes a value, forgets a person or adds one."""
        name = self.chance.choice(PEOPLE)[0]
        if name in self.list and self.chance.random() < 0.25 and len(self.list) > 2:
            del self.list[name]
        else:
            self.list[name] = [self.chance.choice(POSTS), self.chance.choice(UNITS)]

    def send(self) -> None:
        self.number += 1
        rows = [
            (name, dict(PEOPLE)[name], f"{name.lower()}@example.org", *said, date(1980, 1, 1 + place))
            for place, (name, said) in enumerate(self.list.items())
        ]
        self.chance.shuffle(rows)
        file = builders.xlsx(self.folder / f"lista {self.number}.xlsx", {"Nómina": [HEAD, *rows]})
        plan = self.desk.imports.plan(file, programme="P-1", sender="Quito")
        plan = plan.with_policy(self.chance.choice([Policy.COMPLETE, Policy.UPDATE, Policy.KEEP]))
        if plan.missing and self.chance.random() < 0.5:
            plan = plan.answer("list.missing", self.chance.choice(["withdrawn", "valid", "later"]))
        accepted = [(row, c) for row in plan.rows for c in row.changes if str(c.kind) in ("conflict", "kept")]
        expected = dict(self.typed)
        if accepted and self.chance.random() < 0.3:
            row, change = self.chance.choice(accepted)
            plan = plan.with_change(row.sheet, row.row, change.field, applied=True)
            expected.pop((str(row.values["email"]), change.field), None)
        withdrawn = {m.nomination_id for m in plan.missing if m.decision == "withdrawn"}
        live = {n.id for n in self.desk.records.find(Nomination) if n.status != "withdrawn"}
        self.remember()
        report = self.desk.imports.apply(plan)
        assert set(report.withdrawn) == withdrawn
        now = {n.id for n in self.desk.records.find(Nomination) if n.status != "withdrawn"}
        assert live - now == withdrawn, "nobody is withdrawn unasked"
        self.typed = expected

    def edit(self) -> None:
        name, field = self.chance.choice(PEOPLE)[0], self.chance.choice(EDITED)
        official = self.official(name)
        value = self.chance.choice(["Typed", "Typed anew", ""])
        if official is None or getattr(official, field) == value:
            return
        self.remember()
        setattr(official, field, value)
        self.desk.records.save(official)
        self.typed[official.email, field] = value

    def undo(self) -> None:
        if self.before:
            self.desk.history.undo()
            self.undone.append(self.typed)
            self.typed = self.before.pop()

    def redo(self) -> None:
        if self.undone:
            self.desk.history.redo()
            self.before.append(self.typed)
            self.typed = self.undone.pop()

    def take_back(self) -> Changes | None:
        """Take back any import that stands; what was typed since stays."""
        steps = [step for step in self.desk.history.steps() if step.label == "Import {file}" and not step.undone]
        if not steps:
            return None
        self.remember()
        try:
            return self.desk.history.revert(self.chance.choice(steps).id)
        except DeskError as error:
            if error.key != "history.nothing_left":
                raise
            self.before.pop()
            return None

    def check(self) -> None:
        for (mail, field), value in self.typed.items():
            for official in self.desk.records.find(Official, email=mail):
                assert getattr(official, field) == value, f"{field} was typed and is lost"
        assert len(self.desk.records.find(Official)) <= len(PEOPLE)
        pairs = [(n.official_id, n.programme_id) for n in self.desk.records.find(Nomination)]
        assert len(pairs) == len(set(pairs)), "nobody is nominated twice"
        assert self.desk.upkeep.check() == ()


@pytest.fixture
def ready(desk: Desk) -> Desk:
    desk.records.save(Programme(code="P-1", name="Intercambio"))
    desk.records.save(City(name="Quito", country="EC"))
    return desk


@pytest.mark.parametrize("seed", range(6))
def test_nothing_typed_is_lost_unasked(ready: Desk, tmp_path: Path, seed: int) -> None:
    machine = Machine(ready, tmp_path, random.Random(seed))
    machine.send()
    acts = [
        machine.send,
        machine.correct,
        machine.correct,
        machine.edit,
        machine.edit,
        machine.undo,
        machine.redo,
        machine.take_back,
    ]
    for _ in range(22):
        machine.chance.choice(acts)()
        machine.check()
