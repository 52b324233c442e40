"""`audit`, `backup`, `restore`, `forget`, `doctor` as a keeper of records meets them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import main
from dateline.records import Arrival, Extraction, Report
from dateline.stores import create_store, open_store


@pytest.fixture
def project(tmp_path: Path) -> str:
    """A project with three reports in which nothing was found."""
    store = create_store(tmp_path / "project")
    for number in range(3):
        report = Report(id=f"r{number}", text=f"It rained in Zarobel {number}.")
        store.add_report(Arrival(report=report, raw=report.text.encode()))
        store.put_extraction(Extraction(report_id=report.id, extractor="stub@1"))
    store.close()
    return str(tmp_path / "project")


def test_verify_prints_the_head_and_finds_nothing(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--project", project]) == 0
    head = capsys.readouterr().out.strip()
    assert head.startswith("6:")
    assert main(["audit", "head", "--project", project]) == 0
    assert capsys.readouterr().out.strip() == head
    assert main(["audit", "verify", "--project", project, "--head", head]) == 0
    assert main(["audit", "verify", "--project", project, "--head", "6:" + "0" * 64]) == 1
    assert "audit entry 6: it is not the entry that was noted" in capsys.readouterr().out
    assert main(["audit", "verify", "--project", project, "--head", "six"]) == 2


def test_a_changed_text_and_a_chain_cut_short_end_with_1(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--project", project]) == 0
    with closing(sqlite3.connect(Path(project, "dateline.sqlite"), isolation_level=None)) as connection:
        for name in ("reports_no_update", "journal_no_delete"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE reports SET text = 'It was dry.' WHERE id = 'r1'")
        connection.execute("DELETE FROM journal WHERE stream = 'audit' AND number = 6")
    capsys.readouterr()
    assert main(["audit", "verify", "--project", project]) == 1
    told = capsys.readouterr().out
    assert "report r1: the text changed since it came in" in told
    assert "the chain ends before entry 6, which was noted" in told
    assert main(["doctor", "--project", project]) == 1


def test_the_list_tells_who_did_what(
    project: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_ANALYST", "ana")
    assert main(["backup", str(Path(project).parent / "b"), "--project", project]) == 0
    capsys.readouterr()
    assert main(["audit", "list", "--project", project, "--did", "backup"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "ana  backup  file b, sha256 " in line


def test_a_backup_comes_back_and_forgets_again_what_was_forgotten(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, again, later = tmp_path / "b", tmp_path / "again", tmp_path / "later"
    assert main(["backup", str(backup), "--project", project]) == 0
    assert main(["backup", str(backup), "--project", project]) == 2
    assert main(["forget", "r1", "--reason", "asked for", "--yes", "--project", project]) == 0
    assert "went out before:" in capsys.readouterr().err
    assert main(["restore", str(backup), str(again)]) == 0
    assert main(["restore", str(backup), str(again)]) == 2
    assert main(["restore", str(backup), str(later), "--forgotten", project]) == 0
    for folder, ids in ((again, ["r0", "r1", "r2"]), (later, ["r0", "r2"])):
        store = open_store(folder)
        assert [report.id for report in store.reports()] == ids
        assert store.verify()[0] == ()
        store.close()
    assert b"Zarobel 1" not in b"".join(path.read_bytes() for path in later.iterdir())


def test_forget_asks_first_and_needs_a_reason_and_a_report(project: str) -> None:
    assert main(["forget", "r1", "--project", project]) == 2
    assert main(["forget", "r9", "--reason", "asked for", "--yes", "--project", project]) == 2
    from dateline.cli.app import app

    refused = CliRunner().invoke(
        app, ["forget", "r1", "--reason", "asked for", "--project", project], input="n\n"
    )
    assert "nothing was erased" in refused.output
    store = open_store(Path(project))
    assert store.report("r1") is not None
    store.close()
