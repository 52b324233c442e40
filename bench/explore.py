"""Filters of the pages over many incidents in PostgreSQL: `python -m bench.explore [INCIDENTS]`. Prints Markdown.

A PostgreSQL is started from this machine's programs and ended again. Each filter is asked as the pages ask: how many
there are, and the latest fifty.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bench.timing import table
from dateline.codebook import EventType
from dateline.stores import IncidentFilter, open_store, rows
from dateline.stores.postgres import PostgresStore

TESTS = Path(__file__).resolve().parent.parent / "tests"
INCIDENTS = 1_000_000
ROUNDS = 50
SEVERAL_DAYS = 0.1
LIMIT_MS = 300.0
PATTERNS = 1000
FIRST, DAYS, COUNTRIES = date(2014, 1, 1), 3650, 40


def invented_rows(number: int) -> Iterator[rows.Row]:
    """So many incidents over ten years and forty countries; what is filtered differs, the records repeat."""
    import invented

    rng = random.Random(7)
    base = invented.make_incident(invented.make_claim())
    patterns = [rows.incident_row(replace(base, id=f"{n:032x}")) for n in range(PATTERNS)]
    kinds = [kind.value for kind in EventType]
    days = [(FIRST + timedelta(days=n)).isoformat() for n in range(DAYS)]
    for n in range(number):
        at, country = rng.randrange(DAYS - 30), rng.randrange(COUNTRIES)
        last = at + rng.randrange(1, 30) if rng.random() < SEVERAL_DAYS else at
        yield {
            **patterns[n % PATTERNS],
            "id": f"{n:032x}",
            "event_type": rng.choice(kinds),
            "date_start": days[at],
            "date_end": days[last],
            "country": f"Country {country}",
            "admin1": f"Province {country}-{rng.randrange(12)}",
            "latitude": -30 + country % 8 * 9 + rng.random() * 8,
            "longitude": -80 + country // 8 * 30 + rng.random() * 25,
        }


def fill(store: PostgresStore, number: int) -> None:
    """Nothing; the incidents are in the store, copied in bulk."""
    with store.changing() as connection:
        raw: Any = connection.connection.driver_connection
        columns: list[str] = []
        with raw.cursor() as cursor:
            made = invented_rows(number)
            first = next(made)
            columns = list(first)
            with cursor.copy(f"COPY incidents ({', '.join(columns)}) FROM STDIN") as copy:
                copy.write_row([first[name] for name in columns])
                for row in made:
                    copy.write_row([row[name] for name in columns])
    with store._engine.connect() as connection:  # what autovacuum does on its own within minutes
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.exec_driver_sql("VACUUM (ANALYZE) incidents")


def filters(rng: random.Random) -> dict[str, IncidentFilter | None]:
    """One of each kind of filter, chosen at random."""
    day = FIRST + timedelta(days=rng.randrange(DAYS - 400))
    country = rng.randrange(COUNTRIES)
    south, west = -30 + rng.random() * 50, -80 + rng.random() * 100
    kind = rng.choice(list(EventType)).value
    name = f"Country {country}"
    return {
        "a country, a year": IncidentFilter(country=name, start=day, end=day + timedelta(days=365)),
        "a country, two types": IncidentFilter(country=name, event_types=(kind, EventType.BATTLES.value)),
        "a province": IncidentFilter(country=name, admin1=f"Province {country}-{rng.randrange(12)}"),
        "a month, everywhere": IncidentFilter(start=day, end=day + timedelta(days=30)),
        "an area of 5 x 5 degrees": IncidentFilter(box=(west, south, west + 5, south + 5)),
        "an area, a year, a type": IncidentFilter(
            box=(west, south, west + 10, south + 10), start=day, end=day + timedelta(days=365), event_types=(kind,)
        ),
        "a type, everywhere": IncidentFilter(event_types=(kind,)),
    }  # fmt: skip


def measure(store: PostgresStore) -> list[tuple[str, str]]:
    """Median and 95th percentile of each kind, and of all together."""
    rng = random.Random(11)
    took: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, wanted in filters(rng).items():
            start = time.perf_counter()
            store.count(wanted)
            store.page(wanted, limit=50)
            took.setdefault(name, []).append((time.perf_counter() - start) * 1000)
    took["all together"] = sorted(ms for times in took.values() for ms in times)
    return [
        (name, f"{sorted(ms)[len(ms) // 2]:.0f} ms, p95 {sorted(ms)[int(len(ms) * 0.95)]:.0f} ms")
        for name, ms in took.items()
    ]


def main(number: int) -> None:
    """Fills and asks; 1 when the filters take too long."""
    sys.path.insert(0, str(TESTS))
    import postgres_server

    with postgres_server.running() as address, tempfile.TemporaryDirectory() as name:
        (Path(name) / "dateline.toml").write_text(postgres_server.settings_for(address), encoding="utf-8")
        store = open_store(Path(name))
        assert isinstance(store, PostgresStore)
        start = time.perf_counter()
        fill(store, number)
        filled = time.perf_counter() - start
        measured = measure(store)
        with store.snapshot() as connection:
            size = connection.exec_driver_sql("SELECT pg_total_relation_size('incidents')").scalar_one()
        store.close()
    found = [
        ("filled", f"{number / filled:,.0f} incidents/s"),
        ("size", f"{size / number:,.0f} bytes an incident"),
    ]
    sys.stdout.write(table(f"Explore in PostgreSQL, {number:,} incidents", [*found, *measured]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else INCIDENTS)
