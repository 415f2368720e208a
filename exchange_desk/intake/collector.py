"""Python's search for garbage cycles, put off while many values are made that all stay.

A plan of 10,000 rows makes some 300,000 of them; looking through them again and again took a third of the time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search for garbage cycles within the block; afterwards as before."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
