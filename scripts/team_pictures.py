"""Makes the pictures of a team's pages in docs/img/: `python scripts/team_pictures.py PROJECT`.

PROJECT is a folder with the sample reports read and linked, as `make demo SERVE=0` leaves it. People and rulings
are made in a copy. Needs Chromium and the packages of the tests.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from litestar import Litestar
from pictures import CHROMIUM, LOOKS, OUTPUT, SIZE, choose, served
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.web.app import create_app
from dateline.web.people.door import Door
from dateline.web.people.records import Role
from dateline.web.people.roll import open_roll

PASSWORD = "four boats on a river"
PEOPLE = {
    "anna": Role.ADMIN,
    "ben": Role.CODER,
    "chit": Role.CODER,
    "dora": Role.REVIEWER,
    "emil": Role.PUBLISHER,
}


def team(project: Path) -> Litestar:
    """The pages of a team over this project."""
    roll = open_roll(project, make=True)
    if roll is None:
        raise SystemExit("no accounts could be made")
    for name, role in PEOPLE.items():
        roll.add(name, role, PASSWORD, must_change=False)
    return create_app(project, door=Door(project=project, roll=roll))


def enter(browser: Browser, address: str, name: str) -> Page:
    """A page in a browser of this person's own."""
    page = browser.new_context(viewport=SIZE, color_scheme="light").new_page()
    page.goto(f"{address}/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button:has-text('Log in')")
    page.wait_for_url(f"{address}/")
    return page


def take(page: Page, name: str) -> None:
    """One picture."""
    page.wait_for_timeout(600)
    page.mouse.move(2, 2)
    page.screenshot(path=OUTPUT / f"{name}.png")
    sys.stderr.write(f"{name}.png {(OUTPUT / f'{name}.png').stat().st_size // 1000} kB\n")


def show(browser: Browser, address: str, claim: str) -> None:
    """Two at one claim, a publication that waits, the people."""
    ben, dora, anna = (enter(browser, address, name) for name in ("ben", "dora", "anna"))
    for page, day in ((ben, 3), (dora, 5)):
        page.goto(f"{address}/review/{claim}?field=date&edit=date")
        for field in ("start_day", "end_day"):
            page.fill(f"input[name={field}]", f"2023-01-{day:02}")
    for page in (ben, dora):
        page.click(".edit button:has-text('Save')")
        page.wait_for_timeout(2500)
    take(dora, "clash")
    ben.goto(f"{address}/publish")
    ben.fill("[name=title]", "Sample reports")
    ben.fill("[name=note]", "The whole month; two dates corrected.")
    ben.click("button:has-text('Propose')")
    dora.goto(ben.url)
    take(dora, "publication")
    anna.goto(f"{address}/people")
    take(anna, "people")


def main() -> None:
    """The three pictures."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(shutil.copytree(sys.argv[1], Path(folder) / "samples"))
        claim, *_ = choose(project)
        with served(team(project)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LOOKS)
            show(browser, address, claim)
            browser.close()


if __name__ == "__main__":
    main()
