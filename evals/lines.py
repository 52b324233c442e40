"""Benchmark lines without their answers, and predictions as lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ANSWERS = ("gold", "non_incidents", "no_incident", "notes")


def read_lines(path: str | Path) -> Iterator[dict[str, Any]]:
    """The lines of a benchmark file, each without its answer keys; `-` reads standard input."""
    stream = sys.stdin if str(path) == "-" else Path(path).open(encoding="utf-8")  # noqa: SIM115
    with stream:
        for line in stream:
            if line.strip():
                record = json.loads(line)
                yield {key: value for key, value in record.items() if key not in ANSWERS}


def write_line(record: dict[str, Any]) -> None:
    """Nothing comes back; the record stands on standard output as one line of JSON."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
