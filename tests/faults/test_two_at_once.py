"""Two reviewers rule, merge, split and undo on the same incidents at once: nothing is lost, and the log replays.

Some hundred random steps here, 10,000 in the soak (DATELINE_STEPS). On SQLite and on PostgreSQL.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from killing import in_other_process, make_project, whole
from postgres_server import settings_for

from dateline.pipeline import relink
from dateline.records import Decision, Incident
from dateline.review import make_decision, undo_last
from dateline.stores import Store, open_store
from dateline.stores.copying import copy_store

STEPS = int(os.environ.get("DATELINE_STEPS", "300"))
REPORTS = 20
REVIEWERS = ("ana", "bo")


@pytest.fixture(autouse=True)
def tell(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """What this part of the soak tried."""
    record_property("tried", f"{STEPS:,} rulings, {request.node.name.removeprefix('test_')}")


def review(opener: Callable[[], Store], analyst: str, steps: int, log: Path, *, seed: int) -> None:
    """So many random rulings of one reviewer on the incidents as they stand, each noted once it is kept."""
    rng = random.Random(seed)
    store = opener()
    claims = [claim.id for claim in store.claims()]
    with log.open("a", buffering=1, encoding="ascii") as file:
        for step in range(steps):
            made_at = datetime.fromtimestamp(1_700_000_000 + 2 * step + seed % 2, UTC)
            decision = ruling(rng, store, claims, analyst, made_at)
            if decision is not None and store.add_decision(decision):
                file.write(f"{decision.id}\n")
            if rng.random() < 20 / STEPS:
                relink(store)
    store.close()


def ruling(
    rng: random.Random, store: Store, claims: list[str], analyst: str, made_at: datetime
) -> Decision | None:
    """One random ruling: accept, reject, a merge, a split, or the undoing of the last."""
    one, other = rng.sample(claims, 2)
    kind = rng.choice(("accept", "reject", "same", "different", "note", "undo"))
    if kind == "undo":
        return undo_last(list(store.decisions()), analyst=analyst, made_at=made_at)
    value = other if kind in ("same", "different") else None
    note = f"step of {analyst}" if kind == "note" else None
    return make_decision(kind, one, value=value, note=note, analyst=analyst, made_at=made_at)  # type: ignore[arg-type]


def replayed(decisions: Iterable[Decision], folder: Path) -> list[Incident]:
    """The incidents of a project that never saw the reviewers, only their log."""
    make_project(folder, reports=REPORTS)
    store = open_store(folder)
    store.add_decisions(decisions)
    relink(store)
    incidents = list(store.incidents())
    store.close()
    return incidents


def test_two_reviewers_lose_nothing_and_the_log_replays(tmp_path: Path) -> None:
    project = tmp_path / "project"
    make_project(project, reports=REPORTS)
    check_two(partial(open_store, project), tmp_path)


def test_two_reviewers_on_postgres(tmp_path: Path, postgres: str) -> None:
    project, source = tmp_path / "project", tmp_path / "source"
    project.mkdir()
    (project / "dateline.toml").write_text(settings_for(postgres), encoding="utf-8")
    make_project(source, reports=REPORTS)
    with_source, store = open_store(source), open_store(project)
    copy_store(with_source, store)
    with_source.close()
    store.close()
    check_two(partial(open_store, project), tmp_path)


def check_two(opener: Callable[[], Store], folder: Path) -> None:
    """Runs both reviewers at once, then holds the store against what each of them was told."""
    logs = [folder / f"{name}.log" for name in REVIEWERS]
    processes = [
        in_other_process(partial(review, opener, name, STEPS // 2, log, seed=seed))
        for seed, (name, log) in enumerate(zip(REVIEWERS, logs, strict=True), start=7)
    ]
    assert [os.waitpid(process, 0)[1] for process in processes] == [0, 0]
    told = [set(log.read_text(encoding="ascii").split()) for log in logs]
    store = opener()
    decisions = list(store.decisions())
    assert len({one.id for one in decisions}) == len(decisions)
    for name, ids in zip(REVIEWERS, told, strict=True):
        assert {one.id for one in decisions if one.analyst == name} == ids
        assert len(ids) > STEPS // 4
    assert whole(store)
    relink(store)
    assert list(store.incidents()) == replayed(decisions, folder / "replayed")
    store.close()
