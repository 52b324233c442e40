"""Ruling on claims through the pages: what is stored, where one lands, what may be taken back."""

from __future__ import annotations

import json
import re

import pytest
from invented_project import TEXT, make_store


class Desk:
    """A person at the pages: opens them, sends their forms with the token."""

    def __init__(self, pages):
        self.pages = pages

    def token(self) -> str:
        return re.search(r'name="_csrf_token" value="([0-9a-f]+)"', self.pages.get("/review").text)[1]

    def send(self, address, **data):
        return self.pages.post(address, data={"_csrf_token": self.token(), **data}, follow_redirects=False)


@pytest.fixture
def person(pages):
    """Somebody at the pages of the invented project."""
    return Desk(pages)


def claims_of(store):
    return sorted(store.claims(), key=lambda claim: claim.moment)


def test_accepting_goes_on_to_the_next_open_claim(person, store):
    first, second = claims_of(store)
    answer = person.send(f"/review/{first.id}", judgement="accept", seen="", note="seen in two papers")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/review/{second.id}"
    (made,) = store.ruled
    assert (made.judgement, made.subject, made.field, made.note) == (
        "accept",
        first.id,
        None,
        "seen in two papers",
    )


def test_the_last_claim_leads_to_a_word_of_thanks(person, store):
    for claim in claims_of(store):
        answer = person.send(f"/review/{claim.id}", judgement="accept", seen="")
    assert answer.headers["location"] == "/review"
    assert "That was the last one" in person.pages.get("/review").text


def test_a_rejected_claim_leaves_the_incidents_and_comes_back_when_undone(person, store):
    first, _ = claims_of(store)
    person.send(f"/review/{first.id}", judgement="reject", seen="")
    assert "Nothing fits" in person.pages.get("/incidents").text
    answer = person.send("/undo")
    assert answer.headers["location"] == f"/review/{first.id}"
    assert "Nothing fits" not in person.pages.get("/incidents").text
    assert [one.judgement for one in store.ruled] == ["reject", "undo"]


def test_a_corrected_date_shows_on_the_card_and_in_the_incident(person, store):
    first, _ = claims_of(store)
    data = {
        "field": "date",
        "start_day": "2024-06-03",
        "end_day": "2024-06-03",
        "precision": "day",
        "time_of_day": "",
    }
    answer = person.send(f"/review/{first.id}", judgement="edit", seen="", **data)
    assert answer.headers["location"] == f"/review/{first.id}?field=date"
    assert "3 June 2024" in person.pages.get(answer.headers["location"]).text
    incidents = person.pages.get("/incidents").text
    assert "3 June 2024" in incidents
    assert "4 June 2024" not in incidents
    assert json.loads(store.ruled[0].value)["value"]["start"] == "2024-06-03"


def test_words_selected_in_the_text_become_the_value_with_their_span(person, store):
    first, _ = claims_of(store)
    start = TEXT.index("the market of Sefa")
    data = {"field": "location", "start": str(start), "end": str(start + len("the market of Sefa"))}
    person.send(f"/review/{first.id}", judgement="edit", seen="", **data)
    page = person.pages.get(f"/review/{first.id}?field=location").text
    assert re.search(r'<mark class="m where lit[^"]*"[^>]*>the market of Sefa</mark>', page)
    ruling = json.loads(store.ruled[0].value)
    assert (ruling["raw"], ruling["spans"]) == ("the market of Sefa", [[start, start + 18]])


def test_a_place_is_looked_up_and_set_by_its_id(person, store):
    first, _ = claims_of(store)
    page = person.pages.get(f"/review/{first.id}?field=location&edit=location&look=Karo").text
    assert 'name="gazetteer_id" value="p7"' in page
    assert (
        "No place of this name"
        in person.pages.get(f"/review/{first.id}?field=location&edit=location&look=Xyz").text
    )
    person.send(
        f"/review/{first.id}", judgement="edit", seen="", field="location", gazetteer_id="p7", name="Orlen"
    )
    assert "Karo, Tavan" in person.pages.get(f"/review/{first.id}").text


def test_a_party_of_the_roster_keeps_its_id(person, store):
    first, _ = claims_of(store)
    assert '<option value="Tavan Front">' in person.pages.get(f"/review/{first.id}?field=recipient").text
    person.send(
        f"/review/{first.id}", judgement="edit", seen="", field="recipient", words="Tavan Front; A village"
    )
    made = json.loads(store.ruled[0].value)["value"]
    assert [(one["name"], one["actor_id"]) for one in made] == [
        ("Tavan Front", "tav-front"),
        ("A village", None),
    ]


def test_what_was_ruled_is_in_the_store_once_the_pages_close(tmp_path):
    from invented_project import InventedReader, NoReference
    from litestar.testing import TestClient

    from dateline.web.app import create_app

    store = make_store()
    app = create_app(tmp_path, opener=lambda: store, extractor=InventedReader, reference=NoReference())
    first, second = claims_of(store)
    with TestClient(app, base_url="http://127.0.0.1") as pages:
        Desk(pages).send(f"/review/{first.id}", judgement="reject", seen="")
    assert [one.claim_ids for one in store.made.values()] == [(second.id,)]


def test_every_ruling_is_listed_and_one_taken_back_is_struck_through(person, store):
    first, _ = claims_of(store)
    person.send(f"/review/{first.id}", judgement="reject", seen="", note="<b>no</b>")
    assert 'class="undone"' not in person.pages.get("/changes").text
    person.send("/undo")
    page = person.pages.get("/changes").text
    assert page.count('class="undone"') == 1
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert "Nobody has ruled" in person.pages.get("/changes?by=somebody").text


def test_a_refused_field_is_empty_and_a_confirmed_one_is_certain(person, store):
    first, _ = claims_of(store)
    person.send(f"/review/{first.id}", judgement="reject", seen="", field="toll.0")
    person.send(f"/review/{first.id}", judgement="accept", seen=store.ruled[-1].id, field="location")
    page = person.pages.get(f"/review/{first.id}").text
    assert "2 killed" not in page
    assert "confirmed" in page
    assert "no count of dead" in person.pages.get("/incidents").text


def test_a_stale_form_is_refused_and_nothing_is_lost(person, store):
    first, _ = claims_of(store)
    person.send(f"/review/{first.id}", judgement="note", seen="", note="look again")
    answer = person.send(f"/review/{first.id}", judgement="reject", seen="")
    assert answer.status_code == 409
    assert "somebody ruled on this claim" in answer.text.lower()
    assert [one.judgement for one in store.ruled] == ["note"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"field": "date", "start_day": "2024-06-31"}, "is not a day"),
        ({"field": "date", "start_day": "2024-06-03", "end_day": "2024-06-01"}, "lies before"),
        ({"field": "toll.0", "low": "9", "high": "3"}, "low"),
        ({"field": "toll.0", "low": "a few"}, "not a whole number"),
        ({"field": "location", "name": "Orlen", "latitude": "400"}, "out of range"),
        ({"field": "sub_event_type", "choice": "Riot of some kind"}, "cannot be"),
        ({"field": "nonsense"}, "no field is called"),
        ({"field": "location", "start": "5", "end": "99999"}, "outside the text"),
        ({"field": "location", "start": "x", "end": "y"}, "could not be read"),
        ({"field": "verification", "start": "0", "end": "6"}, "do not give a value"),
        ({}, "no field was named"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_remedy(person, store, data, says):
    first, _ = claims_of(store)
    answer = person.send(f"/review/{first.id}", judgement="edit", seen="", **data)
    assert answer.status_code == 422
    assert says in answer.text.lower()
    assert store.ruled == []


def test_a_word_that_is_no_judgement_is_refused(person, store):
    answer = person.send(f"/review/{claims_of(store)[0].id}", judgement="delete", seen="")
    assert answer.status_code in (400, 422)
    assert store.ruled == []


def test_twenty_rulings_can_be_taken_back_one_by_one(person, store):
    first, _ = claims_of(store)
    for number in range(20):
        seen = store.ruled[-1].id if store.ruled else ""
        person.send(f"/review/{first.id}", judgement="note", seen=seen, note=f"note {number}")
    for number in range(19, -1, -1):
        assert f"note {number}" in person.pages.get(f"/review/{first.id}").text
        person.send("/undo")
    page = person.pages.get(f"/review/{first.id}").text
    assert 'class="note"' not in page
    assert person.send("/undo").headers["location"] == "/review"
    assert len(store.ruled) == 40


def test_a_pasted_report_is_read_kept_and_shown(open_pages):
    store = make_store()
    person = Desk(open_pages(store))
    text = "Rebels of the Tavan Front" + TEXT.removeprefix("Rebels of the Tavan Front") + "\r\n\r\nIt rained."
    form = {
        "_csrf_token": person.token(),
        "text": text,
        "published": "2024-06-06",
        "outlet": "By hand",
        "headline": "",
    }
    answer = person.pages.post("/reports/paste", data=form, files={"file": ("", b"")}, follow_redirects=True)
    assert answer.status_code == 200
    assert "2 claims read" in answer.text
    assert len(store.held) == 2
    assert next(one for one in store.reports() if one.outlet == "By hand").text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("form", "says"),
    [({"text": "  "}, "no text to read"), ({"text": "x", "published": "Friday"}, "is not a day")],
)
def test_a_paste_that_cannot_be_read_says_why(person, store, form, says):
    data = {"_csrf_token": person.token(), **form}
    answer = person.pages.post("/reports/paste", data=data, files={"file": ("", b"")})
    assert answer.status_code == 422
    assert says in answer.text
    assert len(store.held) == 1


def test_a_dropped_file_that_is_no_text_says_so(person):
    answer = person.pages.post(
        "/reports/paste",
        data={"_csrf_token": person.token(), "text": ""},
        files={"file": ("x.txt", b"\xff\xfe\x00")},
    )
    assert answer.status_code == 422
    assert "not UTF-8" in answer.text
