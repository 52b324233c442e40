"""How quickly the pages answer in a real Chromium: `python bench/pages.py [--claims 10000] [--incidents 100000]`.

Builds two invented projects in SQLite: one with so many open claims, one with so many incidents (with `--folder`
they are kept there and used again the next time); and pastes reports into a third, which the reader reads.
Prints the times a person waits, in milliseconds: from a key or a click until the new page is painted, the
screen at 1280 by 860, the network off but for the loopback. With `--json` a line of JSON instead of the table.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import msgspec
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "web"))

from chromium import CHROMIUM, FLAGS, served
from invent import invent
from invented_project import InventedReader, NoReference, make_claims, make_report

from dateline.reconcile import reconcile
from dateline.records import Arrival, Claim, Extraction, Incident
from dateline.stores import create_store
from dateline.web.app import create_app
from dateline.web.beside import MODULE

PRESSES, VISITS, FILTERS, PASTES = 60, 5, 20, 5
REVIEW_MS, PAINT_MS, FILTER_MS, FRONT_KB, PASTE_MS = 150, 1000, 300, 300, 2000

# From the key to the painted page: the desk of another claim is there, and two frames have been drawn.
PRESS = """key => new Promise(done => {
  const claim = document.getElementById('desk').dataset.claim;
  const begun = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const look = () => document.getElementById('desk')?.dataset.claim !== claim
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)))
    : requestAnimationFrame(look);
  look();
})"""
CHOOSE = """selector => new Promise(done => {
  const before = document.getElementById('found');
  const begun = performance.now();
  document.querySelector(selector).click();
  const look = () => document.getElementById('found') !== before
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)))
    : requestAnimationFrame(look);
  look();
})"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]"
WEIGHT = """performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0)
  + performance.getEntriesByType('navigation')[0].encodedBodySize"""


def moved(claim: Claim, number: int) -> Claim:
    """The claim on another day and at another place, so that no two are one incident."""
    shift = timedelta(days=number % 730)
    period = claim.date.value
    day = msgspec.structs.replace(period, start=period.start - shift, end=period.end - shift)
    place = msgspec.structs.replace(
        claim.location.value,
        name=f"Orlen {number}",
        latitude=10 + number % 170 / 10,
        longitude=90 + number % 130 / 10,
        admin1=f"P{number % 40}",
        gazetteer_id=str(number),
    )
    return msgspec.structs.replace(
        claim,
        date=msgspec.structs.replace(claim.date, value=day),
        location=msgspec.structs.replace(claim.location, value=place),
    )


def build_claims(folder: Path, claims: int) -> None:
    """Nothing; there is a project in SQLite with so many open claims, two a report, each report linked on its own."""
    store = create_store(folder)
    reports = [make_report(id=f"r{number:06}") for number in range(claims // 2)]
    store.add_reports(Arrival(report=one, raw=one.id.encode()) for one in reports)
    read = [
        Extraction(
            report_id=one.id,
            extractor="invented@1",
            claims=tuple(moved(claim, number) for claim in make_claims(one)),
        )
        for number, one in enumerate(reports)
    ]
    store.put_extractions(read)
    store.put_incidents(incident for one in read for incident in reconcile(one.claims))
    store.close()


def build_incidents(folder: Path, incidents: int) -> None:
    """Nothing; there is a project in SQLite with so many incidents over two years and forty provinces."""
    store = create_store(folder)
    pattern = next(one for one in reconcile(make_claims(make_report())) if not one.background)
    store.put_incidents(_incident(pattern, number) for number in range(incidents))
    store.close()


def _incident(pattern: Incident, number: int) -> Incident:
    shift = timedelta(days=number % 730)
    period, place = pattern.date.value, pattern.location.value
    day = msgspec.structs.replace(period, start=period.start - shift, end=period.end - shift)
    there = msgspec.structs.replace(
        place, latitude=10 + number % 170 / 10, longitude=90 + number % 130 / 10, admin1=f"P{number % 40}"
    )
    return msgspec.structs.replace(
        pattern,
        id=f"{number:016x}",
        date=msgspec.structs.replace(pattern.date, value=day),
        location=msgspec.structs.replace(pattern.location, value=there),
    )


def pages(folder: Path) -> AbstractContextManager[str]:
    """The address of the pages over this project."""
    return served(create_app(folder, extractor=InventedReader, reference=NoReference()))


def linking() -> bool:
    """True while a process beside the pages links."""
    return any(b"\0link\0" in read_command(one) for one in Path("/proc").iterdir() if one.name.isdecimal())


def read_command(process: Path) -> bytes:
    """The words a process of this machine was begun with, when it is one beside our pages."""
    try:
        told = (process / "cmdline").read_bytes()
    except OSError:
        return b""
    return told if MODULE.encode() in told else b""


def wait_until(true: Callable[[], bool], *, seconds: float = 120.0) -> None:
    """Nothing; the condition holds."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise SystemExit("the pages did not link what was ruled")
        time.sleep(0.02)


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[18]


def measure_review(page: Page, address: str) -> dict[str, float]:
    """Keys pressed one after another, and while the linking runs beside the pages."""
    page.goto(f"{address}/review")
    page.wait_for_function("window.htmx !== undefined")
    page.wait_for_timeout(500)
    quick = [page.evaluate(PRESS, "a") for _ in range(PRESSES)]
    slow: list[float] = []
    while len(slow) < PRESSES:
        page.evaluate(PRESS, "a")
        wait_until(linking)
        while linking() and len(slow) < PRESSES:
            slow.append(page.evaluate(PRESS, "a"))
    return {
        "key to next, median": statistics.median(quick),
        "key to next, p95": p95(quick),
        "key to next while linking, median": statistics.median(slow),
        "key to next while linking, p95": p95(slow),
    }


def first_paint(page: Page) -> float:
    """When the browser first drew something, which may be after the page is there."""
    page.wait_for_function(PAINT)
    return float(page.evaluate(f"{PAINT}.startTime"))


def measure_explore(page: Page, address: str) -> dict[str, float]:
    """The first paint of the incidents and of the front page, and facets chosen one after another."""
    page.goto(f"{address}/incidents")
    page.wait_for_selector(".rows .row")
    opened = first_paint(page)
    paints = []
    for _ in range(VISITS):
        page.goto(f"{address}/incidents")
        page.wait_for_selector(".rows .row")
        paints.append(first_paint(page))
    page.wait_for_selector("#map[data-ready=yes]", timeout=120_000)
    filters = []
    for number in range(FILTERS):
        page.wait_for_timeout(3_000)  # the map has drawn what was chosen before
        filters.append(
            page.evaluate(
                CHOOSE,
                ".facets details[open] a:not([aria-current])"
                if number % 2 == 0
                else ".facets a[aria-current]",
            )
        )
    page.goto(f"{address}/")
    return {
        "incidents, opened for the first time": opened,
        "incidents, first paint, median": statistics.median(paints),
        "incidents, first paint, longest": max(paints),
        "filter, median": statistics.median(filters),
        "filter, p95": p95(filters),
        "filter, longest": max(filters),
        "front page, first paint": first_paint(page),
        "front page, kB": page.evaluate(WEIGHT) / 1000,
    }


def measure_paste(page: Page, folder: Path) -> dict[str, float]:
    """From a click on the button of the form until the pasted report is painted with what was read in it; the reader
    has read one before."""
    create_store(folder).close()
    times = []
    with served(create_app(folder)) as address:
        for report in invent(PASTES + 1):
            page.goto(f"{address}/reports")
            page.fill("textarea[name=text]", report.text)
            begun = time.perf_counter()
            page.click("form[action='/reports/paste'] button")
            page.wait_for_selector(".card, [data-claim]")
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            times.append((time.perf_counter() - begun) * 1000)
        page.goto("about:blank")
    return {"a pasted report, read": statistics.median(times[1:]), "a pasted report, longest": max(times[1:])}


def main() -> None:
    """Prints one line for each thing a person waits for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--incidents", type=int, default=100_000)
    options.add_argument(
        "--folder", type=Path, help="where the projects are kept, and used again the next time"
    )
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        kept = given.folder or Path(folder)
        claims, incidents = kept / "claims", kept / "incidents"
        if not claims.exists():
            build_claims(claims, given.claims)
        if not incidents.exists():
            build_incidents(incidents, given.incidents)
        found |= measure_paste(page, Path(folder) / "pasted")
        with pages(claims) as address:
            found |= measure_review(page, address)
            page.goto("about:blank")
        with pages(incidents) as address:
            found |= measure_explore(page, address)
            page.goto("about:blank")
        browser.close()
    if given.json:
        print(json.dumps({name: round(value, 1) for name, value in found.items()}))
    else:
        print(f"{given.claims:,} open claims, {given.incidents:,} incidents; milliseconds")
        for name, value in found.items():
            print(f"{name:42} {value:8.0f}")
    print(
        f"floors: key to next p95 {REVIEW_MS}, first paint {PAINT_MS}, filter {FILTER_MS}, front page {FRONT_KB} kB, "
        f"a pasted report {PASTE_MS}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
