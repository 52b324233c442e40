"""Times as TimeML: `python -m evals.time INPUT.jsonl > PRED.jsonl`, every expression with offsets, type, value."""

from __future__ import annotations

import sys
from datetime import date as Day
from typing import Any

from dateline.extract.when.reading import read_times
from dateline.records import Report
from dateline.text import parse_report
from evals.lines import read_lines, write_line


def predict(line: dict[str, Any]) -> dict[str, Any]:
    """The prediction line for one document: its id and its times."""
    written = (line.get("meta") or {}).get("dct")
    published = Day.fromisoformat(written[:10]) if written else None
    document = parse_report(Report(id=line["id"], text=line["text"], published=published))
    return {
        "id": line["id"],
        "timexes": [
            {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value}
            for t in read_times(document)
        ],
    }


def main(arguments: list[str]) -> int:
    """0 when every document of the input has its line."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    for line in read_lines(arguments[0]):
        write_line(predict(line))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
