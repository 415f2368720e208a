"""Long work: off the window's thread, one after the other, told and stoppable."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.tasks import State, Tasks
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import Progress


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, failures: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(failures.append)
    yield made
    made.shut_down()


def test_work_is_done_beside_and_told_here(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[object] = []

    def job(progress: Progress) -> object:
        return threading.current_thread()

    def done(worker: object) -> None:
        told.extend([worker, threading.current_thread()])

    tasks.run("Reading", job, done=done)
    assert tasks.busy
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] is not threading.main_thread()
    assert told[1] is threading.main_thread()
    assert not tasks.busy


def test_jobs_run_one_after_the_other_in_order(qtbot: QtBot, tasks: Tasks) -> None:
    order: list[int] = []
    running: list[int] = []

    def job(number: int) -> int:
        running.append(number)
        assert len(running) == 1
        QThread.msleep(2)
        running.remove(number)
        return number

    for number in range(5):
        tasks.run("x", lambda _, number=number: job(number), done=order.append)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_progress_is_told_now_and_then_and_the_end_always(qtbot: QtBot, tasks: Tasks) -> None:
    states: list[State] = []
    tasks.progressed.connect(states.append)

    def job(progress: Progress) -> None:
        for step in range(5_000):
            progress.step(step, 5_000, "Reading rows")

    with qtbot.waitSignal(tasks.busy_changed, check_params_cb=lambda busy: not busy):
        tasks.run("Importing", job, done=lambda _: None)
    assert states[0] == State("Importing")
    assert states[-1] == State()
    assert len(states) < 100


def test_cancelling_ends_the_job_and_nothing_else(qtbot: QtBot, tasks: Tasks, failures: list[BaseException]) -> None:
    said: list[str] = []
    begun = threading.Event()

    def job(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0, None)

    tasks.run("long", job, done=lambda _: said.append("done"), cancelled=lambda: said.append("cancelled"))
    tasks.run("next", lambda _: None, done=lambda _: said.append("next"))
    begun.wait(5)
    tasks.cancel()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == ["cancelled", "next"]
    assert failures == []


def test_a_job_cancelled_before_it_began_does_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    said: list[str] = []
    go_on = threading.Event()
    tasks.run("first", lambda _: go_on.wait(5), done=lambda _: said.append("first"))
    tasks.run("second", lambda _: said.append("ran"), done=lambda _: None, cancelled=lambda: said.append("cancelled"))
    tasks._open[1].stop.set()
    go_on.set()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == ["first", "cancelled"]


def test_a_failure_is_told_by_default_and_can_be_handled(
    qtbot: QtBot, tasks: Tasks, failures: list[BaseException]
) -> None:
    handled: list[BaseException] = []

    def fail(progress: Progress) -> None:
        raise DeskError("x", "It failed.")

    tasks.run("a", fail, done=lambda _: None)
    tasks.run("b", fail, done=lambda _: None, failed=handled.append)
    qtbot.waitUntil(lambda: len(failures) + len(handled) == 2)
    assert len(failures) == len(handled) == 1


def test_nobody_is_called_back_who_is_gone(qtbot: QtBot, tasks: Tasks, failures: list[BaseException]) -> None:
    class Screen(QWidget):
        def show_result(self, result: object) -> None:
            self.setWindowTitle(str(result))

    ended: list[str] = []
    screen, owner = Screen(), QObject()
    tasks.run("method", lambda _: 1, done=screen.show_result)
    tasks.run("owned", lambda _: 1, done=lambda _: ended.append("owned"), owner=owner)
    tasks.run("failing", lambda _: 1 / 0, done=lambda _: None, failed=lambda _: ended.append("no"), owner=owner)
    tasks.run("last", lambda _: 1, done=lambda _: ended.append("last"))
    import shiboken6

    shiboken6.delete(screen)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: "last" in ended)
    assert ended == ["last"]
    assert [type(each) for each in failures] == [ZeroDivisionError]  # a failure is told all the same


def test_shutting_down_stops_what_runs_and_waits_for_it(qtbot: QtBot, failures: list[BaseException]) -> None:
    tasks = Tasks(failures.append)
    ended = threading.Event()

    def job(progress: Progress) -> None:
        try:
            while True:
                progress.step(0, None)
        finally:
            ended.set()

    tasks.run("long", job, done=lambda _: None)
    tasks.shut_down()
    assert ended.is_set()
    assert failures == []


def test_a_quiet_job_shows_nothing_of_itself(qtbot: QtBot, tasks: Tasks) -> None:
    states: list[State] = []
    told: list[object] = []
    tasks.progressed.connect(states.append)
    tasks.run("", lambda progress: progress.step(1, 2) or "read", done=told.append)
    assert not tasks.busy
    qtbot.waitUntil(lambda: told == ["read"])
    assert states == []
    tasks.run("", lambda _: None, done=told.append)
    tasks.run("Importing", lambda _: None, done=told.append)
    assert tasks.busy
    qtbot.waitUntil(lambda: len(told) == 3)
    assert not tasks.busy
    assert {state.label for state in states[:-1]} == {"Importing"}
    assert states[-1] == State()
