"""A project in PostgreSQL: many at once, copied from SQLite and back, and what is told when it does not answer."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from postgres_server import settings_for

from dateline.errors import DamagedStore, DatelineError
from dateline.records import Arrival, Decision, Extraction, NotIncident, Report, Span
from dateline.stores import Store, create_store, open_store
from dateline.stores.copying import copy_store
from dateline.stores.postgres import PostgresStore

sys.path.insert(0, str(Path(__file__).parent.parent))


def arrival(name: str, **fields: object) -> Arrival:
    report = Report(id=name, text=f"Rebels overran the post {name}.", **fields)  # type: ignore[arg-type]
    return Arrival(report=report, raw=report.text.encode(), origin=f"{name}.txt", notes=("no date",))


def team_project(folder: Path, address: str) -> Path:
    folder.mkdir()
    (folder / "dateline.toml").write_text(settings_for(address), encoding="utf-8")
    return folder


def fill(store: Store) -> None:
    import invented

    claim = invented.make_claim()
    store.add_reports([arrival("b", published=date(2024, 3, 4)), arrival("a", headline="Post\x00 falls")])
    report = invented.make_report()
    store.add_report(Arrival(report=report, raw=b"\x00\xff"))
    aside = NotIncident(span=Span(0, 6), kind="vow")
    store.put_extraction(
        Extraction(report_id=report.id, extractor="stub@1", claims=(claim,), not_incidents=(aside,))
    )
    store.put_incidents([invented.make_incident(claim)])
    made_at = datetime(2024, 3, 4, tzinfo=UTC)
    store.add_decision(
        Decision(id="d", judgement="confirm", subject=claim.id, analyst="ana", made_at=made_at)
    )
    store.append("history", b'{"linked":1}')


def everything(store: Store) -> tuple[object, ...]:
    ids = list(store.arrivals())
    return (
        ids,
        list(store.reports()),
        [store.raw(id) for id in ids],
        [store.notes(id) for id in ids],
        [store.extraction(id) for id in ids],
        list(store.incidents()),
        list(store.decisions()),
        list(store.entries("history")),
        list(store.entries("audit")),
        store.search("overran"),
    )


def test_a_project_goes_to_postgres_and_back_without_a_loss(postgres: str, tmp_path: Path) -> None:
    first = create_store(tmp_path / "first")
    fill(first)
    team = open_store(team_project(tmp_path / "team", postgres))
    again = create_store(tmp_path / "again")
    assert copy_store(first, team) == copy_store(team, again) == first.counts()
    found = [everything(store) for store in (first, team, again)]
    assert found[0][:-1] == found[1][:-1] == found[2][:-1]
    assert [{hit.report_id for hit in every[-1]} for every in found] == [{"a", "b", "r1"}] * 3  # type: ignore[attr-defined]
    for store in (first, team, again):
        problems, head = store.verify()
        assert (problems, head, store.check()) == ((), first.head(), ())
    assert team.add_report(arrival("c")) is True
    assert list(team.arrivals())[-1] == "c"
    with pytest.raises(DatelineError, match="is not empty"):
        copy_store(first, team)
    for store in (first, team, again):
        store.close()


def test_many_writers_at_once_lose_nothing_and_keep_one_chain(postgres: str, tmp_path: Path) -> None:
    project = team_project(tmp_path / "team", postgres)
    open_store(project).close()

    def write(writer: int) -> int:
        store = open_store(project)
        new = sum(store.add_report(arrival(f"r{(writer * 5 + n) % 30:02}")) for n in range(20))
        store.close()
        return new

    with ThreadPoolExecutor(6) as pool:
        new = sum(pool.map(write, range(6)))
    store = open_store(project)
    assert new == 30 == store.counts().reports
    assert sorted(store.arrivals()) == [f"r{n:02}" for n in range(30)]
    assert (store.check(), store.verify()[0]) == ((), ())
    store.close()


@pytest.mark.parametrize("verb", ["UPDATE reports SET text = 'x'", "DELETE FROM reports", "TRUNCATE notes"])
def test_the_database_itself_refuses_to_change_reports(postgres: str, tmp_path: Path, verb: str) -> None:
    store = open_store(team_project(tmp_path / "team", postgres))
    store.add_report(arrival("r1"))
    assert isinstance(store, PostgresStore)
    with pytest.raises(DamagedStore, match="never changed"), store.changing() as connection:
        connection.exec_driver_sql(verb)
    assert store.counts().reports == 1
    store.close()


def test_a_forgotten_report_leaves_no_row(postgres: str, tmp_path: Path) -> None:
    store = open_store(team_project(tmp_path / "team", postgres))
    store.add_reports([arrival("r1"), arrival("r2")])
    assert store.forget("r1", "asked for").report_id == "r1"
    assert (store.report("r1"), store.raw("r1")) == (None, None)
    assert [hit.report_id for hit in store.search("overran")] == ["r2"]
    assert (store.check(), store.verify()[0]) == ((), ())
    store.close()


def test_a_later_version_is_refused(postgres: str, tmp_path: Path) -> None:
    project = team_project(tmp_path / "team", postgres)
    store = open_store(project)
    assert isinstance(store, PostgresStore)
    with store.changing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '99'")
    store.close()
    with pytest.raises(DamagedStore, match="schema version 99, this program knows"):
        open_store(project)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('database = "postgresql:///x?host=/nowhere"', "no database answers"),
        ('database = "not an address"', "not the address of a database"),
        ('database = "postgresql:///x"\nschema = "a; drop"', "is no name for a schema"),
        ("", "the settings name no database"),
    ],
)
def test_a_database_that_is_not_there_is_told_in_words(tmp_path: Path, settings: str, reason: str) -> None:
    pytest.importorskip("psycopg")
    (tmp_path / "dateline.toml").write_text(f'store = "postgres"\n{settings}\n', encoding="utf-8")
    with pytest.raises(DamagedStore, match=reason):
        open_store(tmp_path)


def test_a_password_is_in_no_message(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(DamagedStore) as told:
        PostgresStore.create("postgresql://ana:secret@/x?host=/nowhere")
    assert "secret" not in str(told.value)
