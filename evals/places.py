"""Adapter for toponyms: `python -m evals.places [--gold-spans] INPUT.jsonl > PRED.jsonl`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.extract.mentions import PlaceMention
from dateline.extract.where import read_given_places, read_places
from dateline.places import Gazetteer, open_gazetteer
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.lines import read_lines, write_line

GIVEN = "--gold-spans"
_GEONAMES = "geonames"


def report_of(line: dict[str, Any]) -> Report:
    """The Report of one line; its `source` is an outlet or a web address."""
    source = line.get("source") or ""
    day = str(line.get("date") or "")[:10]
    return Report(
        id=line["id"],
        text=line["text"],
        outlet=None if "//" in source else source,
        url=source if "//" in source else None,
        headline=line.get("title"),
        published=date.fromisoformat(day) if day else None,
    )


def given_spans(path: str) -> Iterator[tuple[dict[str, Any], list[Span]]]:
    """Each line with the spans to be placed: its `mentions`, else the bare offsets of its key; nothing else of it."""
    raws = Path(path).read_text(encoding="utf-8").split("\n")
    lines = (json.loads(raw) for raw in raws if raw.strip())
    for raw, line in zip(lines, read_lines(path), strict=True):
        mentions = raw.get("mentions") or raw.get("gold", {}).get("mentions", [])
        yield line, [Span(m["start"], m["end"]) for m in mentions if 0 <= m["start"] <= m["end"]]


def prediction(report: Report, mentions: tuple[PlaceMention, ...]) -> dict[str, Any]:
    """One line for the scorer."""
    return {"id": report.id, "mentions": [_mention(mention) for mention in mentions]}


def _mention(mention: PlaceMention) -> dict[str, Any]:
    place = mention.place
    known = (place.gazetteer or "").startswith(_GEONAMES)
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonameid": place.gazetteer_id if known else None,
    }


def main(argv: list[str]) -> int:
    """0 when every line was read."""
    gazetteer: Gazetteer = open_gazetteer()
    path = next((argument for argument in argv if not argument.startswith("--")), "-")
    if GIVEN in argv:
        for line, spans in given_spans(path):
            report = report_of(line)
            write_line(prediction(report, read_given_places(parse_report(report), spans, gazetteer)))
        return 0
    for line in read_lines(path):
        report = report_of(line)
        write_line(prediction(report, read_places(parse_report(report), gazetteer)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
