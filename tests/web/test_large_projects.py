"""Large projects: linked and ranked by a process beside the pages, and of their records only what is asked for."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from apart import run_apart
from chromium import until
from invented_project import TEXT, InventedReader, NoReference, make_claims, make_report
from litestar.testing import TestClient

from dateline.errors import DatelineError
from dateline.jsonl import decode
from dateline.pipeline import relink
from dateline.records import Arrival, Extraction
from dateline.review import make_decision
from dateline.stores import Store, create_store, open_store
from dateline.stores.audit import STREAM, Entry
from dateline.web import beside, held, linking
from dateline.web.app import create_app


def fill(store: Store) -> None:
    """Four reports of one fight, and one of none."""
    for number in range(4):
        report = make_report(id=f"r{number}", outlet=f"Paper {number % 2}", published=date(2024, 6, 6))
        store.add_report(Arrival(report=report, raw=report.id.encode()))
        store.put_extraction(
            Extraction(report_id=report.id, extractor="invented@1", claims=make_claims(report))
        )
    rice = make_report(id="rice", text="Rice costs more.", outlet=None, published=None)
    store.add_report(Arrival(report=rice, raw=b"rice"))
    store.put_extraction(Extraction(report_id="rice", extractor="invented@1"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in SQLite, linked."""
    store = create_store(tmp_path / "project")
    fill(store)
    relink(store)
    store.close()
    return tmp_path / "project"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first claim on a project counts as large."""
    monkeypatch.setattr(held, "AT_ONCE", 0)
    monkeypatch.setattr(linking, "FEW", 0)
    monkeypatch.setattr(linking, "PAUSE_S", 0.0)


@pytest.fixture
def client(folder: Path, large: None) -> Iterator[TestClient]:
    """The pages over the large project."""
    app = create_app(folder, extractor=InventedReader, reference=NoReference())
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def send(client: TestClient, page: str, address: str, **form: str) -> str:
    """The text of the page that answers a form sent from a page."""
    token = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(page).text)
    assert token
    answer = client.post(address, data={"_csrf_token": token[1], **form})
    assert answer.status_code == 200, answer.text
    return answer.text


PATHS = ("/", "/reports", "/reports?outlet=-", "/reports/r1", "/review", "/incidents", "/sources", "/method")


def test_a_large_project_shows_what_a_small_one_shows(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def look() -> dict[str, str]:
        app = create_app(folder, extractor=InventedReader, reference=NoReference())
        with TestClient(app, base_url="http://127.0.0.1") as client:
            incident = re.search(r"/incidents/[0-9a-f]{12,}", client.get("/incidents").text)
            assert incident
            paths = (*PATHS, incident[0], f"{incident[0]}/accounts", "/exports?format=jsonl&preset=internal")
            texts = {path: client.get(path) for path in paths}
            assert {answer.status_code for answer in texts.values()} == {200}
            return {path: re.sub(r'value="[0-9a-f]{40,}"', "", one.text) for path, one in texts.items()}

    small = look()
    monkeypatch.setattr(held, "AT_ONCE", 0)
    monkeypatch.setattr(linking, "FEW", 0)
    assert look() == small


def test_a_ruling_is_linked_beside_the_pages_as_it_would_be_here(client: TestClient, folder: Path):
    claim = make_claims(make_report(id="r0"))[0].id
    send(client, f"/review/{claim}", f"/review/{claim}", judgement="reject", seen="")
    store = open_store(folder)
    until(lambda: not any(claim in one.claim_ids for one in store.incidents()))
    linked = sorted(store.incidents(), key=lambda one: one.id)
    relink(store)
    assert linked == sorted(store.incidents(), key=lambda one: one.id)
    until(lambda: "still being linked" not in client.get("/incidents").text)
    store.close()


def test_a_merged_page_waits_for_the_linking(client: TestClient, folder: Path):
    store = open_store(folder)
    incident = next(one for one in store.incidents() if not one.background)
    text = send(
        client,
        f"/incidents/{incident.id}/accounts",
        f"/incidents/{incident.id}/split",
        claim=incident.claim_ids[0],
    )
    until(lambda: store.count() == 3)
    store.close()
    assert re.search(r"1 account\b|still being linked", text)


def test_a_pasted_report_is_in_the_queue_and_linked(client: TestClient, folder: Path):
    text = send(
        client,
        "/reports",
        "/reports/paste",
        text="From Karo. " + TEXT,
        published="2024-06-07",
        outlet="By hand",
    )
    assert "2 claims read" in text
    assert client.get("/review").status_code == 200
    store = open_store(folder)
    until(lambda: sum(len(one.claim_ids) for one in store.incidents()) == 10)
    store.close()


def test_a_linking_that_fails_is_told_on_the_page_and_the_ruling_is_kept(client: TestClient, folder: Path):
    claim = make_claims(make_report(id="r0"))[0].id
    client.get("/")
    settings = folder / "dateline.toml"
    whole = settings.read_text("utf-8")
    settings.write_text("format = 99\n", "utf-8")
    send(client, f"/review/{claim}", f"/review/{claim}", judgement="reject", seen="")
    until(lambda: "could not be linked: the project has format 99" in client.get("/").text)
    settings.write_text(whole, "utf-8")
    store = open_store(folder)
    assert [one.judgement for one in store.decisions()] == ["reject"]
    send(client, f"/review/{claim}", "/undo")
    until(lambda: "could not be linked" not in client.get("/").text)
    store.close()


def test_the_audit_chain_is_checked_when_asked_for(client: TestClient):
    assert "check it now" in client.get("/audit").text
    assert client.get("/audit?check=yes").status_code == 200
    until(lambda: "The chain holds." in client.get("/audit").text)
    assert "Check again" in client.get("/audit").text


def test_the_process_ends_with_the_pages(folder: Path):
    code = f"import os, threading; from {beside.MODULE} import _end_with_the_pages; "
    command = [sys.executable, "-c", code + "threading.Thread(target=_end_with_the_pages).start()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(timeout=60) == 1


def test_a_linking_that_is_killed_is_told(folder: Path):
    async def run() -> None:
        work = beside.Beside(folder)
        linking_now = asyncio.ensure_future(work.link(by="ana"))
        while not work._running:
            await asyncio.sleep(0.01)
        work.end()
        with pytest.raises(DatelineError, match="ended by signal 9"):
            await linking_now
        with pytest.raises(DatelineError, match="no dateline project here"):
            await beside.Beside(folder / "nowhere").link(by="ana")

    run_apart(run)


def test_what_is_linked_beside_the_pages_is_done_in_the_name_of_who_ruled(folder: Path):
    run_apart(lambda: beside.Beside(folder).link(by="ana"))
    store = open_store(folder)
    claim = make_claims(make_report(id="r0"))[0].id
    store.add_decision(
        make_decision("reject", claim, analyst="ana", made_at=datetime(2024, 6, 8, tzinfo=UTC))
    )
    run_apart(lambda: beside.Beside(folder).link(by="ana"))
    assert decode(list(store.entries(STREAM))[-1][1], Entry).by == "ana"
    store.close()
