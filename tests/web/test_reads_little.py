"""Pages over a large project read what they show: no page asks its store for all records of a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented_project import InventedReader, NoReference, make_claims, make_report
from litestar import Litestar
from litestar.testing import TestClient

from dateline.reconcile import reconcile
from dateline.records import Arrival, Extraction
from dateline.stores import create_store
from dateline.stores.sql import SqlStore
from dateline.web import held, linking
from dateline.web.app import create_app
from dateline.web.views import heldback

REPORTS = 260
MOST = 210  # two pages of a hundred, and what stands beside them
FILES = {
    "/incidents.csv",
    "/incidents.geojson",
    "/exports/file",
    "/changes.atom",
    "/changes.jsonl",
}  # whole by intent
OF_HISTORY = {"/changes/incidents"}  # the journal of linkings is read in its order


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
    store.put_incidents(incident for one in read for incident in reconcile(one.claims))
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
                given[kind] += 1
                yield one

        return give

    for kind in ("reports", "claims", "incidents", "arrivals"):
        monkeypatch.setattr(SqlStore, kind, counted(kind, getattr(SqlStore, kind)))
    return given


def addresses(app: Litestar) -> list[str]:
    """Every address without a part that varies, but for files and what is not of this project."""
    paths = {
        route.path for route in app.routes if "{" not in route.path and "GET" in getattr(route, "methods", ())
    }
    return sorted(path for path in paths - FILES - OF_HISTORY if not path.startswith(("/static", "/schema")))


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
        ]
        assert {"/sources", "/method", "/publish", "/actors", "/audit", "/"} < set(asked)
        for address in asked:
            rows.clear()
            assert client.get(address).status_code == 200, address
            assert all(count <= MOST for count in rows.values()), (address, rows)
