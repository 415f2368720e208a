"""Identifiers made in Python before anything is stored (UUID version 7, RFC 9562)."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

Id = str
"""A record's identifier: the 36 characters of a UUID. Sorting ids sorts by creation time."""


def _uuid7() -> Id:
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


_source: Callable[[], Id] = _uuid7


def new_id() -> Id:
    return _source()


@contextmanager
def counted(start: int = 1) -> Iterator[None]:
    """Give out 1, 2, 3 … as ids while the block runs, so that a run can be repeated exactly."""
    global _source
    count = start - 1

    def following() -> Id:
        nonlocal count
        count += 1
        return str(UUID(int=count))

    before, _source = _source, following
    try:
        yield
    finally:
        _source = before
