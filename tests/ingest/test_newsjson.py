"""Agencies' ninjs and schema.org's NewsArticle are read where an object of ours may stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dateline.errors import UnusableInput
from dateline.records import Arrival

Read = Callable[..., list[Arrival | UnusableInput]]
BODY = "Rebels overran a police post in Oram on Saturday, a resident said.\n\nTwo officers were killed."
NINJS_1 = {
    "uri": "https://quen.example/items/1",
    "type": "text",
    "headline": "Post falls in Oram",
    "firstcreated": "2024-03-03T23:10:00+06:30",
    "versioncreated": "2024-03-05T08:00:00+06:30",
    "body_text": BODY,
    "copyrightholder": "Quen Wire",
}
NINJS_3 = {
    "uri": "urn:quen:2",
    "headlines": [{"role": "main", "value": "Post falls in Oram"}],
    "contentCreated": "2024-03-03T23:10:00Z",
    "bodies": [
        {
            "contentType": "text/html",
            "value": "<p>Rebels overran a police post in Oram on Saturday, a resident said.</p>"
            "<script>track()</script><p>Two officers <b>were killed</b>.</p>",
        }
    ],
    "provider": {"name": "Quen Wire"},
}
ARTICLE = {
    "@context": "https://schema.org",
    "@type": ["ReportageNewsArticle"],
    "headline": "Post falls in Oram",
    "datePublished": "2024-03-03",
    "articleBody": BODY,
    "publisher": [{"@type": "NewsMediaOrganization", "name": "Quen Wire"}],
    "mainEntityOfPage": {"@id": "https://quen.example/post-falls"},
}


def only(found: list[Arrival | UnusableInput]) -> Arrival:
    (one,) = found
    assert isinstance(one, Arrival), one
    return one


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (NINJS_1, "https://quen.example/items/1"),
        (NINJS_3, None),
        (ARTICLE, "https://quen.example/post-falls"),
        ({"@graph": [{"@type": "WebSite"}, ARTICLE]}, "https://quen.example/post-falls"),
    ],
    ids=["ninjs 1", "ninjs 3", "schema.org", "graph"],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_news_of_agencies_gives_text_headline_day_outlet_and_address(
    read: Read, name: str, given: dict[str, Any], url: str | None
) -> None:
    found = only(read(name, json.dumps(given) + "\n"))
    report = found.report
    assert report.text == BODY
    assert (report.headline, report.outlet, report.url) == ("Post falls in Oram", "Quen Wire", url)
    assert report.published == date(2024, 3, 3)
    assert json.loads(found.raw) == given


def test_the_first_day_is_taken_and_the_day_of_the_version_is_noted(read: Read) -> None:
    assert only(read("a.json", json.dumps(NINJS_1))).notes == (
        "more than one date: took 2024-03-03, the one in ninjs's firstcreated; "
        "also 2024-03-05 in ninjs's versioncreated",
    )


def test_an_object_with_a_text_of_its_own_is_ours_whatever_else_it_holds(read: Read) -> None:
    found = only(read("a.jsonl", json.dumps({**NINJS_1, "text": "A post fell.", "days": ["x"]})))
    assert found.report.text == "A post fell."


@pytest.mark.parametrize("body", [{"body_text": " "}, {"bodies": [7, {"value": 3}]}, {"bodies": "none"}])
def test_an_item_without_words_is_refused(read: Read, body: dict[str, Any]) -> None:
    bare = {"uri": "urn:quen:3", "headline": "Picture: Oram"}
    (found,) = read("a.json", json.dumps(bare | body))
    assert isinstance(found, UnusableInput)
    assert found.reason == "no text in it"


def test_a_page_that_gives_its_words_only_to_machines_is_read_from_them(read: Read) -> None:
    page = (
        "<!doctype html><html><head><title>Post falls</title><script type='application/ld+json'>"
        f"{json.dumps(ARTICLE)}</script></head><body><div id='app'></div></body></html>"
    )
    report = only(read("a.html", page)).report
    assert report.text.endswith(BODY)
    assert report.published == date(2024, 3, 3)
