"""One worker, two, and two of Dask: `python -m bench.pool [REPORTS]`. Prints a table in Markdown; under five minutes.

Starting the workers is counted, as whoever waits counts it. Then both runners lose a worker on the way (kill -9); the
bytes must be the same whatever ran. 1 when a figure is not reached.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
from collections.abc import Iterator
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


def runs(reports: list[Report]) -> dict[str, tuple[Any, int | None]]:
    """What is run, and after how many reports a worker is killed."""
    half = len(reports) // 3
    found: dict[str, tuple[Any, int | None]] = {
        "1 worker": (lambda: run_local(reports, workers=1), None),
        "2 workers": (lambda: run_local(reports, workers=2), None),
        "2 workers, one killed": (lambda: run_local(reports, workers=2), half),
    }
    if find_spec("distributed"):
        found["2 workers of Dask"] = (lambda: run_dask(reports, workers=2), None)
        found["2 workers of Dask, one killed"] = (lambda: run_dask(reports, workers=2), half)
    return found


def main(number: int) -> int:
    """Reads the same reports each time; 1 when two workers, or Dask, are too slow, or the bytes differ."""
    reports = list(invent(number))
    words = sum(len(report.text.split()) for report in reports)
    with timed() as loading:
        load_extractor().read(reports[0])
    rows = [("loading and the first report", f"{loading.seconds:.1f} s")]
    seconds, digests = {}, {}
    for name, (run, kill_after) in runs(reports).items():
        with timed() as took:
            digests[name] = digest(run(), kill_after=kill_after)
        seconds[name] = took.seconds
        rows.append(
            (
                name,
                f"{number / took.seconds:,.1f} reports/s, {words / took.seconds:,.0f} words/s, {digests[name]}",
            )
        )
    double = seconds["1 worker"] / seconds["2 workers"]
    same = len(set(digests.values())) == 1
    share = seconds["2 workers"] / seconds.get("2 workers of Dask", seconds["2 workers"])
    rows += [
        ("two workers against one", f"{double:.2f}"),
        ("Dask against the pool", f"{share:.2f}"),
        ("the same bytes, one killed or not", "yes" if same else "NO"),
        ("peak memory, parent and largest worker", f"{peak_mb():,.0f} MB, {peak_mb(children=True):,.0f} MB"),
    ]
    sys.stdout.write(table(f"Pool, {number:,} invented reports", rows))
    return 0 if same and double >= TWO_AGAINST_ONE and share >= DASK_AGAINST_POOL else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS))
