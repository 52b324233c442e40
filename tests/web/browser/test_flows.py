"""Whole pieces of work in a real Chromium, the network off: what a person does in the first hour."""

from __future__ import annotations

import re
import time

import pytest
from chromium import until
from invented_project import TEXT, make_report
from playwright.sync_api import expect

from dateline.records import Arrival, Extraction

pytestmark = pytest.mark.browser

GRIM = "Rebels of the Tavan Front raided Karo.\n\nTwo charred bodies lay in the road, a nurse said."


def first_claim(project):
    return next(one for one in project.claims() if one.report_id == "r1" and one.moment == 0)


def main_incident(project):
    return next(one for one in project.incidents() if not one.background)


def test_a_page_with_data_and_no_request_beyond_the_machine(open_page, address):
    """Story 1. The fixture fails when any page asks another host for anything."""
    page = open_page("/")
    expect(page.locator("h1")).to_contain_text("3 reports tell of 1 incident")
    for name in ("Inbox", "Review", "Incidents", "Changes", "Exports", "Codebook"):
        page.click(f"nav[aria-label=Main] >> text={name}")
        expect(page.locator("nav[aria-label=Main] [aria-current=page]")).to_contain_text(name)
        page.wait_for_load_state("load")  # a click while scripts are still read can be lost
        expect(page.locator("h1")).to_have_count(1)


def test_a_pasted_article_has_every_claim_underlined(open_page, project):
    """Story 2: every field that is filled has words in the text equal to its quote."""
    page = open_page("/reports")
    page.keyboard.press("p")
    page.keyboard.insert_text("From Sefa. " + TEXT)
    page.fill("#paste-day", "2024-06-06")
    page.fill("#paste-outlet", "By hand")
    page.click("text=Read it")
    page.wait_for_selector("text=2 claims read")
    report = next(one for one in project.reports() if one.outlet == "By hand")
    shown = [" ".join(words.split()) for words in page.locator("#text mark").all_inner_texts()]
    text = " ".join(shown)
    for claim in project.extraction(report.id).claims:
        for reading in (claim.date, claim.location, claim.actor, *claim.toll, *claim.attribution):
            if reading is not None:
                assert [span.of(report.text) for span in reading.spans] == [reading.raw]
                assert reading.raw in text


def test_a_dropped_file_is_read_like_a_pasted_one(open_page, tmp_path):
    page = open_page("/reports")
    page.evaluate(
        """text => {
          const data = new DataTransfer(); data.items.add(new File([text], 'r.txt', { type: 'text/plain' }));
          document.getElementById('paste').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }""",
        "From Sefa. " + TEXT,
    )
    page.wait_for_function("document.getElementById('paste-text').value.includes('Tavan Front')")
    page.click("text=Read it")
    page.wait_for_selector("text=2 claims read")


@pytest.fixture
def many(project):
    """Thirty reports more, so that fifty claims and more wait."""
    from invented_project import make_claims

    for number in range(30):
        report = make_report(id=f"n{number}")
        project.add_report(Arrival(report=report, raw=report.id.encode()))
        project.put_extraction(
            Extraction(report_id=report.id, extractor="invented@1", claims=make_claims(report))
        )
    return project


def test_fifty_suggestions_are_cleared_with_one_hand_and_twenty_taken_back(open_page, many):
    """Story 6: keys alone, each ruling on the claim that was seen."""
    page = open_page("/review")
    for number in range(50):
        page.keyboard.press("a" if number % 3 else "x")
        expect(page.locator(".queue .quiet")).to_have_text(f"{number + 1} of 64 ruled on")
    assert len({one.subject for one in many.ruled}) == 50
    for number in range(20):
        page.keyboard.press("u")
        expect(page.locator(".queue .quiet")).to_have_text(f"{49 - number} of 64 ruled on")
    assert [one.judgement for one in many.ruled].count("undo") == 20


def test_keys_pressed_faster_than_the_pages_answer_rule_on_different_claims(open_page, many):
    page = open_page("/review")
    for _ in range(12):
        page.keyboard.press("a")
    expect(page.locator(".queue .quiet")).to_have_text("12 of 64 ruled on")
    assert len({one.subject for one in many.ruled}) == 12


def test_keys_pressed_before_the_page_is_ready_wait_for_it(open_page, many):
    """A form sent before htmx has taken it over would leave the page, and the next key would rule on the same claim."""
    page = open_page("/review")
    page.evaluate("sessionStorage.clear()")
    page.add_init_script(
        """document.addEventListener("readystatechange", () => {
          if (document.readyState !== "interactive" || sessionStorage.pressed) return;
          sessionStorage.pressed = "yes";
          const press = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
          addEventListener("DOMContentLoaded", () => { press(); press(); press(); }, { capture: true });
        });"""
    )
    page.reload()
    expect(page.locator(".queue .quiet")).to_have_text("3 of 64 ruled on")
    assert len({one.subject for one in many.ruled}) == 3


def test_two_incidents_are_merged_split_again_and_both_taken_back(open_page, project):
    page = open_page(f"/incidents/{main_incident(project).id}/accounts")
    expect(page.locator("h1")).to_contain_text("2 accounts")
    page.locator("button:has-text('Split off')").first.click()
    expect(page.locator("h1")).to_contain_text("1 account ")
    page.locator("button:has-text('Merge')").first.click()
    expect(page.locator("h1")).to_contain_text("2 accounts")
    assert [one.judgement for one in project.ruled] == ["different", "same"]
    page.wait_for_load_state("load")  # before, no key is heard
    page.keyboard.press("u")
    page.wait_for_url(re.compile("/review/"))
    page.keyboard.press("u")
    until(lambda: len(project.ruled) == 4)
    assert [one.judgement for one in project.ruled] == ["different", "same", "undo", "undo"]
    page = open_page("/incidents")
    expect(page.locator(".rows .row")).to_have_count(1)


def test_an_account_is_split_off_and_merged_again_by_keys(open_page, project):
    page = open_page(f"/review/{first_claim(project).id}")
    page.keyboard.press("m")
    page.wait_for_url(re.compile("/accounts$"))
    expect(page.locator("h1")).to_contain_text("2 accounts")
    page.keyboard.press("j")
    expect(page.locator("button[name=claim]").first).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_contain_text("1 account ")
    page.wait_for_load_state("load")  # before, no key is heard
    page.keyboard.press("m")
    expect(page.locator("h1")).to_contain_text("2 accounts")
    page.wait_for_load_state("load")
    assert [one.judgement for one in project.ruled] == ["different", "same"]
    page.keyboard.press("b")
    page.wait_for_url(re.compile("/incidents/[0-9a-f]+$"))


def test_skipping_says_nothing_until_there_is_nothing_left(open_page, project):
    page = open_page("/review")
    before = page.url
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("#told")).to_have_text("")


def test_the_map_of_candidates_draws_and_a_click_sets_the_point(open_page, project):
    claim = first_claim(project)
    page = open_page(f"/review/{claim.id}?field=location&edit=location&look=Karo")
    page.wait_for_selector(".spots[data-ready=yes]")
    before = page.input_value("input[name=latitude]")
    box = page.locator(".spots canvas").bounding_box()
    page.locator(".spots canvas").click(position={"x": 12, "y": box["height"] - 60})
    expect(page.locator("input[name=latitude]")).not_to_have_value(before)
    page.click("form.edit >> text=Save")
    page.wait_for_selector("text=set by hand")
    assert '"latitude"' in project.ruled[-1].value


def test_the_map_of_candidates_waits_for_the_sheet_that_has_its_colours(open_page, project):
    page = open_page("/reports")

    def late(route):
        time.sleep(1)
        route.continue_()

    page.route("**/static/map.css", late)
    claim = first_claim(project)
    path = f"/review/{claim.id}?field=location&edit=location&look=Karo"
    page.goto(page.url.replace("/reports", path))
    page.wait_for_selector(".spots[data-ready=yes]")


def test_the_brush_keeps_the_days_dragged_over(open_page):
    page = open_page("/incidents?told=all")
    page.wait_for_selector("#map[data-ready=yes]")
    page.wait_for_function("document.fonts.status === 'loaded'")
    box = page.locator(".timeline").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.93, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=2024-0[56]"))
    expect(page.locator(".rows .row")).to_have_count(1)


def test_the_table_downloaded_is_the_table_seen(open_page):
    page = open_page("/incidents?told=all&event=Battles")
    page.click("summary:has-text('Kind in full')") if page.locator(
        "summary:has-text('Kind in full')"
    ).count() else None
    with page.expect_download() as download:
        page.click(".downloads >> text=CSV")
    rows = download.value.path().read_text("utf-8").splitlines()[1:]
    seen = page.eval_on_selector_all(
        ".rows h3 a", "all => all.map(one => one.getAttribute('href').split('/').pop())"
    )
    assert [row.split(",")[0] for row in rows] == seen == seen[:1]


def test_a_stale_form_is_told_and_nothing_is_lost(open_page, project):
    claim = first_claim(project)
    one = open_page(f"/review/{claim.id}?field=date")
    other = open_page(f"/review/{claim.id}?field=date")
    one.keyboard.press("f")
    one.wait_for_selector("text=confirmed")
    other.keyboard.press("f")
    other.wait_for_selector("text=/somebody ruled|ruled on this claim/i")
    assert [made.judgement for made in project.ruled] == ["accept"]


def test_an_incident_gone_in_another_tab_is_told(open_page, project):
    incident = main_incident(project)
    one = open_page(f"/incidents/{incident.id}/accounts")
    other = open_page(f"/incidents/{incident.id}/accounts")
    one.locator("button:has-text('Split off')").first.click()
    expect(one.locator("h1")).to_contain_text("1 account ")
    with other.expect_navigation():
        other.locator("button:has-text('Split off')").last.click()
    assert "Traceback" not in other.content()
    assert len([made for made in project.ruled if made.judgement == "different"]) <= 2


def test_burmese_and_arabic_are_drawn_with_the_bundled_fonts(open_page, project):
    text = "မြန်မာနိုင်ငံ ကချင်ပြည်နယ်\n\nقالت وزارة الدفاع إن القوات انسحبت"
    report = make_report(id="scripts", text=text, headline="ကချင်ပြည်နယ်")
    project.add_report(Arrival(report=report, raw=b"scripts"))
    project.put_extraction(Extraction(report_id="scripts", extractor="invented@1"))
    page = open_page("/reports/scripts")
    page.wait_for_function("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family)"
    )
    assert {"Burmese", "Naskh"} <= {name.strip('"') for name in loaded}
    ways = page.eval_on_selector_all("#text p", "all => all.map(one => getComputedStyle(one).direction)")
    assert ways == ["ltr", "rtl"]


def test_a_graphic_passage_opens_on_a_click(open_page, project):
    report = make_report(id="grim", text=GRIM.replace("Tavan Front", "front"))
    project.add_report(Arrival(report=report, raw=b"grim"))
    project.put_extraction(Extraction(report_id="grim", extractor="invented@1"))
    page = open_page("/reports/grim")
    expect(page.locator("text=Two charred bodies")).to_be_hidden()
    page.click("text=Graphic passage")
    expect(page.locator("text=Two charred bodies")).to_be_visible()


def test_the_preview_of_an_export_follows_the_choice(open_page):
    page = open_page("/exports?format=jsonl")
    page.wait_for_selector("text=a speaker can be found and hurt")
    page.check("input[value=internal]")
    page.click("text=Preview")
    page.wait_for_selector("text=keep it inside the team")
    with page.expect_download() as download:
        page.click("a.primary:has-text('Take the file')")
    assert download.value.suggested_filename == "incidents-jsonl-internal.jsonl"


def test_every_page_works_at_twice_the_size_without_scripts(open_page, address, project):
    page = open_page("/", viewport={"width": 640, "height": 430}, java_script_enabled=False)
    for path in ("/reports", "/incidents", f"/incidents/{main_incident(project).id}", "/exports", "/changes"):
        page.goto(address + path)
        assert page.locator("h1").is_visible(), path
