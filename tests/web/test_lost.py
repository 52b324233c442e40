"""A ruling whose words are read no more is shown to a person, who rules again or lets it go with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from invented_project import MemoryStore, make_claims, make_report
from litestar.testing import TestClient

from dateline.pipeline import relink
from dateline.records import Extraction
from dateline.review import make_decision


@pytest.fixture
def read_anew(store: MemoryStore) -> MemoryStore:
    """The invented report, its first claim confirmed by Ana, and read again without it."""
    claim, other = make_claims(make_report())
    ruling = make_decision(
        "edit",
        claim.id,
        field="date",
        value='{"value": {"start": "2024-06-03", "end": "2024-06-03", "precision": "day"}}',
        analyst="ana",
        made_at=datetime(2024, 6, 8, tzinfo=UTC),
        note="heard it myself",
    )
    store.add_decision(ruling)
    relink(store)
    store.put_extraction(Extraction(report_id="r1", extractor="invented@2", claims=(other,)))
    relink(store)
    return store


def token_of(page: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_lost_ruling_is_shown_with_its_words_and_what_is_read_now(
    open_pages: Callable[[MemoryStore], TestClient], read_anew: MemoryStore
):
    pages = open_pages(read_anew)
    other = make_claims(make_report())[1]
    assert "1 ruling has no effect any more" in pages.get(f"/review/{other.id}").text
    assert "/review/lost" in pages.get("/changes").text
    page = pages.get("/review/lost").text
    for words in ("ana", "2024-06-08 00:00", "heard it myself", "Rebels of the Tavan Front overran"):
        assert words in page
    assert f'href="/review/{other.id}"' in page


def test_a_lost_ruling_is_dismissed_with_a_reason_and_stays_in_the_history(
    open_pages: Callable[[MemoryStore], TestClient], read_anew: MemoryStore
):
    pages = open_pages(read_anew)
    ruling = read_anew.ruled[0].id
    form = {"_csrf_token": token_of(pages.get("/review/lost").text), "ruling": ruling}
    refused = pages.post("/review/lost", data={**form, "note": " "})
    assert (refused.status_code, len(read_anew.ruled)) == (422, 1)
    answer = pages.post("/review/lost", data={**form, "note": "the report was mended"})
    assert "Every ruling in force shows in the incidents." in answer.text
    undoing = read_anew.ruled[1]
    assert (undoing.judgement, undoing.supersedes, undoing.note) == ("undo", ruling, "the report was mended")
    assert "the report was mended" in pages.get("/changes").text
    assert pages.post("/review/lost", data={**form, "note": "twice"}).status_code == 409


def test_without_lost_rulings_the_page_says_so(pages: TestClient):
    assert "Every ruling in force shows" in pages.get("/review/lost").text
    assert "no effect any more" not in pages.get("/review").text
