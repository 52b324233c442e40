"""Seconds and memory of a piece of work, and a table of them."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Took:
    """How long a block took; set when it ends."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Took]:
    """Measures the block on the wall clock."""
    took = Took()
    start = time.perf_counter()
    yield took
    took.seconds = time.perf_counter() - start


def peak_mb(*, children: bool = False) -> float:
    """The most memory this process (or its largest child that ended) has held, in MB."""
    whose = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return resource.getrusage(whose).ru_maxrss / 1024


def table(title: str, rows: list[tuple[str, str]]) -> str:
    """A table in Markdown."""
    lines = [
        f"### {title}",
        "",
        "| what | figure |",
        "|---|---|",
        *(f"| {what} | {figure} |" for what, figure in rows),
    ]
    return "\n".join(lines) + "\n"
