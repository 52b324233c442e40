"""Adapter for toponyms: `python -m evals.places [--gold-spans] [--outlets] [--sure] INPUT.jsonl > PRED.jsonl`.

With `--outlets` the product's own answers on one half of an outlet's reports are its home in the other half, as in
a project that ran `dateline gazetteer learn`. With `--sure` answers of less than two chances in three are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.extract.mentions import PlaceMention
from dateline.extract.where.reading import read_given_places, read_places
from dateline.places import Gazetteer, open_gazetteer
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.lines import read_lines, write_line
from evals.outlets import read_halves

GIVEN = "--gold-spans"
OUTLETS = "--outlets"
SURE = "--sure"
LIKELY = 0.67
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


def prediction(report: Report, mentions: tuple[PlaceMention, ...], *, least: float = 0.0) -> dict[str, Any]:
    """One line for the scorer; answers of a lesser chance count as withheld."""
    return {"id": report.id, "mentions": [_mention(mention, least) for mention in mentions]}


def _mention(mention: PlaceMention, least: float) -> dict[str, Any]:
    place = mention.place
    answered = mention.confidence >= least
    known = (place.gazetteer or "").startswith(_GEONAMES)
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "lat": place.latitude if answered else None,
        "lon": place.longitude if answered else None,
        "geonameid": place.gazetteer_id if known and answered else None,
        "chance": mention.confidence,
    }


def main(argv: list[str]) -> int:
    """0 when every line was read."""
    gazetteer: Gazetteer = open_gazetteer()
    least = LIKELY if SURE in argv else 0.0
    path = next((argument for argument in argv if not argument.startswith("--")), "-")
    lines: Iterator[tuple[Report, list[Span] | None]] = (
        ((report_of(line), spans) for line, spans in given_spans(path))
        if GIVEN in argv
        else ((report_of(line), None) for line in read_lines(path))
    )
    if OUTLETS in argv:
        for report, mentions in read_halves(list(lines), gazetteer):
            write_line(prediction(report, mentions, least=least))
        return 0
    for report, spans in lines:
        document = parse_report(report)
        found = (
            read_places(document, gazetteer)
            if spans is None
            else read_given_places(document, spans, gazetteer)
        )
        write_line(prediction(report, found, least=least))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
