"""Read-only folders, full disks, other versions and broken files: a reason and a remedy, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.errors import DamagedStore
from dateline.records import Arrival, Report
from dateline.stores import Store, create_store, open_store
from dateline.stores.migrations import VERSION


def arrival(number: int, size: int = 20) -> Arrival:
    report = Report(id=f"r{number}", text=f"Rebels overran post {number}. " * size)
    return Arrival(report=report, raw=os.urandom(64) + report.text.encode())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two reports."""
    store = create_store(tmp_path / "project")
    store.add_reports([arrival(1), arrival(2)])
    store.close()
    return tmp_path / "project"


def ids(store: Store) -> list[str]:
    return [report.id for report in store.reports()]


def in_other_process(
    body: Callable[[], Iterator[str]], *, user: int | None = None, limit: int | None = None
) -> list[str]:
    """What a piece of work says, done by another user or under a limit on the size of files."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        try:
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            if user is not None:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            for said in body():
                os.write(writer, said.encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        lines = file.read().decode().splitlines()
    os.waitpid(process, 0)
    return lines


def test_a_read_only_folder_is_read_and_refuses_to_be_written(project: Path, tmp_path: Path) -> None:
    user = None
    if os.geteuid() == 0:  # permissions do not bind root: let somebody else try
        user = 65534
        for folder in (tmp_path, *(f for f in tmp_path.parents if "pytest" in str(f))):
            folder.chmod(folder.stat().st_mode | 0o055)
    for file in project.iterdir():
        file.chmod(0o444)
    project.chmod(0o555)

    def read_and_add() -> Iterator[str]:
        store = open_store(project)
        yield str(ids(store))
        yield str(store.counts().reports)
        try:
            store.add_report(arrival(3))
        except DamagedStore as fault:
            yield str(fault)

    said = in_other_process(read_and_add, user=user)
    project.chmod(0o755)
    assert said[:2] == ["['r1', 'r2']", "2"]
    assert "the store cannot be written. Make the folder writable" in said[2]


def test_a_full_disk_is_named_and_what_was_stored_is_whole(project: Path) -> None:
    def fill() -> Iterator[str]:
        store = open_store(project)
        try:
            for n in range(10_000):
                store.add_report(arrival(1000 + n, size=500))
                yield f"r{1000 + n}"
        except DamagedStore as fault:
            yield f"{fault.reason} | {fault.remedy}"

    *stored, last = in_other_process(fill, limit=600_000)
    assert last.split(" | ")[0] in ("the disk is full", "the disk refused a write")
    assert "space" in last
    store = open_store(project)
    assert len(stored) > 5
    assert ids(store) == sorted([*stored, "r1", "r2"])
    assert store.check() == ()
    assert store.add_report(arrival(3)) is True
    store.close()


def test_a_store_of_a_later_version_is_refused_and_not_touched(project: Path) -> None:
    database = project / "dateline.sqlite"
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = database.read_bytes()
    with pytest.raises(
        DamagedStore, match=f"schema version {VERSION + 1}, this program knows versions up to"
    ):
        open_store(project)
    assert database.read_bytes() == before


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_store_of_an_earlier_version_is_brought_forward(tmp_path: Path, version: int) -> None:
    """Each step is taken from the store the steps before it make, with a report in it."""
    from dateline.stores import engine, migrations, rows, tables

    create_store(tmp_path).close()
    for file in tmp_path.glob("dateline.sqlite*"):
        file.unlink()
    opened, _ = engine.open_engine(tmp_path / "dateline.sqlite")
    with engine.writing(opened, "here") as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        migrations.migrate(connection, where="here", to=version)
        connection.execute(tables.raws.insert(), rows.raw_row(arrival(1)))
        row = rows.report_row(arrival(1))
        row["raw_sha256"] = connection.exec_driver_sql("SELECT sha256 FROM raws").scalar_one()
        connection.execute(tables.reports.insert(), row)
    opened.dispose()
    store = open_store(tmp_path)
    assert ids(store) == ["r1"]
    assert store.check() == ()
    assert migrations.VERSION == VERSION
    store.close()


def damage(project: Path, statement: str) -> None:
    """Changes the store behind the program's back, its triggers taken away."""
    connection = sqlite3.connect(project / "dateline.sqlite")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE reports SET text = text || '!' WHERE id = 'r1'", "the text is not the one that was stored"),
        ("UPDATE raws SET packed = x'00'", "the raw bytes cannot be unpacked"),
        ("UPDATE raws SET size = 1", "the raw bytes are not those that came in"),
        ("UPDATE reports SET data = 'x' WHERE id = 'r1'", "a record cannot be read"),
        ("DELETE FROM raws", "a row without its row in raws"),
        ("INSERT INTO incident_claims VALUES ('i9', 'c9')", "its claim c9 is not there any more"),
        ("DELETE FROM words_docsize WHERE rowid = 1", "the search index holds 1 of 2 reports"),
    ],
)
def test_what_was_changed_behind_our_back_is_found(project: Path, statement: str, reason: str) -> None:
    damage(project, statement)
    store = open_store(project)
    problems = store.check()
    store.close()
    assert any(problem.reason.startswith(reason) for problem in problems), problems
    assert all(problem.where and problem.remedy for problem in problems)


def test_a_broken_file_is_named_and_never_a_traceback(project: Path) -> None:
    database = project / "dateline.sqlite"
    whole = database.read_bytes()
    said: list[str] = []
    for start in range(0, len(whole), 4096):
        database.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
        try:
            store = open_store(project)
        except DamagedStore as fault:
            said.append(fault.remedy)
            continue
        said.append("opened")
        store.check()
        store.close()
    assert all(said)
    assert "opened" in said
    assert len(set(said)) > 1


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (None, "there is no dateline project here"),
        ({"dateline.toml": b"format = 1\n"}, "the project has no dateline.sqlite"),
        ({"dateline.toml": b"format = 99\n"}, "the project has format 99"),
        ({"dateline.toml": b"store = 5\n"}, "the settings cannot be read"),
        ({"dateline.toml": b"colour = 'red'\n"}, "the settings cannot be read"),
        ({"dateline.toml": b"= =\n"}, "the settings cannot be read"),
        ({"dateline.toml": b"\xff\xfe"}, "the settings cannot be read"),
        (
            {"dateline.toml": b"", "dateline.sqlite": b"not a database at all" * 500},
            "the file is not a dateline store",
        ),
    ],
)
def test_a_folder_that_is_no_project_is_named(
    tmp_path: Path, made: dict[str, bytes] | None, reason: str
) -> None:
    for name, data in (made or {}).items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(DamagedStore) as caught:
        open_store(tmp_path)
    assert caught.value.reason.startswith(reason)
    assert caught.value.remedy
    assert str(tmp_path) in caught.value.where


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text("", encoding="utf-8")
    connection = sqlite3.connect(tmp_path / "dateline.sqlite")
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedStore, match="another program's database"):
        open_store(tmp_path)
    connection = sqlite3.connect(tmp_path / "dateline.sqlite")
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()


def test_a_project_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(DamagedStore, match="there is a file of this name"):
        create_store(tmp_path / "taken")


def test_a_copy_of_the_folder_is_a_project(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "copy")
    store = open_store(tmp_path / "copy")
    assert ids(store) == ["r1", "r2"]
    store.close()
