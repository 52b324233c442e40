"""An evening on which much goes wrong: each thing is named and counted, the rest is read, the run ends with 1."""

from __future__ import annotations

import gzip
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.ingest import source
from dateline.stores import open_store

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ingest"))
from files import pdf_of, warc_of

URL = "https://quen.example/post-falls"
PAGE = "<html><head><title>Post falls</title></head><body><article><h1>Post falls</h1><p>{}</p></article></body></html>"
FIRST = (
    "Rebels overran a police post in Oram on Saturday evening, a resident said, and two officers were killed."
)
LATER = "Rebels overran a police post in Oram on Saturday evening, a resident said, and five officers were killed."


def page(words: str) -> bytes:
    return PAGE.format(words).encode()


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an archive cut off, a bomb, a scan, an address with two texts, a day to come, and more."""
    monkeypatch.setattr(source, "MIN_UNPACKED_BYTES", 1_000_000)
    folder = tmp_path / "in"
    folder.mkdir()
    whole = warc_of((URL, "text/html", page(FIRST)), ("https://quen.example/2", "text/html", page(LATER)))
    (folder / "cut.warc.gz").write_bytes(whole[:-40])
    (folder / "bomb.txt.gz").write_bytes(gzip.compress(b" " * 60_000_000))
    (folder / "scan.pdf").write_bytes(pdf_of())
    (folder / "again.warc.gz").write_bytes(warc_of((URL, "text/html", page(LATER))))
    (folder / "lies.html").write_bytes(page(FIRST).replace(b"<head>", b"<head><meta charset='utf-16'>"))
    (folder / "server.rss").write_bytes(b"<?xml version='1.0'?><html><p>504 Gateway Time-out</p></html>")
    soon = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    (folder / "soon.jsonl").write_text(json.dumps({"id": "soon", "published": soon, "text": FIRST}) + "\n{\n")
    return folder


def test_each_is_named_and_counted_and_the_rest_is_read(
    evening: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    assert main(["init", str(project)]) == 0
    capsys.readouterr()
    assert main(["add", str(evening), "--workers", "1", "--project", str(project)]) == 1
    told = capsys.readouterr().err
    for words in (
        "cut.warc.gz: cut off after 1 pages",
        "bomb.txt.gz: it unpacks to far more than a file of text would",
        "scan.pdf: no text layer: pictures of pages (a scan)",
        "soon.jsonl, line 2: not JSON",
        "soon.jsonl, line 1: dated ",
        "another text under the same address: report ",
    ):
        assert words in told, words
    assert "Traceback" not in told
    last = told.splitlines()[-2:]
    assert last[0].startswith("unusable: 1 x ")
    assert last[1].startswith("5 reports: 5 new, 0 known; 4 inputs unusable; ")
    with open_store(project) as store:  # type: ignore[attr-defined]
        assert store.counts().reports == 5
        first = store.told_at([URL])[URL]
        assert sum(first in note for report in store.reports() for note in store.notes(report.id)) == 1


def test_a_second_run_tells_the_same_and_changes_nothing(
    evening: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    main(["init", str(project)])
    main(["add", str(evening), "--workers", "1", "--project", str(project)])
    capsys.readouterr()
    assert main(["add", str(evening), "--workers", "1", "--project", str(project)]) == 1
    told = capsys.readouterr().err
    assert "5 reports: 0 new, 5 known; 4 inputs unusable; 0 claims read" in told
    assert "another text" not in told
