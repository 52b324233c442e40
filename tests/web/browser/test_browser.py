"""A real Chromium at the pages: words light up, keys rule, the map draws, nothing leaves the machine."""

from __future__ import annotations

import re

import pytest
from invented_project import TEXT
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def lit(page):
    """The words that are lit."""
    return expect(page.locator("mark.lit"))


def first_claim(project):
    return next(one for one in project.claims() if one.report_id == "r1" and one.moment == 0)


def test_the_field_under_the_cursor_lights_its_words(open_page, project):
    page = open_page(f"/review/{first_claim(project).id}")
    page.hover("li[data-path=date]")
    lit(page).to_have_text(["on Tuesday evening"])
    page.hover("li[data-path='toll.0']")
    lit(page).to_have_text(["Two officers"])
    page.hover("h1")
    lit(page).to_have_count(0)


def test_reading_works_without_scripts(open_page, project):
    page = open_page(f"/review/{first_claim(project).id}?field=location", java_script_enabled=False)
    lit(page).to_have_text(["Orlen"])
    page.click("button[value=accept] >> nth=-1")
    expect(page.locator(".queue .quiet")).to_have_text("1 of 4 ruled on")
    assert [one.judgement for one in project.ruled] == ["accept"]
    page.click("nav >> text=Incidents")
    expect(page.locator("main")).to_contain_text("Tavan Front")


def test_claims_are_ruled_by_keyboard_alone(open_page, project):
    page = open_page("/review")
    start = page.url
    page.keyboard.press("j")
    page.wait_for_selector("li.field.lit")
    expect(page.locator("mark.lit").first).to_be_visible()
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url.split("?")[0] != start)
    page.keyboard.press("x")
    expect(page.locator(".queue .quiet")).to_have_text("2 of 4 ruled on")
    page.keyboard.press("u")
    expect(page.locator(".queue .quiet")).to_have_text("1 of 4 ruled on")
    assert [one.judgement for one in project.ruled] == ["accept", "reject", "undo"]


def test_the_help_opens_and_closes(open_page):
    page = open_page("/reports")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_a_date_is_corrected_by_keyboard(open_page, project):
    claim = first_claim(project)
    page = open_page(f"/review/{claim.id}?field=date")
    page.keyboard.press("e")
    page.fill("input[name=start_day]", "2024-06-03")
    page.fill("input[name=end_day]", "2024-06-03")
    page.keyboard.press("Enter")
    expect(page.locator("li[data-path=date]")).to_contain_text("set by hand")
    expect(page.locator("li[data-path=date]")).to_contain_text("3 June 2024")


def test_selected_words_set_the_lit_field(open_page, project):
    claim = first_claim(project)
    page = open_page(f"/review/{claim.id}?field=location")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
          let node; while ((node = walker.nextNode())) if (node.data.includes('market of Sefa')) break;
          const range = document.createRange(); const at = node.data.indexOf('market of Sefa');
          range.setStart(node, at); range.setEnd(node, at + 14);
          getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.keyboard.press("w")
    page.wait_for_selector("mark.lit:has-text('market of Sefa')")
    start = TEXT.index("market of Sefa")
    assert f'"spans":[[{start},{start + 14}]]' in project.ruled[0].value


def test_the_map_draws_without_a_network(open_page):
    page = open_page("/incidents")
    page.wait_for_selector("#map[data-ready=yes]")
    box = page.locator("#map canvas").bounding_box()
    assert box["width"] > 300
    assert box["height"] > 200


def test_the_filter_stands_in_the_address_and_the_map_follows(open_page):
    page = open_page("/incidents")
    page.check("input[name=told]")
    page.wait_for_url(re.compile(r"told=all"))
    expect(page.locator(".rows .row")).to_have_count(2)
    page.wait_for_selector("#map[data-ready=yes]")
    page.click(".facets a:has-text('Battles')")
    page.wait_for_url(re.compile(r"event=Battles"))
    expect(page.locator(".rows .row")).to_have_count(1)
    page.go_back()
    expect(page.locator(".rows .row")).to_have_count(2)


def test_a_filter_puts_other_marks_on_the_same_map(open_page):
    page = open_page("/incidents")
    page.check("input[name=told]")
    page.wait_for_url(re.compile(r"told=all"))
    page.wait_for_selector("#map[data-ready=yes]")
    page.evaluate("document.querySelector('#map canvas').dataset.kept = 'yes'")
    page.click(".facets a:has-text('Battles')")
    page.wait_for_selector("#map[data-ready=yes][data-source*='event=Battles'] canvas[data-kept=yes]")
    expect(page.locator("#map canvas")).to_have_count(1)


SCREENS = (
    "/",
    "/reports",
    "/reports/r1",
    "/review",
    "/review/lost",
    "/incidents",
    "/codebook",
    "/actors",
    "/actors?q=front",
    "/sources",
    "/gazetteer?q=Karo",
    "/changes",
    "/changes/incidents",
    "/changes/diff?a=2020-01-01&b=now",
    "/exports",
    "/exports?preset=internal&format=jsonl",
    "/method",
    "/keys",
)


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_page_scrolls_sideways(open_page, address, width):
    page = open_page("/", viewport={"width": width, "height": 800})
    for path in SCREENS:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(open_page, address, project, scheme, request):
    axe = request.config.rootpath / ".cache" / "frontend" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not here; run: python scripts/frontend.py")
    incident = next(iter(project.made))
    claim = first_claim(project).id
    page = open_page("/", color_scheme=scheme, bypass_csp=True)
    for path in (
        *SCREENS,
        f"/review/{claim}?field=date&edit=date",
        f"/incidents/{incident}",
        "/search?q=rice",
    ):
        page.goto(address + path)
        page.evaluate(axe.read_text("utf-8"))
        rules = "{runOnly: ['color-contrast']}" if scheme == "dark" else "{}"  # the rest is the same in both
        found = page.evaluate(
            f"axe.run({rules}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
        )
        assert found == [], path


def test_the_front_page_is_light(open_page, address):
    page = open_page("/")
    size = page.evaluate(
        "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0)"
        " + performance.getEntriesByType('navigation')[0].encodedBodySize"
    )
    assert size < 300_000
