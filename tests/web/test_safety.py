"""Hostile text is shown as text; headers are strict; no form works without its token; no other host."""

from __future__ import annotations

from datetime import date

import pytest
from invented_project import TEXT, MemoryStore, make_report, make_store

from dateline.web.page import safe_link
from dateline.web.security import HEADERS

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def hostile():
    """A store whose every word is an attack."""
    report = make_report(
        text=f"{EVIL}\n\n{TEXT}\n\n{EVIL}",
        id=f"r/../{EVIL}?#%",
        headline=EVIL,
        outlet=EVIL,
        url="javascript:alert(3)",
    )
    return make_store(
        report, make_report(id="x", text=EVIL, headline=None, outlet=None, published=date(2024, 1, 1))
    )


def test_hostile_words_are_shown_and_never_run(open_pages, hostile):
    pages = open_pages(hostile)
    claim = next(hostile.claims())
    incident = next(hostile.incidents())
    addresses = [
        *(
            "/",
            "/reports",
            "/actors",
            "/sources",
            "/exports?preset=internal",
            "/reports/x",
            f"/review/{claim.id}?field=date",
        ),
        *(f"/incidents/{incident.id}", f"/search?q={EVIL}", f"/incidents?q={EVIL}&party={EVIL}"),
    ]
    for address in addresses:
        page = pages.get(address).text
        assert "<script>alert" not in page, address
        assert "<img" not in page, address
        assert "javascript:" not in page.replace("javascript:alert(3)</p>", ""), address


def test_a_report_with_any_id_has_a_page(open_pages, hostile):
    from dateline.web.page import report_address

    pages = open_pages(hostile)
    for report in hostile.reports():
        assert pages.get(report_address(report.id)).status_code == 200, report.id


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host", "http://[", ""]
)
def test_only_addresses_of_the_web_become_links(url):
    assert safe_link(url) is None
    assert safe_link("https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize("address", ["/", "/reports/r1", "/none", "/static/base.css", "/incidents.csv"])
def test_every_answer_carries_the_strict_headers(pages, address):
    headers = pages.get(address).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_page_has_script_or_style_of_its_own(pages, store):
    claim = next(store.claims())
    for address in ("/", "/reports", f"/review/{claim.id}?field=date", "/incidents"):
        page = pages.get(address).text
        assert "style=" not in page
        assert "<style" not in page
        assert " on" + "click=" not in page
        assert all("src=" in part[:80] for part in page.split("<script")[1:])


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "10.0.0.1"]
)
def test_another_host_is_refused(pages, host):
    assert pages.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8350", "localhost", "localhost:1", "[::1]:8350"])
def test_this_machine_is_answered(pages, host):
    assert pages.get("/", headers={"host": host}).status_code == 200


def test_a_form_without_its_token_changes_nothing(pages, store):
    claim = next(store.claims())
    pages.get("/review")
    for address, data in (
        (f"/review/{claim.id}", {"judgement": "accept"}),
        ("/undo", {}),
        ("/reports/paste", {"text": "x"}),
    ):
        answer = pages.post(address, data=data)
        assert answer.status_code == 403
        assert "out of date" in answer.text
    assert store.ruled == []
    assert len(store.held) == 1


def test_reading_a_page_changes_nothing(pages, store):
    before = (store.counts(), list(store.ruled), dict(store.made))
    claim = next(store.claims())
    for address in (
        "/",
        "/reports",
        "/review",
        f"/review/{claim.id}?field=date&edit=date",
        "/undo",
        "/reports/paste",
    ):
        pages.get(address)
    assert (store.counts(), list(store.ruled), dict(store.made)) == before


def test_a_cell_of_the_table_is_never_a_formula(open_pages):
    from dateline.web.views.files import _plain

    assert [_plain(cell) for cell in ("=1+1", "@x", "-5", 7, None, "Orlen")] == [
        "'=1+1",
        "'@x",
        "'-5",
        7,
        None,
        "Orlen",
    ]


def test_a_fault_in_the_program_is_logged_by_its_place_and_without_its_words(
    open_pages, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages = open_pages(store)

    def fail(self: object) -> object:
        raise ValueError("Ya Dana saw it")

    monkeypatch.setattr(type(store), "counts", fail)
    answer = pages.get("/review?look=Ya+Dana")
    assert answer.status_code == 500
    assert "Nothing was lost" in answer.text
    (entry,) = [one.getMessage() for one in caplog.records if "fault in the program" in one.getMessage()]
    assert "ValueError at test_safety.py:" in entry
    assert entry.endswith("; GET /review")
    assert "Dana" not in caplog.text
