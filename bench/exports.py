"""Seconds and peak memory of each export format: `python -m bench.exports [INCIDENTS] [FORMAT ...]`.

`html`, `pdf` and `docx` are the situation report of one week with 200 incidents, whatever the number. Each runs in
a process of its own, so that its peak is its own. The incidents are invented.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from dateline.plugins import list_plugins
from dateline.publish.formats import load_export
from dateline.publish.items import Item
from dateline.publish.redact import redact_items

TESTS = Path(__file__).resolve().parent.parent / "tests"
INCIDENTS = 100_000
LIMIT_SECONDS, LIMIT_MB = 30.0, 1024.0
REPORTS, OF_A_WEEK, REPORT_SECONDS = ("html", "pdf", "docx"), 200, 5.0
WEEK = date(2023, 1, 2)
NAMES = ("Quen", "ဖားကန့်", "إدلب", "Ora")


def invented_items(count: int) -> Iterator[Item]:
    """So many incidents over ten years and a third of the globe, made one by one; no two say the same words."""
    sys.path.insert(0, str(TESTS))
    import invented

    from dateline.publish.items import make_items

    claim, report = invented.make_claim(), invented.make_report()
    (item,) = make_items([invented.make_incident(claim)], [claim], {"r1": report}.get)
    for n in range(count):
        yield _varied(item, n)


def _varied(item: Item, n: int) -> Item:
    """The incident as another: other id, day, place, report, title, speaker and words."""
    line, (head,), (quote,) = item.incident, item.reports, item.quotes
    assert line.place is not None
    assert isinstance(line.claims, tuple)
    (claim,), (source,) = line.claims, line.sources
    day = date(2013, 1, 1) + timedelta(days=n % 3650)
    place = replace(
        line.place, name=f"Quen {n % 5000}", latitude=n % 120 / 2 - 30, longitude=n % 240 / 2 - 60
    )
    speakers = (replace(source, as_written=f"a resident of Quen {n % 5000}"),)
    id = f"report-{n:06}"
    incident = replace(
        line,
        id=f"{n:016x}",
        date_start=day,
        date_end=day,
        place=place,
        sources=speakers,
        reports=(id,),
        claims=(replace(claim, id=f"c{n:06}", report=id, place=place.name, sources=speakers),),
    )
    return replace(
        item,
        incident=incident,
        reports=(replace(head, id=id, title=f"River Army takes post {n}", published=day),),
        quotes=(replace(quote, report=id, text=quote.text.replace("Quen town", f"Quen {n}")),),
    )


def weekly_items() -> Iterator[Item]:
    """The incidents of one week, with names of places in three scripts."""
    for n, item in enumerate(invented_items(OF_A_WEEK)):
        line, day = item.incident, WEEK + timedelta(days=n % 7)
        assert line.place is not None
        place = replace(line.place, name=f"{NAMES[n % 4]} {n}", admin1=f"State {n % 7}")
        yield replace(item, incident=replace(line, date_start=day, date_end=day, place=place))


def write_report(name: str, preset: str, stream: BinaryIO) -> None:
    """The situation report of the week in one form."""
    from dateline.publish.sitrep import WRITERS
    from dateline.publish.situation import make_situation

    items = redact_items(weekly_items(), preset, Counter())
    situation = make_situation(items, WEEK, WEEK + timedelta(days=6), preset=preset)
    stream.write(WRITERS[f".{name}"](situation))


def measure(name: str, count: int, preset: str) -> dict[str, float | int | str]:
    """What one format took, in this process."""
    with tempfile.TemporaryFile() as stream:
        start, used = time.perf_counter(), time.process_time()
        if name in REPORTS:
            write_report(name, preset, stream)
        else:
            load_export(name).write(redact_items(invented_items(count), preset, Counter()), stream)
        seconds, cpu = time.perf_counter() - start, time.process_time() - used
        size = stream.seek(0, os.SEEK_END)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "format": name, "preset": preset, "seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1),
        "peak_mb": round(peak), "file_mb": round(size / 1e6, 1),
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    """1 when a format takes more than its limit, else 0."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(arguments[1], int(arguments[2]), arguments[3])))
        return 0
    count = int(arguments[0]) if arguments else INCIDENTS
    over = 0
    print(
        f"{count:,} incidents; limits {LIMIT_SECONDS:g} s of processor time and {LIMIT_MB:g} MB a format,",
        end=" ",
    )
    print(f"{REPORT_SECONDS:g} s for a report of {OF_A_WEEK}")
    for name in arguments[1:] or [*list_plugins("exports"), *REPORTS]:
        limit = REPORT_SECONDS if name in REPORTS else LIMIT_SECONDS
        for preset in ("internal", "partner", "public"):
            command = [sys.executable, "-m", "bench.exports", "--one", name, str(count), preset]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            over += found["cpu_seconds"] > limit or found["peak_mb"] > LIMIT_MB
            print("  ".join(f"{key} {value}" for key, value in found.items()), flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
