"""Every page answers, every link leads somewhere, and what is shown is what is held."""

from __future__ import annotations

import html
import json
import re

import pytest
from invented_project import TEXT, MemoryStore, make_report, make_store

SCREENS = [
    "/",
    "/reports",
    "/reports/r1",
    "/review",
    "/incidents",
    "/codebook",
    "/actors",
    "/actors?q=front",
    "/sources",
    "/gazetteer",
    "/gazetteer?q=Karo",
    "/changes",
    "/exports",
    "/method",
    "/keys",
    "/search?q=Orlen",
]


def text_of(page: str) -> str:
    """The words of a page without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("address", SCREENS)
def test_each_screen_answers_with_a_heading_and_landmarks(pages, address):
    answer = pages.get(address)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert all(
        mark in answer.text
        for mark in ('<main id="main"', '<nav aria-label="Main"', 'class="skip"', '<html lang="en"')
    )


def test_every_link_of_every_page_resolves(pages):
    waiting, seen = list(SCREENS), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = pages.get(address)
        assert answer.status_code == 200, address
        if "text/html" in answer.headers["content-type"]:
            found = re.findall(r'(?:href|src|action)="([^"#]+)(?:#[^"]*)?"', answer.text)
            forms = set(re.findall(r'method="post" action="([^"]+)"', answer.text))
            waiting += [html.unescape(one) for one in found if one.startswith("/") and one not in forms]
    assert len(seen) > 40


def test_an_anchor_of_a_link_is_on_its_page(pages, store):
    claim = next(store.claims())
    page = pages.get(f"/review/{claim.id}?field=date").text
    assert 'id="f-date"' in page
    assert 'id="paste"' in pages.get("/reports").text


def test_a_report_shows_its_whole_text_and_marks_what_was_read(pages, store):
    page = pages.get("/reports/r1").text
    body = re.search(r'id="text">(.*?)</div>', page, re.DOTALL)[1]
    shown = [
        html.unescape(re.sub(r"<[^>]+>", "", one))
        for one in re.findall(r"<p [^>]*>(.*?)</p>", body, re.DOTALL)
    ]
    assert shown == TEXT.split("\n\n")
    marks = {html.unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", body)}
    read = {claim.location.raw for claim in store.claims()} | {
        "overran",
        "At least 14 people",
        "in May",
        "a shopkeeper",
    }
    assert read <= marks


def test_a_chosen_claim_lights_only_its_own_words(pages, store):
    first, second = sorted(store.claims(), key=lambda claim: claim.moment)
    page = pages.get(f"/reports/r1?claim={second.id}").text
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert "in May" in marks
    assert "overran" not in marks
    assert f'data-claim="{first.id}"' in page


def test_what_was_set_aside_is_shown_with_its_kind(pages):
    page = pages.get("/reports/r1").text
    assert '<span class="aside" title="Set aside: habit">almost every night</span>' in page


def test_an_incident_shows_quotes_speakers_and_how_to_cite(pages, store):
    one = next(one for one in store.incidents() if not one.background)
    words = text_of(pages.get(f"/incidents/{one.id}").text)
    assert "Rebels of the Tavan Front overran a police post in Orlen on Tuesday evening" in words
    assert "a shopkeeper → Tavan Herald" in words
    assert f"http://127.0.0.1/incidents/{one.id}" in words
    assert (
        "Tavan Front took a position from Police of Tavan at Orlen, North Tavan, Tavan on 4 June 2024"
        in words
    )


def test_a_place_that_is_not_on_the_map_says_why(pages, store):
    one = next(one for one in store.incidents() if one.background)
    page = pages.get(f"/incidents/{one.id}").text
    assert "Two places have this name" in page
    assert 'id="map"' not in page


def test_table_and_files_hold_the_same_incidents(pages, store):
    for query in (
        "",
        "?told=all",
        "?since=2024-06-01",
        "?q=sefa&told=all",
        "?deaths=3&told=all",
        "?party=Tavan+Front",
    ):
        listed = set(re.findall(r'href="/incidents/([0-9a-f]{16})"', pages.get(f"/incidents{query}").text))
        rows = pages.get(f"/incidents.csv{query}").text.splitlines()[1:]
        assert {row.split(",")[0] for row in rows} == listed, query
        placed = json.loads(pages.get(f"/incidents.geojson{query}").content)["features"]
        assert {one["properties"]["id"] for one in placed} <= listed


def test_background_is_left_out_unless_asked_for(pages, store):
    assert "1 incident" in text_of(pages.get("/incidents").text)
    assert "2 incidents" in text_of(pages.get("/incidents?told=all").text)


def test_a_day_that_is_none_is_no_filter(pages):
    assert "1 incident" in text_of(pages.get("/incidents?since=yesterday&box=a,b").text)


def test_near_copies_are_folded_under_the_latest(open_pages):
    store = make_store(make_report(), make_report(text=TEXT + "\n\nMore soon.", id="r2", outlet="Sefa Times"))
    page = open_pages(store).get("/reports").text
    assert "1 near-copy" in page


def test_an_empty_project_says_what_to_do(open_pages):
    client = open_pages(MemoryStore())
    for address in (
        "/",
        "/reports",
        "/review",
        "/incidents",
        "/actors",
        "/sources",
        "/gazetteer",
        "/exports",
        "/changes",
        "/method",
        "/incidents.csv",
    ):
        assert client.get(address).status_code == 200
    assert "Nothing has been read yet" in client.get("/").text


def test_nothing_at_an_address_is_a_page_with_a_way_back(pages):
    for address in ("/reports/none", "/review/none", "/incidents/none", "/none"):
        answer = pages.get(address)
        assert answer.status_code == 404
        assert "There is nothing at this address" in answer.text
        assert "Traceback" not in answer.text
