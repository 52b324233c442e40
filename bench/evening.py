"""An evening's archive from intake to export: `python -m bench.evening PAGES FILE.warc.gz [QUIET_SHARE] [--kills N]`.

Writes invented pages as a web archive. With `--kills` the archive is then taken in, screened, read, linked and exported
twice by one command each time: once undisturbed, once with so many kill -9 on the way, after each of which the same
command is given again. The exports must be the same to the byte.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.invent import invent, page_of, warc_record
from bench.timing import table
from dateline.errors import DatelineError
from dateline.stores import open_store

# One process does it all, so that one kill -9 hits whatever it is at.
THROUGH = """
import sys
from dateline.cli import main
archive, project, out = sys.argv[1:]
for given in (["init", project], ["add", archive, "--project", project], ["link", "--project", project],
              ["export", "jsonl", "--project", project, "-o", out]):
    code = main(given)
    if code:
        sys.exit(code)
import resource
peak = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print("peak", *peak, flush=True)
"""


@dataclass(frozen=True)
class Through:
    """One run from archive to export: its bytes, seconds, the peak MB of parent and largest worker, and where it was
    when it was killed."""

    export: bytes
    seconds: float
    peak_mb: tuple[int, ...]
    killed_at: tuple[str, ...] = ()


def write_archive(path: Path, pages: int, *, quiet_share: float) -> int:
    """How many bytes were written; the same arguments give the same bytes."""
    with path.open("wb") as file:
        for report in invent(pages, quiet_share=quiet_share):
            record = warc_record(f"https://quen.example/{report.id}", page_of(report))
            file.write(gzip.compress(record, mtime=0))
    return path.stat().st_size


def run_through(archive: Path, folder: Path, *, killed_at: tuple[str, ...] = ()) -> Through:
    """The run until it is done; what an earlier one has done already is not done again."""
    start = time.monotonic()
    done = subprocess.run(_command(archive, folder), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-1000:])
    peak = next(line for line in done.stdout.splitlines() if line.startswith("peak")).split()[1:]
    export = (folder / "incidents.jsonl").read_bytes()
    return Through(export, time.monotonic() - start, tuple(map(int, peak)), killed_at)


def run_killed(archive: Path, folder: Path, *, pages: int, kills: int) -> Through:
    """The run, killed whenever it has done another part of its work, then left to end."""
    folder.mkdir()
    killed_at = []
    for n in range(kills):
        process = subprocess.Popen(
            _command(archive, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        enough = 2 * pages * (n + 1) / (kills + 1)  # each page is kept once, and screened or read once
        while process.poll() is None and sum(_done(folder / "project")[:2]) < enough:
            time.sleep(0.1)
        running = process.poll() is None
        process.kill()
        process.wait()
        if running:
            kept, dealt, incidents = _done(folder / "project")
            killed_at.append(f"{kept:,} pages kept, {dealt:,} screened or read, {incidents:,} incidents")
    return run_through(archive, folder, killed_at=tuple(killed_at))


def _command(archive: Path, folder: Path) -> list[str]:
    out = folder / "incidents.jsonl"
    return [sys.executable, "-c", THROUGH, str(archive), str(folder / "project"), str(out)]


def _done(project: Path) -> tuple[int, int, int]:
    """How many reports the project holds, how many of them were screened or read, and its incidents."""
    if not (project / "dateline.toml").is_file():
        return 0, 0, 0
    try:
        store = open_store(project)
    except DatelineError:  # it is being made
        return 0, 0, 0
    counts, dealt = store.counts(), sum(store.extractors().values())
    store.close()
    return counts.reports, dealt, counts.incidents


def compare(archive: Path, *, pages: int, kills: int) -> tuple[Through, Through]:
    """The undisturbed run and the killed one."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "calm").mkdir()
        calm = run_through(archive, Path(name) / "calm")
        return calm, run_killed(archive, Path(name) / "killed", pages=pages, kills=kills)


def main() -> int:
    """Writes the archive, says what it is, and compares; 1 when the exports differ or no kill hit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pages", type=int)
    parser.add_argument("archive", type=Path)
    parser.add_argument("quiet_share", type=float, nargs="?", default=0.95)
    parser.add_argument("--kills", type=int, default=0)
    given = parser.parse_args()
    size = write_archive(given.archive, given.pages, quiet_share=given.quiet_share)
    said = f"{given.pages:,} pages, {size / 1e6:.1f} MB, {given.quiet_share:.0%} of them without an incident"
    sys.stdout.write(f"{given.archive}: {said}\n")
    if not given.kills:
        return 0
    calm, killed = compare(given.archive, pages=given.pages, kills=given.kills)
    same = calm.export == killed.export
    rows = [
        ("incidents exported", f"{len(calm.export.splitlines()):,}"),
        ("undisturbed", f"{calm.seconds:,.0f} s, {given.pages / calm.seconds:,.1f} pages/s"),
        ("peak memory, parent and largest worker", " and ".join(f"{mb:,} MB" for mb in calm.peak_mb)),
        *((f"kill -9, number {n}", where) for n, where in enumerate(killed.killed_at, start=1)),
        ("after the last kill", f"{killed.seconds:,.0f} s to the end"),
        ("the export", f"the same bytes ({sha256(calm.export).hexdigest()[:12]})" if same else "OTHER BYTES"),
    ]
    sys.stdout.write(table(f"Intake to export, {given.pages:,} pages", rows))
    return 0 if same and len(killed.killed_at) == given.kills else 1


if __name__ == "__main__":
    raise SystemExit(main())
