"""Makes the pictures of the pages in docs/img/: `python scripts/pictures.py PROJECT`.

PROJECT is a folder with the sample reports read and linked, as `make demo SERVE=0` leaves it. Rulings are made
in a copy. Needs Chromium and the packages of the tests.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "web"))

from chromium import CHROMIUM, FLAGS, served

from dateline.past.journal import freeze, record_release
from dateline.pipeline import relink
from dateline.review import Ruling, make_decision, write_ruling
from dateline.stores import open_store
from dateline.web import create_app

OUTPUT = Path(__file__).resolve().parent.parent / "docs" / "img"
SIZE = {"width": 1280, "height": 860}
LOOKS = [*FLAGS, "--lang=en-GB"]
MAP_MS = 60_000


def choose(project: Path) -> tuple[str, str, str]:
    """The claim with the most to see, the incident that most reports tell of, and the claim's report."""
    store = open_store(project)
    incident = max(store.incidents(), key=lambda one: (len(one.report_ids), len(one.claim_ids), one.id))
    claims = [claim for claim in store.claims() if claim.id in incident.claim_ids and claim.date]
    claim = max(claims, key=lambda one: (sum(map(bool, (one.toll, one.targets, one.attribution))), one.id))
    store.close()
    return claim.id, incident.id, claim.report_id


def live(project: Path) -> None:
    """A release of what was said, then a day corrected and a claim rejected, so that there are changes to show."""
    store = open_store(project)
    history, _ = freeze(store)
    record_release(store, "2023-06", history, preset="public", sha256="0" * 64)
    claims = sorted((one for one in store.claims() if one.date and one.toll), key=lambda one: one.id)
    day = Ruling(value={"start": "2023-03-07", "end": "2023-03-08", "precision": "day", "time_of_day": None})
    edit = {
        "field": "date",
        "value": write_ruling("date", day),
        "note": "after midnight, says the shopkeeper",
    }
    when = datetime(2023, 6, 20, 9, 30, tzinfo=UTC)
    store.add_decision(make_decision("edit", claims[0].id, analyst="mara", made_at=when, **edit))
    why = "an old bombing, told again"
    store.add_decision(make_decision("reject", claims[-1].id, analyst="joy", made_at=when, note=why))
    relink(store)
    store.close()


def take(page: Page, address: str, path: str, name: str) -> None:
    """One picture, once the map on it has drawn."""
    page.goto(address + path)
    for drawn in ("#map", ".spots"):
        if page.locator(drawn).count():
            page.wait_for_selector(f"{drawn}[data-ready=yes]", timeout=MAP_MS)
    page.wait_for_timeout(600)
    page.mouse.move(2, 2)
    page.screenshot(path=OUTPUT / f"{name}.png")
    sys.stderr.write(f"{name}.png {(OUTPUT / f'{name}.png').stat().st_size // 1000} kB\n")


def main() -> None:
    """Every page once; review also in the dark and on a narrow screen."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(shutil.copytree(sys.argv[1], Path(folder) / "samples"))
        claim, incident, report = choose(project)
        live(project)
        shots = {
            "front": "/",
            "inbox": "/reports",
            "review": f"/review/{claim}?field=date",
            "incidents": "/incidents",
            "incident": f"/incidents/{incident}",
            "accounts": f"/incidents/{incident}/accounts",
            "report": f"/reports/{quote(report, safe='')}",
            "place": f"/review/{claim}?field=location&edit=location",
            "rulings": "/changes",
            "changes": "/changes/incidents",
            "diff": "/changes/diff?a=2023-06&b=now",
            "exports": "/exports",
            "publish": "/publish",
            "codebook": "/codebook",
            "actors": "/actors",
            "sources": "/sources",
            "gazetteer": "/gazetteer?q=San%20Jose",
            "method": "/method",
            "keys": "/keys",
        }
        with served(create_app(project)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LOOKS)
            page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
            for name, path in shots.items():
                take(page, address, path, name)
            dark = browser.new_page(viewport=SIZE, color_scheme="dark", locale="en-GB")
            take(dark, address, shots["review"], "review-dark")
            narrow = browser.new_page(viewport={"width": 400, "height": 860}, color_scheme="light")
            take(narrow, address, shots["review"], "review-narrow")
            browser.close()


if __name__ == "__main__":
    main()
