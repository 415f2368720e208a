"""Random acts on a desk beside a simple model of it: after each, both hold the same, and the desk is in order.

The model is a dictionary of records with their parts; a step is a picture of all of it before and after. What undo,
redo and taking back mean is said here once more, in the plainest way, with no database.
"""

import copy
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from exchange_desk.model import (
    City,
    CityAlias,
    Institution,
    LanguageLevel,
    LanguageSkill,
    Nomination,
    NominationStatus,
    Official,
    Preference,
    Programme,
    Record,
)
from exchange_desk.services.desk import Desk
from exchange_desk.store.rows import part_relations, shape_of
from exchange_desk.support import ids
from exchange_desk.support.problems import DeskError

KINDS: tuple[type[Record], ...] = (City, Institution, Official, Programme, Nomination)
REFERENCES = {
    "institution": ("city_id", "parent_id"),
    "official": ("city_id", "institution_id"),
    "nomination": ("programme_id", "official_id", "sending_city_id", "substitute_of_id"),
    "preference": ("city_id", "institution_id"),
}
WORDS = st.sampled_from(["", "Ana", "Núñez Pérez", "de la Torre", "ÿ 🙂", "x" * 40])
CODES = st.sampled_from(["A", "B", "C"])
LANGUAGES = st.lists(st.sampled_from(["es", "pt", "fr", "en"]), max_size=3)

Whole = tuple[str, str]
Picture = dict[Whole, dict[str, Any]]


def picture(record: Record) -> dict[str, Any]:
    """A record's fields and its parts by id, without versions."""
    found = {name: value for name, value in shape_of(type(record)).row(record).items() if name != "version"}
    for attribute, _, _ in part_relations(type(record)):
        found[attribute] = {part.id: picture(part) for part in getattr(record, attribute)}
    return found


def named(kind: str, whole: dict[str, Any]) -> set[str]:
    """The ids of all records that a record or one of its parts names."""
    found = {whole[name] for name in REFERENCES.get(kind, ()) if whole[name]}
    for part in whole.get("preferences", {}).values():
        found |= {part[name] for name in REFERENCES["preference"] if part[name]}
    return found


class Acts(RuleBasedStateMachine):
    cities, institutions, officials = Bundle("cities"), Bundle("institutions"), Bundle("officials")
    programmes, nominations = Bundle("programmes"), Bundle("nominations")

    prepared: Path

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.counted = ids.counted()
        self.counted.__enter__()
        self.desk = Desk.open(Path(shutil.copy(self.prepared, Path(self.folder.name) / "test.desk")))
        self.now: Picture = {}
        self.steps: dict[int, tuple[Picture, Picture]] = {}
        self.done: list[int] = []
        self.undone: list[int] = []
        self.form: Official | None = None

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            problems = self.desk.upkeep.check()
            self.desk.close()
            self.folder.cleanup()
            self.counted.__exit__(None, None, None)
            assert problems == ()

    # Saving ----------------------------------------------------------------------------------------------------------

    def save(self, *records: Record) -> None:
        """Save as one step, if the model allows it."""

        def after() -> Picture:
            return self.now | {(each.__tablename__, each.id): picture(each) for each in records}

        self._step(after, lambda open_step: open_step.save(*records))

    def delete(self, *records: Record) -> None:
        gone = {(each.__tablename__, each.id) for each in records}
        left = {whole: each for whole, each in self.now.items() if whole not in gone}
        self._step(lambda: left, lambda open_step: open_step.delete(*records))

    def _step(self, after: Callable[[], Picture], act: Callable[[Any], None]) -> None:
        refused = ""
        lawful = self._lawful(after())
        try:
            with self.desk.database.step("Act") as open_step:
                act(open_step)
        except DeskError as error:
            refused = error.key
        if not lawful:
            assert refused in ("store.in_use", "store.duplicate")
            return
        assert refused == ""
        if after() != self.now:
            number = self.desk.database.last_changes.step
            assert number is not None
            self._done(number, copy.deepcopy(after()))

    def _done(self, number: int, after: Picture) -> None:
        self.steps[number] = (self.now, after)
        self.done.append(number)
        self.undone.clear()
        self.now = after

    def _lawful(self, world: Picture) -> bool:
        there = {record for _, record in world}
        codes = [each["code"] for (kind, _), each in world.items() if kind == "programme"]
        return len(codes) == len(set(codes)) and all(named(kind, each) <= there for (kind, _), each in world.items())

    def load(self, kind: type[Record], record: str) -> Any:
        found = self.desk.database.load(kind, [record])
        return found[0] if found else None

    @rule(target=cities, name=WORDS, aliases=st.lists(WORDS, max_size=2))
    def new_city(self, name: str, aliases: list[str]) -> str:
        city = City(name=name, aliases=[CityAlias(text=alias) for alias in aliases])
        self.save(city)
        return city.id

    @rule(target=institutions, city=st.none() | cities, parent=st.none() | institutions)
    def new_institution(self, city: str | None, parent: str | None) -> str:
        institution = Institution(name="I", city_id=city, parent_id=parent)
        self.save(institution)
        return institution.id

    @rule(target=officials, name=WORDS, city=st.none() | cities, institution=st.none() | institutions, codes=LANGUAGES)
    def new_official(self, name: str, city: str | None, institution: str | None, codes: list[str]) -> str:
        official = Official(family_names=name, city_id=city, institution_id=institution)
        official.languages = [LanguageSkill(language=code) for code in codes]
        self.save(official)
        return official.id

    @rule(target=programmes, code=CODES)
    def new_programme(self, code: str) -> str:
        programme = Programme(code=code, name="P")
        self.save(programme)
        return programme.id

    @rule(target=nominations, programme=programmes, official=officials, wish=st.none() | cities)
    def new_nomination(self, programme: str, official: str, wish: str | None) -> str:
        nomination = Nomination(programme_id=programme, official_id=official)
        nomination.preferences = [Preference(city_id=wish)] if wish else []
        self.save(nomination)
        return nomination.id

    @rule(count=st.integers(2, 12), city=st.none() | cities, old=st.none() | officials)
    def import_many(self, count: int, city: str | None, old: str | None) -> None:
        """New people at a new institution, somebody known moved there, and the city changed: all in one step."""
        institution = Institution(name="Imported", city_id=city)
        people: list[Record] = [
            Official(family_names=str(n), institution_id=institution.id, languages=[LanguageSkill(language="es")])
            for n in range(count)
        ]
        known = self.load(Official, old) if old else None
        if known:
            known.institution_id = institution.id
            people.append(known)
        self.save(*people, institution)

    @rule(official=officials, note=WORDS, codes=LANGUAGES, city=st.none() | cities)
    def edit_official(self, official: str, note: str, codes: list[str], city: str | None) -> None:
        """Languages asked for: some stay, some come, some go, some change."""
        found = self.load(Official, official)
        if found:
            found.note, found.city_id = note, city
            found.languages = [*found.languages[: len(codes) // 2], *(LanguageSkill(language=code) for code in codes)]
            for skill in found.languages:
                skill.level = LanguageLevel.B1 if note else ""
            self.save(found)

    @rule(city=cities, alias=WORDS)
    def edit_parts_only(self, city: str, alias: str) -> None:
        found = self.load(City, city)
        if found:
            found.aliases = [*found.aliases[1:], CityAlias(text=alias)]
            self.save(found)

    @rule(city=cities, name=WORDS)
    def edit_own_fields_only(self, city: str, name: str) -> None:
        found = self.load(City, city)
        if found:
            found.name = name
            self.save(found)

    @rule(official=officials, city=st.none() | cities)
    def move_somebody(self, official: str, city: str | None) -> None:
        found = self.load(Official, official)
        if found:
            found.city_id = city
            self.save(found)

    @rule(official=officials, code=st.sampled_from(["de", "it"]))
    def learn_a_language(self, official: str, code: str) -> None:
        found = self.load(Official, official)
        if found:
            found.languages = [*found.languages, LanguageSkill(language=code)]
            self.save(found)

    @rule(official=officials, back=st.booleans())
    def leave_for_good(self, official: str, back: bool) -> None:
        """Somebody comes to a new city and leaves it, and it is deleted. Can they go back there?"""
        found = self.load(Official, official)
        if found:
            city = City(name="Ghost town")
            self.save(city)
            for there in (city.id, None):
                found.city_id = there
                self.save(found)
            left = self.done[-1]
            self.delete(city)
            if back:
                self._revert(left)

    @rule(programme=programmes, code=CODES)
    def edit_code(self, programme: str, code: str) -> None:
        found = self.load(Programme, programme)
        if found:
            found.code = code
            self.save(found)

    @rule(nomination=nominations, status=st.sampled_from(NominationStatus), of=st.none() | nominations)
    def edit_nomination(self, nomination: str, status: NominationStatus, of: str | None) -> None:
        found = self.load(Nomination, nomination)
        if found:
            found.status, found.substitute_of_id = status, of
            self.save(found)

    @rule(note=WORDS)
    def edit_everybody(self, note: str) -> None:
        everybody = self.desk.database.find(Official)
        for official in everybody:
            official.note = note
        self.save(*everybody)

    @rule(kind=st.sampled_from(KINDS), chosen=st.data())
    def delete_some(self, kind: type[Record], chosen: st.DataObject) -> None:
        there = sorted(record for name, record in self.now if name == kind.__tablename__)
        if there:
            some = chosen.draw(st.lists(st.sampled_from(there), min_size=1, max_size=3, unique=True))
            self.delete(*self.desk.database.load(kind, some))

    # Somebody else ---------------------------------------------------------------------------------------------------

    @rule(official=officials)
    def open_a_form(self, official: str) -> None:
        self.form = self.load(Official, official)

    @precondition(lambda self: self.form)
    @rule(parts_only=st.booleans())
    def somebody_else_saves_it(self, parts_only: bool) -> None:
        found = self.load(Official, self.form.id)
        if found and parts_only:
            found.languages = [*found.languages[1:], LanguageSkill(language="de")]
        elif found:
            found.note += "!"
        if found:
            self.save(found)

    @precondition(lambda self: self.form)
    @rule(note=WORDS)
    def save_the_form(self, note: str) -> None:
        """Saved when nobody touched the record since the form was opened, refused otherwise."""
        form, self.form = self.form, None
        stored = self.load(Official, form.id)
        untouched = stored is not None and stored.version == form.version
        same = stored is not None and picture(stored) == picture(form)
        assert same or not untouched
        form.note = note
        if untouched:
            self.save(form)
            return
        with pytest.raises(DeskError) as caught, self.desk.database.step("Form") as open_step:
            open_step.save(form)
        assert caught.value.key == "store.stale"

    # The past --------------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        number = self.done.pop()
        self.undone.append(number)
        assert self.desk.history.next_undo().id == number
        self.desk.history.undo()
        self.now = self.steps[number][0]

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        number = self.undone.pop()
        self.done.append(number)
        assert self.desk.history.next_redo().id == number
        self.desk.history.redo()
        self.now = self.steps[number][1]

    @precondition(lambda self: self.done)
    @rule(chosen=st.data())
    def revert(self, chosen: st.DataObject) -> None:
        self._revert(chosen.draw(st.sampled_from(self.done[-6:]) | st.sampled_from(self.done)))

    def _revert(self, number: int) -> None:
        removed, back, stay = self._taken_back(number)
        preview = self.desk.history.preview_revert(number)
        assert {(line.kind, line.id) for line in preview.removed} == removed
        assert {(line.kind, line.id) for line in preview.back} == back
        assert {(line.kind, line.id) for line in preview.stay} == stay
        if not removed and not back:
            with pytest.raises(DeskError) as caught:
                self.desk.history.revert(number)
            assert caught.value.key == "history.nothing_left"
            return
        before = self.steps[number][0]
        after = {whole: each for whole, each in self.now.items() if whole not in removed}
        after |= {whole: before[whole] for whole in back}
        made = self.desk.history.revert(number).step
        assert made is not None
        self._done(made, after)

    def _taken_back(self, number: int) -> tuple[set[Whole], set[Whole], set[Whole]]:
        before, after = self.steps[number]
        changed = {whole for whole in before.keys() | after.keys() if before.get(whole) != after.get(whole)}
        stay = {whole for whole in changed if self.now.get(whole) != after.get(whole)}
        while True:
            going = changed - stay
            result = {whole: each for whole, each in self.now.items() if whole not in going}
            result |= {whole: before[whole] for whole in going if whole in before}
            there = {record for _, record in result}
            used = set().union(*(named(kind, each) for (kind, _), each in result.items()))
            codes = [each["code"] for (kind, _), each in result.items() if kind == "programme"]
            kept = {whole for whole in going if whole not in before and whole[1] in used}
            kept |= {whole for whole in going if whole in before and named(whole[0], before[whole]) - there}
            kept |= {
                whole
                for whole in going
                if whole in before and whole[0] == "programme" and codes.count(before[whole]["code"]) > 1
            }
            if not kept:
                return going - before.keys(), going & before.keys(), stay
            stay |= kept

    # What always holds -----------------------------------------------------------------------------------------------

    @invariant()
    def both_hold_the_same(self) -> None:
        if not hasattr(self, "desk"):
            return
        found = {
            (each.__tablename__, each.id): picture(each) for kind in KINDS for each in self.desk.database.find(kind)
        }
        assert found == self.now

    @invariant()
    def the_menu_tells_what_can_be_undone(self) -> None:
        if hasattr(self, "desk"):
            undo, redo = self.desk.history.next_undo(), self.desk.history.next_redo()
            assert (undo.id if undo else None) == (self.done[-1] if self.done else None)
            assert (redo.id if redo else None) == (self.undone[-1] if self.undone else None)
            undone = {each.id for each in self.desk.history.steps() if each.undone}
            assert undone == self.steps.keys() - set(self.done)

    @invariant()
    def the_list_is_the_index(self) -> None:
        if hasattr(self, "desk"):
            for word in ("nunez", "torre"):
                there = {record for (kind, record), each in self.now.items() if word in each.get("search_key", "")}
                officials = {record for kind, record in self.now if kind == "official"}
                assert set(self.desk.lists.ids("officials", word)) == there & officials


def asked(examples: int, steps: int = 25, **more: Any) -> settings:
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None, database=None, **more)


@pytest.fixture(autouse=True)
def prepared(prepared_desk: Path) -> None:
    Acts.prepared = prepared_desk


def test_random_acts() -> None:
    run(Acts, settings=asked(12))


@pytest.mark.slow
def test_many_random_acts() -> None:
    run(Acts, settings=asked(1_500, 40))
