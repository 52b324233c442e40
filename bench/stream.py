"""A mixed stream through `dateline add`: `python -m bench.stream [REPORTS] [QUIET_SHARE]`. Prints a table in Markdown.

So many invented reports, 5 % of them with incidents, kept, screened and read in a new project by one command. The time
of 150,000 is worked out from two runs, of a tenth and of all: what a run costs in itself counts once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.invent import invent
from bench.timing import table

REPORTS = 5_000
WANTED, MINUTES, GIGABYTES = 150_000, 60, 3
ADD = """
import resource, sys
from dateline.cli import main
code = main(["init", sys.argv[2]]) or main(["add", sys.argv[1], "--project", sys.argv[2]])
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(*(one.ru_maxrss // 1024 for one in used), *(one.ru_utime + one.ru_stime for one in used))
sys.exit(code)
"""


def write_stream(path: Path, number: int, *, quiet_share: float) -> int:
    """How many words the reports have."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for report in invent(number, quiet_share=quiet_share, sentences=40, violent_share=0.1):
            words += len(report.text.split())
            line = {"id": report.id, "published": str(report.published), "title": report.headline}
            file.write(json.dumps({**line, "text": report.text}) + "\n")
    return words


class Added(NamedTuple):
    """Seconds; the peak of memory in MB of the command and of its largest worker; seconds of the processor of both."""

    seconds: float
    own_mb: int
    worker_mb: int
    own_cpu: float
    worker_cpu: float

    def alone(self, workers: int) -> float:
        """Seconds it would take if nothing else ran: the workers read when the command has kept and screened."""
        return self.own_cpu + self.worker_cpu / workers


def add(path: Path, project: Path) -> Added:
    """What the run took."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", ADD, str(path), str(project)], capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-1000:])
    own, worker, own_cpu, worker_cpu = map(float, done.stdout.split())
    return Added(time.monotonic() - start, int(own), int(worker), own_cpu, worker_cpu)


def main(number: int, quiet_share: float) -> int:
    """0 when so many reports would be done in time and in memory."""
    workers = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, path = folder / "few.jsonl", folder / "stream.jsonl"
        write_stream(few, number // 10, quiet_share=quiet_share)
        words = write_stream(path, number, quiet_share=quiet_share)
        short = add(few, folder / "short")
        took = add(path, folder / "project")
        size = sum(file.stat().st_size for file in (folder / "project").iterdir())
    minutes = _worked_out(short.seconds, took.seconds, number)
    alone = _worked_out(short.alone(workers), took.alone(workers), number)
    memory = took.own_mb + workers * took.worker_mb
    rate = f"{number / took.seconds:,.1f} reports/s, {words / took.seconds:,.0f} words/s"
    rows = [
        ("reports, words", f"{number:,}, {words:,}; {1 - quiet_share:.0%} with incidents"),
        ("kept, screened, read", f"{took.seconds:,.0f} s, {rate}"),
        ("of the processor", f"{took.own_cpu:,.0f} s, and {took.worker_cpu:,.0f} s of {workers} workers"),
        (
            f"{WANTED:,} reports",
            f"{minutes:,.0f} minutes as measured, {alone:,.0f} if nothing else ran; worked out",
        ),
        ("peak memory", f"{took.own_mb:,} MB, {took.worker_mb:,} MB a worker: {memory:,} MB at most"),
        ("on the disk", f"{size / number / 1024:.1f} kB a report"),
    ]
    sys.stdout.write(table(f"Mixed stream, {number:,} invented reports", rows))
    return 0 if minutes <= MINUTES and memory <= GIGABYTES * 1024 else 1


def _worked_out(short: float, long: float, number: int) -> float:
    """Minutes for all that are wanted, from the seconds of a tenth and of so many."""
    few = number // 10
    return (short + (long - short) / (number - few) * (WANTED - few)) / 60


if __name__ == "__main__":
    given = sys.argv[1:]
    raise SystemExit(main(int(given[0]) if given else REPORTS, float(given[1]) if given[1:] else 0.95))
