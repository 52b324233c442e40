"""What changed and why: former ids lead on, two states are compared, a day past is shown as it stood."""

from __future__ import annotations

import html
import json
import re
import time
from datetime import UTC, datetime

import pytest
from invented_project import make_report, make_store

from dateline.past import keep_incidents, list_changes
from dateline.web.views.steps import history_by_field


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def two(monkeypatch):
    """Two papers on one fight, linked as two incidents on 5 March and not joined yet."""
    monkeypatch.setattr("dateline.web.linking.PAUSE_S", 0.0)
    return make_store(make_report(), make_report(id="r2", outlet="Sefa Times", headline="Fighting in Orlen"))


class Person:
    def __init__(self, pages):
        self.pages = pages

    def send(self, address, **data):
        token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', self.pages.get("/reports").text)[1]
        answer = self.pages.post(address, data={"_csrf_token": token, **data}, follow_redirects=False)
        time.sleep(0.3)  # the linking beside the pages
        return answer


def main_incident(store):
    return max(store.incidents(), key=lambda one: (not one.background, len(one.claim_ids)))


def test_a_merged_id_leads_to_what_took_its_place_and_says_so(open_pages, two):
    person = Person(open_pages(two))
    joined = main_incident(two)
    assert len(joined.report_ids) == 2
    off = next(claim for claim in two.claims() if claim.id in joined.claim_ids and claim.report_id == "r2")
    person.send(f"/incidents/{joined.id}/split", claim=off.id)
    parts = [
        one for one in two.incidents() if not one.background and set(one.claim_ids) <= set(joined.claim_ids)
    ]
    assert len(parts) == 2
    split = person.pages.get(f"/incidents/{joined.id}")
    if joined.id not in {one.id for one in parts}:
        assert split.status_code == 410
        assert "was split" in split.text
        assert all(one.id in split.text for one in parts)
    person.send(f"/incidents/{parts[0].id}/merge", other=parts[1].id)
    former = next(one.id for one in parts if one.id not in {x.id for x in two.incidents()})
    answer = person.pages.get(f"/incidents/{former}")
    assert answer.status_code == 200
    assert f"The incident {former} that you asked for was joined" in text_of(answer.text)


def test_a_withdrawn_incident_has_a_tombstone_and_an_unknown_id_none(open_pages, two, monkeypatch):
    store = make_store()
    person = Person(open_pages(store))
    gone = main_incident(store)
    person.send(f"/review/{gone.claim_ids[0]}", judgement="reject", seen="")
    answer = person.pages.get(f"/incidents/{gone.id}")
    assert answer.status_code == 410
    assert "was withdrawn" in answer.text
    assert person.pages.get("/incidents/0000000000000000").status_code == 404


def test_every_unit_of_a_total_is_explained_by_the_changes(open_pages, two):
    pages = open_pages(two)
    page = pages.get("/changes/diff?a=2000-01-01&b=now")
    words = text_of(page.text)
    changes = [one.change for one in list_changes(two)]
    for name, after in (
        ("incidents", sum(one.totals.get("incidents", 0) for one in changes)),
        ("killed", sum(one.totals.get("killed", 0) for one in changes)),
    ):
        assert f"{name} 0 {after} +{after}" in words
    only = pages.get("/changes/diff?a=2000-01-01&b=now&of=killed").text
    assert f"{sum('killed' in one.totals for one in changes)} change" in text_of(only)


@pytest.mark.parametrize("a", ["yesterday", "v9", "2024-13-01"])
def test_a_moment_that_is_none_is_refused_with_the_releases(pages, a):
    for address in (f"/changes/diff?a={a}", f"/incidents?asof={a}", f"/incidents.csv?asof={a}"):
        answer = pages.get(address)
        assert answer.status_code == 422
        assert "neither a release nor a day" in answer.text


def test_a_day_past_shows_what_was_said_then_and_so_do_its_files(open_pages):
    store = make_store()
    now = list(store.incidents())
    store._journal.clear()
    keep_incidents(store, now, at=datetime(2024, 3, 1, tzinfo=UTC))
    later = [one for one in now if one.background]
    keep_incidents(store, later, at=datetime(2024, 4, 1, tzinfo=UTC))
    pages = open_pages(store)
    first = next(one for one in now if not one.background)
    assert "As it stood at the end of 5 March 2024" in text_of(pages.get("/incidents?asof=2024-03-05").text)
    assert first.id in pages.get("/incidents?asof=2024-03-05").text
    assert first.id not in pages.get("/incidents?asof=2024-04-05").text
    assert first.id in pages.get("/incidents.csv?asof=2024-03-05&told=all").text
    assert first.id in pages.get("/incidents.geojson?asof=2024-03-05").text
    shown = pages.get(f"/incidents/{first.id}?asof=2024-03-05")
    assert shown.status_code == 200
    assert f"/incidents/{first.id}?asof=2024-03-05" in shown.text
    assert pages.get(f"/incidents/{first.id}?asof=2024-02-05").status_code == 404


def test_the_feeds_are_those_of_the_command(pages, store):
    lines = pages.get("/changes.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [one.id for one in list_changes(store)]
    atom = pages.get("/changes.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert atom.text.count("<entry>") == len(lines)
    assert "added" in text_of(pages.get("/changes/incidents").text)
    assert "Nothing has been linked since then" in pages.get("/changes/incidents?since=2999-01-01").text


def test_a_feed_for_others_is_redacted_and_in_the_log(pages, store):
    outside = pages.get("/changes.atom?preset=public").text
    assert "Orlen" in pages.get("/changes.atom").text
    assert "Orlen" not in outside
    assert outside.count("<entry>") > 0
    last = json.loads(list(store.entries("audit"))[-1][1])
    assert (last["did"], last["facts"]["format"], last["facts"]["preset"]) == (
        "file taken",
        "changes",
        "public",
    )
    assert pages.get("/changes.jsonl?preset=secret").status_code == 422


def test_each_field_tells_who_set_it_when_from_what_to_what_and_why(open_pages):
    store = make_store()
    person = Person(open_pages(store))
    claim = next(one for one in store.claims() if one.moment == 0)
    day = {
        "field": "date",
        "start_day": "2024-06-03",
        "end_day": "2024-06-03",
        "precision": "day",
        "time_of_day": "",
    }
    person.send(f"/review/{claim.id}", judgement="edit", seen="", note="", **day)
    person.send(f"/review/{claim.id}", judgement="note", seen="", note="see the map")
    answer = person.send(f"/review/{claim.id}", judgement="note", seen=store.ruled[-1].id, note="see the map")
    assert answer.status_code == 303
    strands = history_by_field({one.id: one for one in store.claims()}, store.ruled, [claim.id])
    (when,) = [one for one in strands if one.label == "When"]
    (step,) = when.steps
    assert (step.before, step.after, step.undone) == ("4 June 2024, evening", "3 June 2024", False)
    person.send("/undo")
    person.send("/undo")
    strands = history_by_field({one.id: one for one in store.claims()}, store.ruled, [claim.id])
    when = next(one for one in strands if one.label == "When")
    assert [(one.did, one.before, one.after, one.undone) for one in when.steps] == [
        ("changed", "4 June 2024, evening", "3 June 2024", True),
        ("took back a ruling on", "3 June 2024", "4 June 2024, evening", False),
    ]
    page = person.pages.get(f"/incidents/{main_incident(store).id}").text
    assert "How each field came to its value" in page
    assert "3 June 2024" in page
