"""Settings survive damage and older files; ids and the clock can be fixed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange_desk.support import clock, ids
from exchange_desk.support.settings import Settings


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    settings = Settings(language="pt", theme="dark", text_size=125, folders={"import": "Listas"})
    settings.save(file)
    assert Settings.load(file) == settings


@pytest.mark.parametrize("content", ["", "[]", "{", '{"language": "xx", "theme": 3, "text_size": "big", "more": 1}'])
def test_a_damaged_or_foreign_file_gives_the_defaults(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content, encoding="utf-8")
    assert Settings.load(file) == Settings()


def test_text_size_stays_readable() -> None:
    assert Settings(text_size=5).text_size == 80
    assert Settings(text_size=900).text_size == 200


def test_ids_sort_by_the_moment_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter((1_000_000_000_000_000_000, 1_000_000_001_000_000_000, 2_000_000_000_000_000_000))
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(moments))
    made = [ids._uuid7() for _ in range(3)]
    assert made == sorted(made)
    assert len(set(made)) == 3
    assert all(each[14] == "7" and each[19] in "89ab" for each in made)


def test_the_clock_is_let_go_after_a_fault() -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    before = clock.now()

    def fail() -> None:
        with clock.fixed(moment):
            assert clock.now() == moment
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert clock.now() == before
