"""What the screen set aside is told in the inbox, listed apart, found by a search, and says so on its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from invented_project import MemoryStore, make_report, make_store
from litestar.testing import TestClient

from dateline.records import Arrival, Extraction


@pytest.fixture
def pages(open_pages: Callable[[MemoryStore], TestClient]) -> TestClient:
    """The invented report, which was read, and one of the market, which was not."""
    store = make_store()
    dull = make_report(
        id="dull", text="The price of rice rose again, traders said.", headline="Rice", outlet=None
    )
    store.add_report(Arrival(report=dull, raw=b"dull"))
    store.put_extraction(Extraction(report_id="dull", extractor="screen@1"))
    return open_pages(store)


def test_the_inbox_counts_them_and_leads_to_them(pages: TestClient) -> None:
    inbox = pages.get("/reports").text
    assert "1 report told of no incident and was" in inbox
    assert 'href="/reports?aside=true"' in inbox
    assert inbox.count("· set aside unread") == 1
    aside = pages.get("/reports?aside=true").text
    assert aside.count('class="paper"') == 1
    assert 'href="/reports/dull"' in aside
    assert "Nothing in these was read." in aside


def test_an_outlet_without_any_says_so(pages: TestClient) -> None:
    assert "Nothing was set aside." in pages.get("/reports?aside=true&outlet=No+such+paper").text


def test_the_search_finds_them_and_their_page_says_what_became_of_them(pages: TestClient) -> None:
    assert 'href="/reports/dull"' in pages.get("/search?q=price+of+rice").text
    assert "Set aside unread by screen@1" in pages.get("/reports/dull").text


def test_a_project_without_any_does_not_speak_of_it(
    open_pages: Callable[[MemoryStore], TestClient], store: MemoryStore
) -> None:
    assert "set aside unread" not in open_pages(store).get("/reports").text
