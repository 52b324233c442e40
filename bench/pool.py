"""One worker, two, and two of Dask: `python -m bench.pool [REPORTS]`. Prints a table in Markdown; under five minutes.

The rates are those between a fifth of the reports and all of them: the start of the workers, which is told apart,
counts for none. Then both runners lose a worker on the way (kill -9); the bytes must be the same whatever ran. 1 when
a figure is not reached.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

from bench.invent import invent
from bench.timing import peak_mb, table, timed
from dateline.jsonl import encode
from dateline.pipeline import load_extractor
from dateline.records import Report
from dateline.runners import run_local
from dateline.runners.cluster import run_dask

REPORTS = 300
ONE, TWO, DASK = "1 worker", "2 workers", "2 workers of Dask"
TWO_AGAINST_ONE, DASK_AGAINST_POOL = 1.8, 0.85


def digest(found: Iterator[Any], *, kill_after: int | None = None) -> str:
    """A digest of the output; a worker is killed once so many reports are read."""
    total = hashlib.sha256()
    for done, extraction in enumerate(found, start=1):
        assert not isinstance(extraction, tuple), extraction[1]
        total.update(encode(extraction))
        if done == kill_after:
            max(multiprocessing.active_children(), key=lambda child: child.pid or 0).kill()
    return total.hexdigest()[:12]


def runners() -> dict[str, Callable[[list[Report]], Iterator[Any]]]:
    """What is run."""
    found: dict[str, Callable[[list[Report]], Iterator[Any]]] = {
        ONE: lambda reports: run_local(reports, workers=1),
        TWO: lambda reports: run_local(reports, workers=2),
    }
    if find_spec("distributed"):
        found[DASK] = lambda reports: run_dask(reports, workers=2)
    return found


def main(number: int) -> int:
    """Reads the same reports each time; 1 when two workers, or Dask, are too slow, or the bytes differ."""
    reports = list(invent(number))
    few = reports[: number // 5]
    words = sum(len(report.text.split()) for report in reports[len(few) :])
    with timed() as loading:
        load_extractor().read(reports[0])
    rows = [("loading and the first report", f"{loading.seconds:.1f} s")]
    rates, digests = {}, set()
    for name, run in runners().items():
        with timed() as short:
            digest(run(few))
        with timed() as long:
            digests.add(digest(run(reports)))
        if name != ONE:
            digests.add(digest(run(reports), kill_after=number // 3))
        seconds = long.seconds - short.seconds
        rates[name] = (number - len(few)) / seconds
        start = max(0.0, short.seconds - len(few) / rates[name])
        rows.append(
            (name, f"{rates[name]:,.1f} reports/s, {words / seconds:,.0f} words/s, {start:.0f} s to start")
        )
    double = rates[TWO] / rates[ONE]
    share = rates.get(DASK, rates[TWO]) / rates[TWO]
    rows += [
        ("two workers against one", f"{double:.2f}"),
        ("Dask against the pool", f"{share:.2f}"),
        ("the same bytes, a worker killed or not", "yes" if len(digests) == 1 else "NO"),
        ("peak memory, parent and largest worker", f"{peak_mb():,.0f} MB, {peak_mb(children=True):,.0f} MB"),
    ]
    sys.stdout.write(table(f"Pool, {number:,} invented reports", rows))
    return 0 if len(digests) == 1 and double >= TWO_AGAINST_ONE and share >= DASK_AGAINST_POOL else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS))
