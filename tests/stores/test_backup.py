"""A backup holds one state of the project, comes back to the same bytes, and is refused when altered."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from meanwhile import meanwhile

from dateline.errors import DamagedStore, DatelineError
from dateline.records import Arrival, Report
from dateline.stores import Store, backup_project, create_store, open_store, restore_project


def add(store: Store, number: int) -> None:
    report = Report(id=f"r{number:03}", text=f"Rebels overran post {number}.")
    store.add_report(Arrival(report=report, raw=report.text.encode()))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with 20 reports."""
    store = create_store(tmp_path / "project")
    for number in range(20):
        add(store, number)
    store.close()
    return tmp_path / "project"


def test_a_restored_project_holds_the_same_and_gives_the_same_backup(project: Path, tmp_path: Path) -> None:
    (project / "feeds.json").write_text("[]", encoding="utf-8")
    first = backup_project(project, tmp_path / "one.backup")
    restore_project(tmp_path / "one.backup", tmp_path / "again")
    second = backup_project(tmp_path / "again", tmp_path / "two.backup")
    assert first == second
    assert (tmp_path / "one.backup").read_bytes() == (tmp_path / "two.backup").read_bytes()
    with_old, with_new = open_store(project), open_store(tmp_path / "again")
    assert list(with_new.reports()) == list(with_old.reports())
    assert [with_new.raw(r.id) for r in with_new.reports()] == [
        with_old.raw(r.id) for r in with_old.reports()
    ]
    assert with_new.check() == ()
    with_old.close()
    with_new.close()


def test_a_backup_while_another_process_writes_is_one_state(project: Path, tmp_path: Path) -> None:
    def add_many() -> None:
        store = open_store(project)
        for number in range(100, 10_000):
            add(store, number)

    with meanwhile(add_many):
        for number in range(3):
            backup_project(project, tmp_path / f"{number}.backup")
    for number in range(3):
        restore_project(tmp_path / f"{number}.backup", tmp_path / f"restored-{number}")
        store = open_store(tmp_path / f"restored-{number}")
        ids = [report.id for report in store.reports()]
        assert ids[:20] == [f"r{n:03}" for n in range(20)]
        assert store.check() == ()
        store.close()


@pytest.mark.parametrize("at", [600, 2000, 50_000, -2000])
def test_an_altered_backup_is_refused_and_leaves_no_project(project: Path, tmp_path: Path, at: int) -> None:
    backup_project(project, tmp_path / "one.backup")
    data = bytearray((tmp_path / "one.backup").read_bytes())
    while data[at] == 0:
        at += 1
    data[at] ^= 1
    (tmp_path / "one.backup").write_bytes(data)
    with pytest.raises(DamagedStore, match="the backup is broken or was altered"):
        restore_project(tmp_path / "one.backup", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_backup_that_would_write_elsewhere_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil"
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ../outside\n", encoding="ascii")
    with tarfile.open(evil, "w") as tar:
        tar.add(tmp_path / "SHA256SUMS", "SHA256SUMS")
        tar.add(tmp_path / "SHA256SUMS", "../outside")
    with pytest.raises(DamagedStore):
        restore_project(evil, tmp_path / "again")
    assert not (tmp_path.parent / "outside").exists()


def test_a_backup_is_for_its_owner_alone(project: Path, tmp_path: Path) -> None:
    backup_project(project, tmp_path / "one.backup")
    assert (tmp_path / "one.backup").stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten(project: Path, tmp_path: Path) -> None:
    backup_project(project, tmp_path / "one.backup")
    with pytest.raises(DatelineError, match="the file exists"):
        backup_project(project, tmp_path / "one.backup")
    with pytest.raises(DatelineError, match="the folder is not empty"):
        restore_project(tmp_path / "one.backup", project)
    with pytest.raises(DatelineError, match="no such backup"):
        restore_project(tmp_path / "no.backup", tmp_path / "again")
    with pytest.raises(DatelineError, match="no such folder"):
        backup_project(project, tmp_path / "nowhere" / "one.backup")
    with pytest.raises(DamagedStore, match="there is no dateline project here"):
        backup_project(tmp_path / "nothing", tmp_path / "two.backup")
