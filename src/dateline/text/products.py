"""The parser's matrix products, by numpy's own library and on one thread.

spaCy multiplies by BLIS, whose wheels know few processors; numpy's library multiplies in half the time, or less, on
most. On several threads it gains nothing at the sizes of a report, and takes the cores of the readers beside it.
`python -m bench.reader` measures the pass with either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any


@contextmanager
def by_numpy() -> Iterator[None]:
    """Models that are loaded inside multiply by numpy's library; those loaded before and after keep their own."""
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def on_one_thread() -> AbstractContextManager[Any]:
    """Inside, numpy's library multiplies on one thread, whatever the process set; afterwards as before."""
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limited


@lru_cache(maxsize=1)
def _libraries() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
