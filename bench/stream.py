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

from bench.invent import invent
from bench.timing import table

REPORTS = 5_000
WANTED, MINUTES, GIGABYTES = 150_000, 60, 3
ADD = """
import resource, sys
from dateline.cli import main
code = main(["init", sys.argv[2]]) or main(["add", sys.argv[1], "--project", sys.argv[2]])
peak = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(*peak)
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


def add(path: Path, project: Path) -> tuple[float, int, int]:
    """Seconds, and the peak of memory in MB of the command and of its largest worker."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", ADD, str(path), str(project)], capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-1000:])
    own, worker = map(int, done.stdout.split())
    return time.monotonic() - start, own // 1024, worker // 1024


def main(number: int, quiet_share: float) -> int:
    """0 when so many reports would be done in time and in memory."""
    workers = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, path = folder / "few.jsonl", folder / "stream.jsonl"
        write_stream(few, number // 10, quiet_share=quiet_share)
        words = write_stream(path, number, quiet_share=quiet_share)
        short, _, _ = add(few, folder / "short")
        seconds, own, worker = add(path, folder / "project")
        size = sum(file.stat().st_size for file in (folder / "project").iterdir())
    each = (seconds - short) / (number - number // 10)
    minutes = (short + each * (WANTED - number // 10)) / 60
    memory = own + workers * worker
    rows = [
        ("reports, words", f"{number:,}, {words:,}; {1 - quiet_share:.0%} with incidents"),
        (
            "kept, screened, read",
            f"{seconds:,.0f} s, {number / seconds:,.1f} reports/s, {words / seconds:,.0f} words/s",
        ),
        (f"{WANTED:,} reports", f"{minutes:,.0f} minutes, worked out"),
        (
            "peak memory",
            f"{own:,} MB, and {worker:,} MB for each of {workers} workers: {memory:,} MB at most",
        ),
        ("on the disk", f"{size / number / 1024:.1f} kB a report"),
    ]
    sys.stdout.write(table(f"Mixed stream, {number:,} invented reports", rows))
    return 0 if minutes <= MINUTES and memory <= GIGABYTES * 1024 else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    raise SystemExit(main(int(given[0]) if given else REPORTS, float(given[1]) if given[1:] else 0.95))
