"""An evening's archive from intake to export: `python -m bench.evening PAGES FILE.warc.gz [QUIET_SHARE] [--kills N]`.

Writes invented pages as a web archive. With `--kills` the archive is then taken in, linked and exported twice: once
undisturbed, once with so many kill -9 on the way; the exports must be the same to the byte.
"""

from __future__ import annotations

import argparse
import gzip
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.invent import invent, page_of, warc_record

DATELINE = (sys.executable, "-c", "import sys; from dateline.cli import main; sys.exit(main(sys.argv[1:]))")


def write_archive(path: Path, pages: int, *, quiet_share: float) -> int:
    """How many bytes were written; the same arguments give the same bytes."""
    with path.open("wb") as file:
        for report in invent(pages, quiet_share=quiet_share):
            record = warc_record(f"https://quen.example/{report.id}", page_of(report))
            file.write(gzip.compress(record, mtime=0))
    return path.stat().st_size


def _do(*arguments: str) -> bytes:
    """What the command prints; its words when it fails."""
    done = subprocess.run([*DATELINE, *arguments], capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]}: {done.stderr.decode(errors='replace')[-1000:]}")
    return done.stdout


def run_through(archive: Path, project: Path) -> bytes:
    """The export of the archive's incidents: made, added, linked, exported; what is done already is not done again."""
    _do("init", str(project))
    _do("add", str(archive), "--project", str(project))
    _do("link", "--project", str(project))
    return _do("export", "jsonl", "--project", str(project))


def kill_on_the_way(archive: Path, project: Path, *, kills: int, within: float, seed: int = 1) -> int:
    """How often `add` was killed, each time after a part of the seconds that it takes undisturbed."""
    rng = random.Random(seed)
    _do("init", str(project))
    killed = 0
    for _ in range(kills):
        command = [*DATELINE, "add", str(archive), "--project", str(project)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(within * rng.uniform(0.3, 0.8))
        killed += process.poll() is None
        process.kill()
        process.wait()
    return killed


def compare(archive: Path, *, kills: int) -> tuple[bool, int, int]:
    """Whether both exports are the same, how many lines they have, and how many kills hit."""
    with tempfile.TemporaryDirectory() as name:
        start = time.monotonic()
        calm = run_through(archive, Path(name) / "calm")
        took = time.monotonic() - start
        hit = kill_on_the_way(archive, Path(name) / "killed", kills=kills, within=took / 2)
        return calm == run_through(archive, Path(name) / "killed"), calm.count(b"\n"), hit


def main() -> int:
    """Writes the archive, says what it is, and compares; 1 when the exports differ."""
    parser = argparse.ArgumentParser()
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
    start = time.monotonic()
    same, incidents, hit = compare(given.archive, kills=given.kills)
    word = "the same bytes" if same else "OTHER bytes"
    seconds = time.monotonic() - start
    sys.stdout.write(f"{incidents:,} incidents; after {hit} kills {word}; {seconds:,.0f} s for both runs\n")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
