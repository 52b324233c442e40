"""A store of before there were glances holds them once it is opened, taken from its records."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from invented_project import make_claims, make_report

from dateline.pipeline import relink
from dateline.records import Arrival, Extraction
from dateline.stores import create_store, open_store
from dateline.stores.glances import glance_of, hearing_of


def test_an_older_store_is_brought_forward(tmp_path: Path) -> None:
    store = create_store(tmp_path)
    for number in range(3):
        report = make_report(id=f"r{number}", outlet="Quen Herald", published=date(2024, 6, 6))
        store.add_report(Arrival(report=report, raw=report.id.encode()))
        store.put_extraction(
            Extraction(report_id=report.id, extractor="invented@1", claims=make_claims(report))
        )
    relink(store)
    store.close()
    with sqlite3.connect(tmp_path / "dateline.sqlite") as file:
        file.execute("DROP TABLE glances")
        file.execute("DROP TABLE hearings")
        file.execute("UPDATE alembic_version SET version_num = '8'")
        file.execute("PRAGMA user_version = 8")
    file.close()
    store = open_store(tmp_path)
    assert list(store.glances()) == [glance_of(one) for one in store.incidents()]
    read = [store.extraction(f"r{number}") for number in range(3)]
    assert list(store.hearings()) == [hearing_of(one, "Quen Herald") for one in read if one]
    store.close()
