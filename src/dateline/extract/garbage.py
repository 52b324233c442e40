"""Python's collector of cycles at rest while a report is read: it would go through the parse again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Nothing comes back; the collector works again behind it, and what it left is collected then.

    A report of 2,000 words makes some 100,000 objects, of which nearly all die without it. At rest, reading the 75
    development reports takes an eighth less time (`python -m bench.reader`). Of two threads the first to end sets
    the collector to work again, which costs the other time and nothing else.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()
