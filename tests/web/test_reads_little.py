"""Pages over a large project read what they show: no page asks its store for all records of a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented_project import InventedReader, NoReference, make_claims, make_report
from litestar import Litestar
from litestar.testing import TestClient

from dateline.past import keep_change
from dateline.reconcile import reconcile
from dateline.records import Arrival, Extraction
from dateline.stores import create_store
from dateline.stores.sql import SqlStore
from dateline.stores.tellings import HISTORY
from dateline.web import held, linking
from dateline.web.app import create_app
from dateline.web.views import heldback

REPORTS = 260
LATE = "2024-09-10"
FIRST = datetime(2024, 1, 1, 9, tzinfo=UTC)
MOST = 210  # two pages of a hundred, and what stands beside them
FILES = {
    "/incidents.csv",
    "/incidents.geojson",
    "/exports/file",
    "/changes.jsonl",
}  # whole by intent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of as many incidents of a day each as there are reports, and more."""
    path = tmp_path_factory.mktemp("reads") / "project"
    store = create_store(path)
    reports = [
        make_report(id=f"r{n:03}", outlet=f"Paper {n % 3}", published=date(2024, 1, 1) + timedelta(days=n))
        for n in range(REPORTS)
    ]
    store.add_reports(Arrival(report=one, raw=one.id.encode()) for one in reports)
    read = [Extraction(report_id=one.id, extractor="invented@1", claims=make_claims(one)) for one in reports]
    store.put_extractions(read)
    for day, one in enumerate(read):  # a linking a day, as a desk that is fed daily has them
        keep_change(store, (), reconcile(one.claims), at=FIRST + timedelta(days=day))
    store.close()
    return path


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many records of each kind the store gave; every project counts as large."""
    monkeypatch.setattr(held, "AT_ONCE", 0)
    monkeypatch.setattr(linking, "FEW", 0)
    monkeypatch.setattr(heldback, "COUNTED", 100)
    given: Counter[str] = Counter()

    def counted(kind: str, real: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def give(store: SqlStore, *asked: Any, **named: Any) -> Iterator[Any]:
            for one in real(store, *asked, **named):
                given[kind] += kind != "entries" or asked[0] == HISTORY  # the audit chain is not counted
                yield one

        return give

    for kind in (
        "reports",
        "claims",
        "incidents",
        "arrivals",
        "entries",
        "links",
        "tellings",
        "every_telling",
    ):
        monkeypatch.setattr(SqlStore, kind, counted(kind, getattr(SqlStore, kind)))
    return given


def addresses(app: Litestar) -> list[str]:
    """Every address without a part that varies, but for files and what is not of this project."""
    paths = {
        route.path for route in app.routes if "{" not in route.path and "GET" in getattr(route, "methods", ())
    }
    return sorted(path for path in paths - FILES if not path.startswith(("/static", "/schema")))


def test_no_page_reads_everything(folder: Path, rows: Counter[str]) -> None:
    app = create_app(folder, extractor=InventedReader, reference=NoReference())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        listed = client.get("/incidents").text
        incident = re.search(r"/incidents/[0-9a-f]{12,}", listed)
        assert incident
        queue = client.get("/review")
        more = [
            incident[0],
            f"{incident[0]}/accounts",
            queue.url.path,
            "/reports/r001",
            "/incidents?q=Orlen&after=100",
        ]
        asked = [
            *addresses(app),
            *more,
            "/search?q=police",
            "/reports?outlet=-",
            "/incidents.geojson?shown=1",
            f"/changes/incidents?since={LATE}",
            f"/changes.jsonl?since={LATE}",
            f"/changes.jsonl?since={LATE}&preset=partner",
            "/changes.atom?preset=partner",
            f"/changes/diff?a={LATE}&b=now",
            "/changes/diff?a=2024-03-01&b=2024-03-20",
        ]
        assert {"/sources", "/method", "/publish", "/actors", "/audit", "/"} < set(asked)
        for address in asked:
            rows.clear()
            assert client.get(address).status_code == 200, address
            assert all(count <= MOST for count in rows.values()), (address, rows)


def test_every_change_is_on_one_page_and_a_page_reads_what_it_shows(folder: Path, rows: Counter[str]) -> None:
    app = create_app(folder, extractor=InventedReader, reference=NoReference())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        feed = client.get("/changes.jsonl").text.splitlines()
        address, shown = "/changes/incidents", 0
        while address:
            rows.clear()
            text = client.get(address).text
            here = len(re.findall(r"<li><time ", text))
            assert rows["entries"] <= here + 1, (address, rows)
            shown += here
            earlier = re.search(r'href="(/changes/incidents\?before=[^"]+)"', text)
            address = earlier[1] if earlier else ""
    assert shown == len(feed) > REPORTS
