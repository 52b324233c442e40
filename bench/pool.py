"""One worker against two: `python -m bench.pool [REPORTS]`. Prints a table in Markdown."""

from __future__ import annotations

import hashlib
import sys

from bench.invent import invent
from bench.timing import peak_mb, table, timed
from dateline.jsonl import encode
from dateline.pipeline import load_extractor
from dateline.records import Report
from dateline.runners import run_local


def digest(reports: list[Report], workers: int) -> str:
    """A digest of the output: it must not depend on the workers."""
    total = hashlib.sha256()
    for extraction in run_local(reports, workers=workers):
        assert not isinstance(extraction, tuple), extraction[1]
        total.update(encode(extraction))
    return total.hexdigest()[:12]


def main(number: int) -> None:
    """Reads the same reports with one worker and with two; loading is measured apart."""
    reports = list(invent(number))
    words = sum(len(report.text.split()) for report in reports)
    with timed() as loading:
        load_extractor().read(reports[0])
    rows = [("loading and the first report", f"{loading.seconds:.1f} s")]
    seconds, digests = {}, set()
    for workers in (1, 2):
        with timed() as took:
            digests.add(digest(reports, workers))
        seconds[workers] = took.seconds
        rate = f"{number / took.seconds:,.1f} reports/s, {words / took.seconds:,.0f} words/s"
        rows.append((f"{workers} worker{'s' if workers > 1 else ''}", rate))
    rows.append(("two against one", f"{seconds[1] / seconds[2]:.2f}"))
    rows.append(("the same bytes", "yes" if len(digests) == 1 else "NO"))
    rows.append(
        ("peak memory, parent and largest worker", f"{peak_mb():,.0f} MB, {peak_mb(children=True):,.0f} MB")
    )
    sys.stdout.write(table(f"Pool, {number:,} invented reports", rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
