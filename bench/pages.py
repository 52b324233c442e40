"""How quickly the pages answer: `python bench/pages.py [--claims 10000] [--incidents 100000]`.

Builds an invented project in memory, asks the pages as a person would, and prints the times in
milliseconds. The store is left out on purpose: bench of the stores is elsewhere.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

import msgspec
from litestar.testing import TestClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "web"))

from invented_project import InventedReader, MemoryStore, make_claims, make_report

from dateline.reconcile import reconcile
from dateline.records import Arrival, Extraction
from dateline.web.app import create_app

ROUNDS = 40


def build(claims: int, incidents: int) -> MemoryStore:
    """A project of so many open claims and so many incidents, spread over two years."""
    store = MemoryStore()
    report = make_report()
    for number in range(claims // 2):
        one = make_report(id=f"r{number}")
        store.add_report(Arrival(report=one, raw=one.id.encode()))
        store.put_extraction(Extraction(report_id=one.id, extractor="invented@1", claims=make_claims(one)))
    pattern = next(one for one in reconcile(make_claims(report)) if not one.background)
    for number in range(incidents):
        shift = timedelta(days=number % 730)
        period = pattern.date.value
        moved = msgspec.structs.replace(period, start=period.start - shift, end=period.end - shift)
        place = msgspec.structs.replace(
            pattern.location.value,
            latitude=10 + number % 170 / 10,
            longitude=90 + number % 130 / 10,
            admin1=f"P{number % 40}",
        )
        one = msgspec.structs.replace(
            pattern,
            id=f"{number:016x}",
            date=msgspec.structs.replace(pattern.date, value=moved),
            location=msgspec.structs.replace(pattern.location, value=place),
        )
        store.made[one.id] = one
    kept = store.counts()
    store.counts = lambda: msgspec.structs.replace(kept, decisions=len(store.ruled))  # type: ignore[method-assign]
    return store


def timed(ask, rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def main() -> None:
    """Prints one line for each thing a person does."""
    options = argparse.ArgumentParser()
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--incidents", type=int, default=100_000)
    given = options.parse_args()
    store = build(given.claims, given.incidents)
    app = create_app(Path("bench"), opener=lambda: store, extractor=InventedReader)
    with TestClient(app, base_url="http://127.0.0.1") as pages:
        begun = time.perf_counter()
        page = pages.get("/review").text
        print(f"{'first page':32} {(time.perf_counter() - begun) * 1000:8.0f}")
        token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page)[1]
        waiting = iter(sorted(store.read))

        def accept() -> None:
            claim = store.read[next(waiting)].claims[0].id
            answer = pages.post(
                f"/review/{claim}", data={"_csrf_token": token, "judgement": "accept", "seen": ""}
            )
            assert answer.status_code == 200

        table = [
            ("accept, see the next claim", accept),
            ("lit field", lambda: pages.get(str(pages.get("/review").url) + "?field=date")),
            ("front page", lambda: pages.get("/")),
        ]
        for name, query in (
            ("", ""),
            ("a word", "?q=orlen"),
            ("a province", "?admin1=P7"),
            ("half a year", "?since=2024-01-01"),
        ):
            figures = timed(lambda query=query: pages.get(f"/incidents{query}"), 8)
            print("{:32} median {:6.0f}  p95 {:6.0f}".format(f"incidents {name}".strip(), *figures))
        areas = timed(lambda: pages.get("/incidents.geojson?shown=1"), 4)
        print("{:32} median {:6.0f}  p95 {:6.0f}".format("areas for the map", *areas))
        for name, ask in table:
            print("{:32} median {:6.0f}  p95 {:6.0f}".format(name, *timed(ask)))


if __name__ == "__main__":
    main()
