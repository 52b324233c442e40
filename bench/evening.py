"""An evening's archive: `python -m bench.evening PAGES FILE.warc.gz [QUIET_SHARE]` writes invented pages to read."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from bench.invent import invent, page_of, warc_record


def write_archive(path: Path, pages: int, *, quiet_share: float) -> int:
    """How many bytes were written; the same arguments give the same bytes."""
    with path.open("wb") as file:
        for report in invent(pages, quiet_share=quiet_share):
            record = warc_record(f"https://quen.example/{report.id}", page_of(report))
            file.write(gzip.compress(record, mtime=0))
    return path.stat().st_size


def main(arguments: list[str]) -> None:
    """Writes the archive and says what it is."""
    pages, path = int(arguments[0]), Path(arguments[1])
    quiet_share = float(arguments[2]) if len(arguments) > 2 else 0.95
    size = write_archive(path, pages, quiet_share=quiet_share)
    sys.stdout.write(
        f"{path}: {pages:,} pages, {size / 1e6:.1f} MB, {quiet_share:.0%} of them without an incident\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
