"""Fuzzing of everything that reads bytes, guided by what the program does with them: `python scripts/fuzz.py`.

Needs Atheris (`pip install dateline[fuzz]`; Linux, not part of the locks). Takes libFuzzer's options, such as
`-runs=20000` or `-max_total_time=600`; without any it makes 20,000 inputs. Any error that is not one of ours ends it
and leaves the input in a file `crash-...`, which belongs into tests/faults as a case.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("Atheris is not here: pip install atheris")

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / place) for place in ("faults", "ingest", "")]

with atheris.instrument_imports(include=["dateline.ingest", "dateline.publish.changes"]):
    from test_hostile_intake import GOOD
    from test_hostile_tables import OPML

    from dateline.errors import DatelineError
    from dateline.ingest import read_inputs
    from dateline.ingest.feeds import read_opml
    from dateline.publish.changes import read_changes

HEADS = (
    b"<!doctype html>",
    b"%PDF-1.4\n",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"From: ",
    b"PAR1",
    b'{"text":',
)


def try_one(data: bytes) -> None:
    """Nothing; every reader has met these bytes, alone and behind the head of some kind of file."""
    for head in (b"", HEADS[len(data) % len(HEADS)]):
        for found in read_inputs(["-"], stdin=io.BytesIO(head + data)):
            if not found.reason if isinstance(found, DatelineError) else found.report.text is None:
                raise AssertionError(found)
    for read in (lambda: read_opml(data), lambda: read_changes(data, [], name="book")):
        try:
            read()
        except DatelineError as fault:
            if not fault.remedy:
                raise AssertionError("an error without a remedy") from fault


def main() -> None:
    """Never returns: libFuzzer ends the process, with 0 when all inputs were met."""
    options = [one for one in sys.argv[1:] if one.startswith("-")] or ["-runs=20000"]
    with tempfile.TemporaryDirectory() as seeds:
        for name, data in (*GOOD.items(), ("opml", OPML)):
            (Path(seeds) / name).write_bytes(data)
        atheris.Setup([sys.argv[0], "-max_len=8192", "-timeout=10", *options, seeds], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
