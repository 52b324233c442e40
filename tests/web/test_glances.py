"""A store of before there were glances holds them once it is opened, and where its journal tells of what."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from invented_project import make_claims, make_report
from msgspec.structs import replace

from dateline.pipeline import relink
from dateline.records import Arrival, Extraction
from dateline.stores import create_store, open_store
from dateline.stores.glances import glance_of, hearing_of
from dateline.stores.tellings import of_claim, of_incident


def test_an_older_store_is_brought_forward(tmp_path: Path) -> None:
    store = create_store(tmp_path)
    for number in range(3):
        report = make_report(id=f"r{number}", outlet="Quen Herald", published=date(2024, 6, 6))
        store.add_report(Arrival(report=report, raw=report.id.encode()))
        store.put_extraction(
            Extraction(report_id=report.id, extractor="invented@1", claims=make_claims(report))
        )
    relink(store)
    links = [replace(one, current=False) for one in store.links()]
    (incident, *_) = store.incidents()
    told = list(
        store.tellings([of_incident(incident.id), of_claim(incident.claim_ids[0])], by=links[0].number)
    )
    store.close()
    with sqlite3.connect(tmp_path / "dateline.sqlite") as file:
        for table in ("glances", "hearings", "links", "tellings"):
            file.execute(f"DROP TABLE {table}")
        file.execute("UPDATE alembic_version SET version_num = '8'")
        file.execute("PRAGMA user_version = 8")
    file.close()
    store = open_store(tmp_path)
    assert list(store.glances()) == [glance_of(one) for one in store.incidents()]
    read = [store.extraction(f"r{number}") for number in range(3)]
    assert list(store.hearings()) == [hearing_of(one, "Quen Herald") for one in read if one]
    assert list(store.links()) == links
    assert len(told) == 2
    assert list(store.tellings([name for name, _ in told], by=links[0].number)) == told
    store.close()
