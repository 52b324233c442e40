"""Work done in a process of its own, which is killed at a moment of one's choice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import invented_claims as invented
import msgspec

from dateline.cli import main
from dateline.records import Arrival, Claim, Extraction, Report
from dateline.stores import Store, create_store, open_store

EXTRACTOR = "test@1"


def in_other_process(work: Callable[[], object]) -> int:
    """The process that does this work, and nothing else; its output goes nowhere."""
    process = os.fork()
    if process:
        return process
    try:
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        work()
        os._exit(0)
    finally:
        os._exit(1)


def seconds_of(work: Callable[[], object]) -> float:
    """How long the work takes when nobody disturbs it."""
    start = time.monotonic()
    process = in_other_process(work)
    _, status = os.waitpid(process, 0)
    assert status == 0, os.waitstatus_to_exitcode(status)
    return time.monotonic() - start


def kill_after(seconds: float, work: Callable[[], object]) -> bool:
    """True when the work was killed before it was done."""
    process = in_other_process(work)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


def command(*arguments: object) -> Callable[[], None]:
    """A `dateline` command as work; it fails unless the command ends with 0."""

    def work() -> None:
        code = main([str(one) for one in arguments])
        if code:
            raise SystemExit(code)

    return work


def claims_of(report_id: str, number: int) -> tuple[Claim, ...]:
    """Two claims; a third of the reports tell of the same clash."""
    day = f"2023-01-{1 + number % 7:02}"
    place = {"name": f"Post {number % 10}", "latitude": 10.0 + number % 10, "longitude": 20.0}
    return tuple(
        invented.claim_of(report_id, moment=moment, day=day, killed=2 + moment, place=place)
        for moment in (0, 1)
    )


def make_project(folder: Path, *, reports: int = 12, identity: str = EXTRACTOR) -> None:
    """A project of invented reports, read by this extractor, not linked."""
    store = create_store(folder)
    made = [
        Report(id=f"r{n:03}", text=f"Rebels overran post {n}. Two men died there.") for n in range(reports)
    ]
    store.add_reports(Arrival(report=report, raw=report.text.encode()) for report in made)
    for n, report in enumerate(made):
        claims = tuple(msgspec.structs.replace(one, extractor=identity) for one in claims_of(report.id, n))
        store.put_extraction(Extraction(report_id=report.id, extractor=identity, claims=claims))
    store.close()


def whole(store: Store) -> bool:
    """True when the store and its audit chain are without fault; else the faults are shown."""
    problems = (*store.check(), *store.verify()[0])
    assert problems == ()
    return True


def contents(project: Path) -> tuple[object, ...]:
    """What the project holds, as far as it does not depend on the clock."""
    store = open_store(project)
    try:
        assert whole(store)
        return (
            list(store.reports()),
            [store.extraction(report.id) for report in store.reports()],
            list(store.incidents()),
        )
    finally:
        store.close()
