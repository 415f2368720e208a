"""What day and what time it is. Everything asks here, so tests and demos can fix it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime


def _system_now() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_now


def now() -> datetime:
    """The current moment in UTC, to the second's fraction; stored as it is."""
    return _source()


def today() -> date:
    """The calendar day at the desk's own time zone."""
    return _source().astimezone().date()


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment while the block runs."""
    global _source
    before, _source = _source, lambda: moment
    try:
        yield
    finally:
        _source = before
