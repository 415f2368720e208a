"""On a full disk: the lock holds although nobody can sign it, and a sound desk is never called damaged."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from exchange_desk.services.desk import Desk
from exchange_desk.store import opening
from exchange_desk.store.lock import Lock
from exchange_desk.support.problems import DeskError


def test_the_lock_holds_without_a_signature(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    desk = tmp_path / "x.desk"
    monkeypatch.setattr(os, "write", full)
    lock = Lock.take(desk)
    monkeypatch.undo()
    with pytest.raises(DeskError) as refused:
        Lock.take(desk)
    assert refused.value.key == "store.held"
    lock.release()


@pytest.mark.parametrize(("full", "key"), [(True, "store.disk_full"), (False, "store.damaged")])
def test_an_input_error_means_no_room_where_there_is_none(
    prepared_desk: Path, monkeypatch: pytest.MonkeyPatch, full: bool, key: str
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise opening.sqlite.OperationalError("disk I/O error")

    monkeypatch.setattr(opening, "connect", failing)
    monkeypatch.setattr(opening, "is_full", lambda _: full)
    with pytest.raises(DeskError) as refused:
        Desk.open(prepared_desk)
    assert refused.value.key == key
