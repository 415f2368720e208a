"""Undo, redo and revert: what stands, what goes, what stays and why."""

from collections.abc import Iterator

import pytest

from exchange_desk.model import (
    City,
    CityAlias,
    Institution,
    LanguageSkill,
    Nomination,
    Official,
    Programme,
    change_table,
    step_table,
)
from exchange_desk.services.desk import Desk
from exchange_desk.store.history import History, _next_redo, _next_undo
from exchange_desk.store.revert import RevertPreview
from exchange_desk.support import clock
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from tests.store.small_world import World, settle


@pytest.fixture
def small(desk: Desk) -> World:
    return settle(desk)


@pytest.fixture
def history(desk: Desk) -> History:
    return desk.history


def post(desk: Desk, official: Official, text: str) -> None:
    found = desk.records.get(Official, official.id)
    found.post = text
    desk.records.save(found)


def posts(desk: Desk, *officials: Official) -> list[str]:
    return [official.post for official in desk.database.load(Official, [each.id for each in officials])]


def refusal(act) -> DeskError:
    with pytest.raises(DeskError) as caught:
        act()
    return caught.value


# Undo and redo -------------------------------------------------------------------------------------------------------


def test_undo_goes_backward_and_redo_forward(desk: Desk, small: World, history: History) -> None:
    for text in "abc":
        post(desk, small.ramon, text)
    seen = []
    for _ in "abc":
        history.undo()
        seen += posts(desk, small.ramon)
    for _ in "abc":
        history.redo()
        seen += posts(desk, small.ramon)
    assert seen == ["b", "a", "Jefe de agua", "a", "b", "c"]
    assert history.next_redo() is None
    assert refusal(history.redo).key == "history.nothing"


def test_something_new_ends_what_can_be_redone(desk: Desk, small: World, history: History) -> None:
    post(desk, small.ramon, "a")
    post(desk, small.ramon, "b")
    history.undo()
    post(desk, small.maria, "new")
    assert history.next_redo() is None
    history.undo()
    assert history.next_redo().id == 5
    history.undo()
    assert posts(desk, small.ramon, small.maria) == ["Jefe de agua", ""]
    assert history.next_redo().id == 2
    history.redo()
    history.redo()
    assert posts(desk, small.ramon, small.maria) == ["a", "new"]
    assert refusal(history.redo).key == "history.nothing"


def test_undo_to_the_beginning_and_back(desk: Desk, small: World, history: History) -> None:
    post(desk, small.ramon, "a")
    history.undo()
    history.undo()
    assert refusal(history.undo).key == "history.nothing"
    assert desk.database.count(Official) == desk.database.count(LanguageSkill) == 0
    history.redo()
    history.redo()
    assert desk.database.count(LanguageSkill) == 2
    assert desk.upkeep.check() == ()


def test_a_row_touched_twice_in_a_step_is_undone_once(desk: Desk, history: History) -> None:
    city = City(name="Quito")
    with desk.database.step("Thrice") as step:
        step.save(city)
        city.note = "x"
        city.aliases.append(CityAlias(text="UIO"))
        step.save(city)
        city.aliases.pop()
        step.save(city)
    assert [(c.kind, c.before, (c.after or {}).get("note")) for c in history.changes(1)] == [
        ("city", None, "x"),
        ("city_alias", None, None),
    ]
    history.undo()
    assert (desk.database.count(City), desk.database.count(CityAlias)) == (0, 0)
    history.redo()
    assert desk.database.get(City, city.id).note == "x"
    assert desk.upkeep.check() == ()


def test_history_reads_in_the_language_of_the_reader(desk: Desk, history: History, lang: Language) -> None:
    with desk.database.step("Import list from {city}", city="Quito") as step:
        step.save(City(name="Lima"))
    history.revert(1)
    history.undo()
    history.redo()
    assert [step.say(lang) for step in history.steps()] == [
        "Redo: Take back: Import list from Quito",
        "Undo: Take back: Import list from Quito",
        "Take back: Import list from Quito",
        "Import list from Quito",
    ]
    assert [(s.id, s.kind, s.target, s.rows, s.undone) for s in history.steps()] == [
        (4, "redo", 2, 1, False),
        (3, "undo", 2, 1, False),
        (2, "revert", 1, 1, False),
        (1, "change", None, 1, False),
    ]
    assert history.step(1).at == clock.now()


def test_the_history_of_one_record(desk: Desk, small: World, history: History) -> None:
    post(desk, small.maria, "a")
    post(desk, small.ramon, "b")
    found = desk.records.get(Official, small.maria.id)
    found.languages.pop()
    desk.records.save(found)
    assert [s.id for s in history.steps(kind="official", record_id=small.maria.id)] == [4, 2, 1]
    assert [s.id for s in history.steps(1, kind="official", record_id=small.maria.id)] == [4]
    assert refusal(lambda: history.step(99)).key == "history.no_step"


def test_undo_is_refused_with_the_records_that_others_use_by_now(desk: Desk, small: World, history: History) -> None:
    city = City(name="Lima", country="PE")
    desk.records.save(city)
    with desk.database.step("Bypassing the history") as step:
        step.connection.exec_driver_sql("UPDATE official SET city_id = ? WHERE id = ?", (city.id, small.ramon.id))
    error = refusal(history.undo)
    assert (error.key, error.params["records"]) == ("history.in_use", (("city", city.id),))
    assert desk.database.count(City) == 4


def test_undo_is_refused_with_the_records_changed_behind_its_back(desk: Desk, small: World, history: History) -> None:
    found = desk.records.get(Official, small.maria.id)
    found.languages[0].level = "C1"
    desk.records.save(found)
    with desk.database.step("Bypassing the history") as step:
        step.connection.exec_driver_sql("UPDATE language_skill SET evidence = 'x'")
    error = refusal(history.undo)
    assert (error.key, error.params["count"]) == ("history.changed_since", 1)
    assert error.params["records"] == (("official", small.maria.id),)
    assert "C1" in {skill.level for skill in desk.records.get(Official, small.maria.id).languages}


def test_undo_of_an_import_is_announced_like_any_step(desk: Desk, small: World, history: History) -> None:
    told = []
    desk.on_change(told.append)
    changes = history.undo()
    assert told == [changes]
    assert changes.step == 2
    assert small.maria.id in changes.touched["official"]


def test_history_survives_closing(desk: Desk, small: World, history: History) -> None:
    post(desk, small.ramon, "a")
    desk.close()
    again = Desk.open(desk.database.path)
    again.history.undo()
    assert posts(again, small.ramon) == ["Jefe de agua"]
    again.close()


def test_a_long_history_is_not_read_from_its_beginning(desk: Desk, history: History) -> None:
    steps = [
        {"kind": "change", "label": "Old", "params": {}, "target": None, "at": clock.now(), "who": ""}
        for _ in range(20_000)
    ]
    with desk.database.step("Filling") as step:
        step.connection.execute(step_table.insert(), steps)
        step.connection.execute(
            change_table.insert(),
            [
                {"step_id": n + 1, "position": 0, "kind": "city", "record_id": "x", "before": None, "after": None}
                for n in range(20_000)
            ],
        )
    read = 0

    def count(*_: object) -> int:
        nonlocal read
        read += 1
        return 0

    with desk.database.reading() as connection:
        connection.connection.driver_connection.set_progress_handler(count, 100)
        assert (_next_undo(connection).id, _next_redo(connection)) == (20_000, None)
        connection.connection.driver_connection.set_progress_handler(None, 0)
    assert read < 60  # hundreds of instructions; reading all steps takes some 4,000 times 100
    assert len(history.steps()) == 500


# Revert --------------------------------------------------------------------------------------------------------------


class Import:
    """An import as one step: five new officials with a language, a new institution, and a known city changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.history = desk, desk.history
        self.city = City(name="Quito", country="EC")
        desk.records.save(self.city)
        city = desk.records.get(City, self.city.id)
        city.note = "imported"
        city.aliases.append(CityAlias(text="UIO"))
        self.institution = Institution(name="Alcaldía", city_id=city.id)
        self.people = [
            Official(
                given_names="A",
                family_names=f"B{n}",
                city_id=city.id,
                institution_id=self.institution.id,
                languages=[LanguageSkill(language="es")],
            )
            for n in range(5)
        ]
        with desk.database.step("Import") as step:
            step.save(*self.people, self.institution, city)
        self.step = desk.database.last_changes.step

    def preview(self) -> RevertPreview:
        return self.history.preview_revert(self.step)

    def edit(self, number: int, **fields: object) -> None:
        found = self.desk.records.get(Official, self.people[number].id)
        for name, value in fields.items():
            setattr(found, name, value)
        self.desk.records.save(found)

    def left(self) -> list[int]:
        """The numbers of the people who are still there."""
        there = {official.id for official in self.desk.database.find(Official)}
        return [number for number, official in enumerate(self.people) if official.id in there]


@pytest.fixture
def taken(desk: Desk) -> Iterator[Import]:
    """At the end, undoing the newest step brings everything back as it was, and the desk is in order."""
    made = Import(desk)
    yield made
    assert desk.upkeep.check() == ()


def why(preview: RevertPreview) -> dict[tuple[str, str], str]:
    return {(line.kind, line.id): line.say(Language("en")) for line in preview.stay}


def test_an_untouched_import_goes_as_a_whole(desk: Desk, taken: Import) -> None:
    preview = taken.preview()
    assert {line.kind for line in preview.removed} == {"official", "institution"}
    assert [(line.kind, line.id) for line in preview.back] == [("city", taken.city.id)]
    assert (len(preview.removed), preview.stay, bool(preview)) == (6, (), True)
    changes = taken.history.revert(taken.step)
    assert (taken.left(), desk.database.count(Institution), desk.database.count(LanguageSkill)) == ([], 0, 0)
    assert desk.database.get(City, taken.city.id).note == ""
    assert taken.history.step(changes.step).kind == "revert"


def test_what_was_edited_since_stays(desk: Desk, taken: Import) -> None:
    taken.edit(0, email="new@example.org")
    taken.edit(1, languages=[*desk.records.get(Official, taken.people[1].id).languages, LanguageSkill(language="pt")])
    taken.edit(2, languages=[])
    told = why(taken.preview())
    edited = [("official", taken.people[number].id) for number in (0, 1, 2)]
    assert [told[each] for each in edited] == ["It was changed since."] * 3
    assert told["institution", taken.institution.id] == "Other records use it now (3)."
    taken.history.revert(taken.step)
    assert taken.left() == [0, 1, 2]
    assert desk.records.get(Official, taken.people[0].id).email == "new@example.org"
    assert len(desk.records.get(Official, taken.people[1].id).languages) == 2


def test_an_edit_taken_back_counts_for_nothing(taken: Import) -> None:
    taken.edit(0, email="new@example.org")
    taken.edit(1, languages=[])
    taken.history.undo()
    taken.history.undo()
    taken.history.revert(taken.step)
    assert taken.left() == []


def test_what_is_used_since_stays_with_what_it_needs(desk: Desk, taken: Import) -> None:
    programme = Programme(code="X", name="Y")
    desk.records.save(programme)
    desk.records.save(Nomination(programme_id=programme.id, official_id=taken.people[3].id))
    told = why(taken.preview())
    assert told == {
        ("official", taken.people[3].id): "Other records use it now (1).",
        ("institution", taken.institution.id): "Other records use it now (1).",
    }
    taken.history.revert(taken.step)
    assert taken.left() == [3]


def test_what_was_deleted_since_is_named(desk: Desk, taken: Import) -> None:
    desk.records.delete(Official, [taken.people[4].id])
    assert why(taken.preview()) == {("official", taken.people[4].id): "It was deleted since."}
    taken.history.revert(taken.step)
    assert taken.left() == []


def test_a_known_record_edited_since_does_not_go_back(desk: Desk, taken: Import) -> None:
    city = desk.records.get(City, taken.city.id)
    city.region = "Pichincha"
    desk.records.save(city)
    assert why(taken.preview()) == {("city", city.id): "It was changed since."}
    taken.history.revert(taken.step)
    assert desk.records.get(City, city.id).note == "imported"


def test_a_part_of_a_known_record_edited_since_keeps_all_of_it(desk: Desk, taken: Import) -> None:
    """The step only added the alias; the officer then changed the name: the city is one."""
    city = desk.records.get(City, taken.city.id)
    city.aliases.append(CityAlias(text="Second"))
    second = desk.records.save(city).step
    city = desk.records.get(City, taken.city.id)
    city.region = "Pichincha"
    desk.records.save(city)
    assert why(taken.history.preview_revert(second)) == {("city", city.id): "It was changed since."}
    assert refusal(lambda: taken.history.revert(second)).key == "history.nothing_left"


def test_what_the_step_deleted_comes_back_if_it_can(desk: Desk, taken: Import) -> None:
    institution = Institution(name="Other", city_id=taken.city.id)
    desk.records.save(institution)
    taken.edit(0, institution_id=institution.id)
    moved = desk.database.last_changes.step
    taken.edit(0, institution_id=None)
    desk.records.delete(Institution, [institution.id])
    deleted = desk.database.last_changes.step
    preview = taken.history.preview_revert(moved)
    assert why(preview) == {("official", taken.people[0].id): "It was changed since."}
    assert [line.kind for line in taken.history.preview_revert(deleted).back] == ["institution"]
    taken.history.revert(deleted)
    assert desk.database.get(Institution, institution.id).name == "Other"
    assert why(taken.history.preview_revert(deleted)) == {("institution", institution.id): "It is in the desk again."}


def test_nothing_goes_back_to_what_is_gone(desk: Desk, taken: Import) -> None:
    other = Institution(name="Other")
    desk.records.save(other)
    taken.edit(0, institution_id=other.id)
    taken.edit(0, institution_id=taken.institution.id)
    back_to_other = desk.database.last_changes.step
    desk.records.delete(Institution, [other.id])
    told = why(taken.history.preview_revert(back_to_other))
    assert told == {("official", taken.people[0].id): "Something that it needs was deleted since."}


def test_a_code_taken_meanwhile_is_not_taken_twice(desk: Desk, taken: Import) -> None:
    first = Programme(code="A", name="First")
    desk.records.save(first)
    first.code = "B"
    renamed = desk.records.save(first).step
    desk.records.save(Programme(code="A", name="Second"))
    assert why(taken.history.preview_revert(renamed)) == {("programme", first.id): "Another record has its code now."}
    desk.records.delete(Programme, [desk.database.find(Programme, code="A")[0].id])
    taken.history.revert(renamed)
    assert desk.database.get(Programme, first.id).code == "A"


def test_a_revert_is_undone_and_redone_like_any_step(desk: Desk, taken: Import) -> None:
    taken.edit(0, email="new@example.org")
    taken.history.revert(taken.step)
    assert taken.left() == [0]
    taken.history.undo()
    assert taken.left() == [0, 1, 2, 3, 4]
    assert desk.records.get(City, taken.city.id).aliases[0].text == "UIO"
    taken.history.redo()
    assert taken.left() == [0]
    assert refusal(lambda: taken.history.revert(taken.step)).key == "history.nothing_left"


def test_a_step_undone_already_is_not_reverted(taken: Import) -> None:
    taken.history.undo()
    assert refusal(lambda: taken.history.revert(taken.step)).key == "history.undone"
    taken.history.redo()
    taken.history.revert(taken.step)
    assert taken.left() == []
    assert refusal(lambda: taken.history.revert(99)).key == "history.no_step"


def test_a_chain_of_uses_is_kept_to_its_end(desk: Desk) -> None:
    """A unit edited since keeps its parent, which keeps its city, all made by one step."""
    city = City(name="Lima")
    top = Institution(name="Top", city_id=city.id)
    middle = Institution(name="Middle", parent_id=top.id)
    unit = Institution(name="Unit", parent_id=middle.id)
    alone = Institution(name="Alone")
    with desk.database.step("All") as step:
        step.save(city, top, middle, unit, alone)
    unit.note = "x"
    desk.records.save(unit)
    preview = desk.history.preview_revert(1)
    assert [line.id for line in preview.removed] == [alone.id]
    assert {line.id for line in preview.stay} == {city.id, top.id, middle.id, unit.id}
    desk.history.revert(1)
    assert {i.id for i in desk.database.find(Institution)} == {top.id, middle.id, unit.id}
