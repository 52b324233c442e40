"""Kill -9 at random moments of every command that writes: what was committed is there once, the store is whole.

Four kills of each of eight commands here, as many as DATELINE_KILLS_EACH says in the soak.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from killing import command, contents, in_other_process, kill_after, make_project, seconds_of, whole
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from dateline.extract.reader import Reader
from dateline.records import Extraction, Report
from dateline.review import make_decision
from dateline.stores import open_store

KILLS = int(os.environ.get("DATELINE_KILLS_EACH", "4"))


@pytest.fixture(autouse=True)
def tell(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """What this part of the soak tried."""
    record_property("tried", f"{KILLS:,} kills of {request.node.name.removeprefix('test_')}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that needs no reading any more, linked once."""
    project = tmp_path_factory.mktemp("made") / "project"
    make_project(project, identity=Reader.identity)
    seconds_of(command("link", "--project", project))
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project"))


def moments(seconds: float, seed: int) -> Iterator[float]:
    """Random moments of work that takes so long: some at its beginning, some after its end."""
    rng = random.Random(seed)
    return (rng.uniform(0, seconds * 1.1) for _ in range(KILLS))


def read_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader finds nothing, at once: here it is the store that is tried."""
    monkeypatch.setattr(Reader, "__init__", lambda self: None)

    def read(reader: Reader, report: Report) -> Extraction:
        return Extraction(report_id=report.id, extractor=reader.identity)

    monkeypatch.setattr(Reader, "read", read)


def test_add(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_nothing(monkeypatch)
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for n in range(40):
        (inputs / f"{n:02}.txt").write_text(
            f"date 2024-03-04 Post {n}\n\nRebels overran post {n}.", encoding="utf-8"
        )
    project = tmp_path / "project"
    work = command("add", "--project", project, "--workers", 1, inputs)
    shutil.copytree(made, tmp_path / "undisturbed")
    seconds = seconds_of(command("add", "--project", tmp_path / "undisturbed", "--workers", 1, inputs))
    shutil.copytree(made, project)
    killed = 0
    for moment in moments(seconds, 1):
        killed += kill_after(moment, work)
        store = open_store(project)
        ids = [report.id for report in store.reports()]
        assert len(ids) == len(set(ids)) <= 52
        assert whole(store)
        store.close()
        if len(ids) == 52:  # all are in: begin again
            shutil.rmtree(project)
            shutil.copytree(made, project)
    assert killed
    seconds_of(work)
    assert contents(project) == contents(tmp_path / "undisturbed")


def test_link(made: Path, tmp_path: Path) -> None:
    before = contents(made)
    fresh = tmp_path / "fresh"
    make_project(fresh, identity=Reader.identity)
    store = open_store(fresh)
    assert list(store.incidents()) == []
    store.close()
    project = tmp_path / "project"
    shutil.copytree(fresh, project)
    seconds = seconds_of(command("link", "--project", project))
    for moment in moments(seconds, 2):
        shutil.rmtree(project)
        shutil.copytree(fresh, project)
        kill_after(moment, command("link", "--project", project))
        reports, read, incidents = contents(project)
        assert (reports, read) == before[:2]
        assert incidents in ([], before[2])
    seconds_of(command("link", "--project", project))
    assert contents(project) == before


def test_review(project: Path, tmp_path: Path) -> None:
    """Rulings one after the other, each said once it is kept; linking goes on in between."""
    said = tmp_path / "said"

    def rule_for_ever(first: int) -> None:
        store = open_store(project)
        claims = [claim.id for claim in store.claims()]
        with said.open("a", buffering=1, encoding="ascii") as file:
            for n in range(first, 1_000_000):
                made_at = datetime.fromtimestamp(1_700_000_000 + n, UTC)
                decision = make_decision("accept", claims[n % len(claims)], analyst="ana", made_at=made_at)
                assert store.add_decision(decision)
                file.write(f"{decision.id}\n")

    said.touch()
    for moment in moments(0.15, 3):
        held = said.read_text(encoding="ascii").split()
        process = in_other_process(partial(rule_for_ever, len(held) * 2))
        wait_for(lambda held=held: len(said.read_text(encoding="ascii").split()) > len(held))
        time.sleep(moment)
        os.kill(process, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(process, 0)[1])
        told = said.read_text(encoding="ascii").split()
        store = open_store(project)
        ids = [decision.id for decision in store.decisions()]
        assert whole(store)
        store.close()
        assert len(ids) == len(set(ids))
        assert set(told) <= set(ids)
        assert len(ids) - len(told) <= KILLS  # killed after the commit and before the word
    assert said.read_text(encoding="ascii").split()


def wait_for(done: Callable[[], bool], *, seconds: float = 120) -> None:
    """Nothing; it is so, however slow the machine."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until
        time.sleep(0.005)


def edited(project: Path, path: Path) -> Path:
    """The project's workbook with another number of dead in every row."""
    seconds_of(command("export", "xlsx", "--project", project, "-o", path))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = rows[0].index("killed_best")
    out = Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = out.add_worksheet("Incidents")
    for number, row in enumerate(rows):
        cells: list[Any] = [*row]
        if number:
            cells[at] = 9
            cells[rows[0].index("killed_high")] = 9
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell)
    out.close()
    return path


def test_import(project: Path, tmp_path: Path) -> None:
    book = edited(project, tmp_path / "edited.xlsx")
    fresh = tmp_path / "fresh"
    shutil.copytree(project, fresh)
    work = command("import", book, "--project", project, "--yes", "--analyst", "ana")
    seconds = seconds_of(work)
    store = open_store(project)
    all_rulings = store.counts().decisions
    after = [one.toll for one in store.incidents()]
    store.close()
    assert all_rulings > 5
    for moment in moments(seconds, 4):
        shutil.rmtree(project)
        shutil.copytree(fresh, project)
        kill_after(moment, work)
        store = open_store(project)
        assert store.counts().decisions in (0, all_rulings)
        assert whole(store)
        store.close()
    if not open_count(project):
        seconds_of(work)
    seconds_of(command("link", "--project", project))
    store = open_store(project)
    assert [one.toll for one in store.incidents()] == after
    store.close()


def open_count(project: Path) -> int:
    """How many rulings the project holds."""
    store = open_store(project)
    number = store.counts().decisions
    store.close()
    return number


def test_release(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    tag = ("--preset", "internal", "--date", "2024-03-04")
    seconds = seconds_of(command("release", "first", "--project", project, "-o", folder / "first", *tag))
    wanted = names_in(folder / "first")
    for number, moment in enumerate(moments(seconds, 5)):
        name = f"t{number}"
        work = command("release", name, "--project", project, "-o", folder / name, *tag)
        killed = kill_after(moment, work)
        store = open_store(project)
        assert whole(store)
        store.close()
        assert not killed or not (folder / name).exists() or names_in(folder / name) == wanted
    if not (folder / name).exists():  # and the same command goes through afterwards
        seconds_of(work)
    assert names_in(folder / name) == wanted


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_restore(project: Path, tmp_path: Path) -> None:
    backup = tmp_path / "one.backup"
    seconds_of(command("backup", backup, "--project", project))
    held = contents(project)
    target = tmp_path / "restored" / "project"
    work = command("restore", backup, target)
    seconds = seconds_of(work)
    for moment in moments(seconds, 6):
        shutil.rmtree(tmp_path / "restored")
        kill_after(moment, work)
        if target.exists() and any(target.iterdir()):
            assert contents(target) == held
        else:
            seconds_of(work)
            assert contents(target) == held
    assert contents(project) == held


def test_backup(project: Path, tmp_path: Path) -> None:
    """A backup that was cut off is no backup: it is not there, or it is refused."""
    seconds = seconds_of(command("backup", tmp_path / "one.backup", "--project", project))
    held = contents(project)
    for number, moment in enumerate(moments(seconds, 7)):
        file = tmp_path / f"{number}.backup"
        kill_after(moment, command("backup", file, "--project", project))
        if file.exists():
            target = tmp_path / f"restored-{number}"
            try:
                seconds_of(command("restore", file, target))
            except AssertionError:
                assert not target.exists()
            else:
                assert contents(target) == held


def test_forget(project: Path) -> None:
    """Killed while it forgets: the report is there whole, or not at all once the command has run again."""
    store = open_store(project)
    ids = [report.id for report in store.reports()]
    store.close()
    gone: list[str] = []
    seconds = 0.3
    for moment in moments(seconds, 8):
        report_id = ids[len(gone)]
        work: Callable[[], None] = command(
            "forget", report_id, "--reason", "asked for", "--yes", "--project", project
        )
        kill_after(moment, work)
        seconds_of(work)
        gone.append(report_id)
        store = open_store(project)
        assert [stone.report_id for stone in store.tombstones()] == gone
        assert whole(store)
        store.close()
        if len(gone) == len(ids) - 2:
            break
    number = ids.index(gone[0])
    assert f"post {number}. two men".encode() not in (project / "dateline.sqlite").read_bytes().lower()
