"""/healthz and /metrics tell how the pages are doing and nothing of the project; the log holds no word of it."""

from __future__ import annotations

import json
import re

import pytest
from invented_project import make_report, make_store

from dateline.web import watching


def test_healthz_says_whether_the_store_answers(open_pages):
    store = make_store(make_report())
    pages = open_pages(store)
    answer = pages.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")

    def broken():
        raise OSError("disk")

    store.counts = broken
    answer = pages.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "the store does not answer\n")
    assert "disk" not in answer.text


def test_metrics_count_requests_and_tell_nothing_of_the_project(open_pages):
    store = make_store(make_report())
    pages = open_pages(store)
    assert pages.get("/reports").status_code == 200
    assert pages.get("/nowhere").status_code == 404
    told = pages.get("/metrics").text
    assert 'dateline_requests_total{method="GET",status="200"} 1' in told
    assert 'dateline_requests_total{method="GET",status="404"} 1' in told
    assert "dateline_request_seconds_count 2" in told
    assert int(re.search(r"process_resident_memory_bytes (\d+)", told)[1]) > 10_000_000
    for line in told.splitlines():
        assert re.fullmatch(r"# TYPE \w+ \w+|\w+(\{[\w=\",.+]+\})? [\d.]+", line), line


def test_the_log_holds_the_route_and_no_search_id_or_name(open_pages, monkeypatch, capsys):
    monkeypatch.setenv(watching.VARIABLE, "json")
    report = make_report(id="zarobel-1")
    pages = open_pages(make_store(report))
    pages.get("/reports/zarobel-1?claim=zarobel")
    pages.get("/incidents?q=zarobel")
    pages.get("/zarobel")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert [line["route"] for line in lines[:2]] == ["/reports/{report_path}", "/incidents"]
    assert [line["status"] for line in lines][2] == 404
    assert all(set(line) == {"at", "method", "route", "status", "ms"} for line in lines)
    assert "zarobel" not in json.dumps(lines)


def test_another_host_is_refused_these_too(open_pages):
    pages = open_pages(make_store(make_report()))
    assert pages.get("/metrics", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("address", ["/healthz", "/metrics"])
def test_no_log_in_is_needed(open_pages, address):
    answer = open_pages(make_store(make_report())).get(address)
    assert answer.status_code == 200
