"""A team at real browsers: log in, propose, approve, publish; rule on the same claim at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chromium import served
from invented_project import InventedReader, MemoryStore, NoReference
from invented_team import NAMES, PASSWORD, make_roll
from playwright.sync_api import Page, expect

from dateline.web.app import create_app
from dateline.web.people.door import Door
from dateline.web.people.records import Role

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path, project: MemoryStore, cheap: None) -> Iterator[str]:
    """Where the team's pages are served."""
    door = Door(project=tmp_path, roll=make_roll(tmp_path))
    app = create_app(
        tmp_path, opener=lambda: project, extractor=InventedReader, reference=NoReference(), door=door
    )
    with served(app) as address:
        yield address


@pytest.fixture
def enter(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A function that logs a role's person in, in a browser of their own, on the way to a path."""

    def log_in(role: Role, path: str = "/", **settings: object) -> Page:
        page = open_page(path, **settings)
        page.fill("[name=name]", NAMES[role])
        page.fill("[name=password]", PASSWORD)
        page.click("button:has-text('Log in')")
        page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(path).path)
        return page

    return log_in


def test_two_people_publish(enter: Callable[..., Page], tmp_path: Path):
    coder = enter(Role.CODER, "/publish")
    coder.fill("[name=tag]", "2024-06")
    coder.fill("[name=title]", "Tavan, June")
    coder.fill("[name=note]", "all of June")
    coder.click("button:has-text('Propose')")
    expect(coder.locator("h1 .tag")).to_have_text("proposed")
    expect(coder.locator("button:has-text('Approve')")).to_have_count(0)
    expect(coder.locator("aside")).to_contain_text("You cannot approve it")
    publisher = enter(Role.PUBLISHER, "/publish")
    publisher.click("a:has-text('Tavan, June')")
    expect(publisher.locator("main")).to_contain_text("all of June")
    publisher.fill("[name=note]", "read twice")
    publisher.click("button:has-text('Approve')")
    expect(publisher.locator("h1 .tag")).to_have_text("approved")
    publisher.click("aside button:has-text('Publish')")
    expect(publisher.locator("h1 .tag")).to_have_text("published")
    assert (tmp_path / "releases" / "2024-06" / "checksums.sha256").is_file()
    with publisher.expect_download() as taken:
        publisher.click("a:has-text('manifest.json')")
    assert (
        taken.value.path().read_bytes() == (tmp_path / "releases" / "2024-06" / "manifest.json").read_bytes()
    )


def test_two_at_one_claim_see_both_rulings(enter: Callable[..., Page], project: MemoryStore):
    claim = next(one for one in project.claims() if one.report_id == "r1" and one.moment == 0)
    pages = [enter(role, f"/review/{claim.id}") for role in (Role.CODER, Role.REVIEWER)]
    for day, page in zip(("2024-06-03", "2024-06-05"), pages, strict=True):
        page.goto(page.url + "?field=date&edit=date")
        page.fill("input[name=start_day]", day)
        page.fill("input[name=end_day]", day)
    pages[0].click(".edit button:has-text('Save')")
    expect(pages[0].locator("li[data-path=date]")).to_contain_text("3 June 2024")
    pages[1].evaluate("window.htmx && (document.querySelector('.edit').removeAttribute('hx-boost'))")
    pages[1].click(".edit button:has-text('Save')")
    expect(pages[1].locator("tr.differs")).to_contain_text("5 June 2024")
    expect(pages[1].locator("tr.differs")).to_contain_text("3 June 2024")
    pages[1].click("button:has-text('Rule as I did')")
    expect(pages[1].locator("li[data-path=date]")).to_contain_text("5 June 2024")
    assert [one.analyst for one in project.decisions()] == [NAMES[Role.CODER], NAMES[Role.REVIEWER]]


def test_logging_out_shuts_the_pages(enter: Callable[..., Page], address: str):
    page = enter(Role.READER, "/people")
    page.click("button:has-text('Log out')")
    expect(page.locator("h1")).to_have_text("Log in")
    page.goto(address + "/people")
    expect(page.locator("h1")).to_have_text("Log in")


SCREENS = ("/people", "/publish", "/me", "/audit", "/login")


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_page_of_a_team_scrolls_sideways(enter: Callable[..., Page], address: str, width: int):
    page = enter(Role.ADMIN, "/people", viewport={"width": width, "height": 800})
    for path in (*SCREENS, "/reports"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_pages_of_a_team(
    enter: Callable[..., Page],
    open_page: Callable[..., Page],
    address: str,
    scheme: str,
    request: pytest.FixtureRequest,
):
    axe = request.config.rootpath / ".cache" / "frontend" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not here; run: python scripts/frontend.py")
    page = enter(Role.ADMIN, "/publish", color_scheme=scheme, bypass_csp=True)
    page.click("button:has-text('Propose')")
    proposed = page.url.removeprefix(address)
    for path in ("/people", "/publish", proposed, "/me", "/audit", "/logged-out"):
        if path == "/logged-out":
            page.click("button:has-text('Log out')")
            path = "/login"
        page.goto(address + path)
        page.evaluate(axe.read_text("utf-8"))
        found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
        assert found == [], path
