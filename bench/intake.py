"""How fast inputs come in and are kept: `python -m bench.intake [REPORTS]`. Prints a table in Markdown."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path

from bench.invent import invent, page_of, warc_record
from bench.timing import peak_mb, table, timed
from dateline.ingest import read_inputs
from dateline.records import Arrival, Report
from dateline.stores import Store, create_store


def write_inputs(folder: Path, reports: list[Report]) -> dict[str, Path]:
    """The same reports as JSON lines and as a web archive."""
    lines = folder / "reports.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for r in reports:
            file.write(
                json.dumps({"id": r.id, "published": str(r.published), "title": r.headline, "text": r.text})
            )
            file.write("\n")
    archive = folder / "pages.warc.gz"
    with archive.open("wb") as packed:
        for r in reports:
            packed.write(gzip.compress(warc_record(f"https://quen.example/{r.id}", page_of(r))))
    return {"JSON lines": lines, "web archive": archive}


def keep(store: Store, arrivals: list[Arrival], *, together: int) -> None:
    for start in range(0, len(arrivals), together):
        store.add_reports(arrivals[start : start + together])


def main(number: int) -> None:
    """Reads, keeps and searches; the store is on the disk of the temporary folder."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = write_inputs(folder, list(invent(number)))
        arrivals: list[Arrival] = []
        for what, path in inputs.items():
            with timed() as took:
                found = list(read_inputs([path]))
            assert len(found) == number
            rows.append((f"{what} read", f"{number / took.seconds:,.0f} reports/s"))
            arrivals = (
                [one for one in found if isinstance(one, Arrival)] if what == "JSON lines" else arrivals
            )
        for together in (1, 100):
            with create_store(folder / f"project-{together}") as store, timed() as took:  # type: ignore[attr-defined]
                keep(store, arrivals, together=together)
            rows.append((f"kept, {together} to a transaction", f"{number / took.seconds:,.0f} reports/s"))
        store = create_store(folder / "project-1")
        with timed() as took:
            for _ in range(20):
                hits = store.search("river army telma")
        rows.append(
            (f"search, {len(hits)} of {number:,} reports shown", f"{took.seconds / 20 * 1000:.1f} ms")
        )
        with timed() as took:
            problems = store.check()
        rows.append((f"doctor, {len(problems)} problems", f"{number / took.seconds:,.0f} reports/s"))
        size = sum(f.stat().st_size for f in (folder / "project-1").iterdir())
        rows.append(("on the disk", f"{size / number / 1024:.1f} kB a report"))
        store.close()
    rows.append(("peak memory", f"{peak_mb():,.0f} MB"))
    sys.stdout.write(table(f"Intake and store, {number:,} invented reports", rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
