"""What ranking places costs: `python -m evals.places_cost INPUT.jsonl` prints milliseconds a report and megabytes.

Names are found first, with the parser; then a fresh gazetteer is opened and all reports are placed. Milliseconds are
processor time of the second part, with the gazetteer cold at its start; megabytes are what it adds to the process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dateline.extract.where.home import home_of
from dateline.extract.where.links import link_names
from dateline.extract.where.reading import ask_names
from dateline.extract.where.spread import find_names
from dateline.places import Asked, Home, open_gazetteer, resolve_places
from dateline.text import parse_report
from evals.lines import read_lines
from evals.places import report_of

_PAGE = 4096
_REPORTS = 200


def resident_bytes() -> int:
    """What the process holds in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def main(argv: list[str]) -> int:
    """0 when the two figures stand on standard output."""
    gazetteer = open_gazetteer()
    questions: list[tuple[list[Asked], Home]] = []
    for _, line in zip(range(_REPORTS), read_lines(argv[0]), strict=False):
        document = parse_report(report_of(line))
        names, inside = link_names(document, find_names(document, gazetteer))
        questions.append((ask_names(document, names, inside), home_of(document.report)))
    gazetteer.close()
    del gazetteer
    before, started = resident_bytes(), time.process_time()
    gazetteer = open_gazetteer()
    for asked, home in questions:
        resolve_places(asked, gazetteer, home)
    seconds = time.process_time() - started
    figures = {
        "ms_a_report": round(1000 * seconds / max(1, len(questions)), 1),
        "megabytes": round((resident_bytes() - before) / 1e6, 1),
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
