"""The report that started it: every fact of it comes out. Skipped where the development data are not at hand."""

from __future__ import annotations

import pytest

from dateline.extract.reader import Reader
from dateline.ingest import read_inputs
from dateline.pipeline import ReadReport, read_report
from dateline.records import Arrival, Incident
from evals.__main__ import data_folder

SEED = data_folder() / "reports" / "seed.txt"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the development data are not beside the checkout")


@pytest.fixture(scope="module")
def read() -> ReadReport:
    (arrival,) = read_inputs([SEED])
    assert isinstance(arrival, Arrival)
    return read_report(arrival.report, Reader())


def place(incident: Incident) -> tuple[str, int | None, float, float] | None:
    found = incident.location.value if incident.location else None
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return found.name, found.where_prec, round(found.latitude, 2), round(found.longitude, 2)


def when(incident: Incident) -> tuple[str | None, str | None, str | None]:
    period = incident.date.value
    start, end = period.start, period.end
    return start and start.isoformat(), end and end.isoformat(), period.time_of_day  # type: ignore[return-value]


def test_the_day_of_publication_and_the_outlet_come_from_the_page(read: ReadReport) -> None:
    assert (str(read.report.published), read.report.outlet) == ("2023-01-27", "The Irrawaddy")


def test_six_incidents_and_one_sum_each_with_day_and_place(read: ReadReport) -> None:
    assert [(place(one), when(one)) for one in read.incidents] == [
        (("Hpakant", 1, 25.62, 96.3), ("2023-01-25", "2023-01-26", None)),
        (("Hpakant", 1, 25.62, 96.3), ("2023-01-25", "2023-01-25", "evening")),
        (("Se Zin", 2, 25.33, 95.97), ("2023-01-26", "2023-01-26", "pre-dawn")),
        (("Kamaing", 1, 25.52, 96.71), ("2023-01-26", "2023-01-26", "morning")),
        (("Se Zin", 2, 25.33, 95.97), (None, None, None)),
        (("Long Hkin", 1, 25.66, 96.36), ("2023-01-11", "2023-01-11", None)),
        (("Hpakant", 3, 25.62, 96.3), ("2022-10-01", "2022-10-31", None)),
    ]


def test_the_sum_adds_the_first_three_and_not_the_three_others(read: ReadReport) -> None:
    total, *parts = read.incidents
    assert (total.summed_count, set(total.sums)) == (4, {one.id for one in parts[:3]})


def test_who_says_so_and_how_far_it_is_checked(read: ReadReport) -> None:
    told = [
        ([(s.kind, s.via, s.party_to_conflict) for s in one.sources], one.verification.value)
        for one in read.incidents
    ]
    assert told == [
        ([("media", (), False)], "reported"),
        ([("resident", ("The Irrawaddy",), False)], "reported"),
        ([("armed group", (), True)], "claimed"),
        ([("armed group", (), True)], "could_not_verify"),
        ([("media", (), False)], "reported"),
        ([("resident", (), False)], "reported"),
        ([("media", (), False)], "reported"),
    ]


def test_losses_and_tolls_are_as_told(read: ReadReport) -> None:
    losses = [one.losses_stated.value if one.losses_stated else None for one in read.incidents]
    assert losses == [None, "unknown", "unknown", "some", None, None, None]
    tolls = [
        [(t.value.outcome, t.value.side, t.value.low, t.value.best, t.value.high) for t in one.toll]
        for one in read.incidents
    ]
    assert tolls[:5] == [[]] * 5
    assert tolls[5:] == [[("killed", "civilians", 2, 2, 2)], [("killed", "unknown", 60, 60, None)]]


def test_what_happened_to_which_thing(read: ReadReport) -> None:
    targets = [[(t.count, t.fate) for t in one.targets] for one in read.incidents[1:5]]
    assert targets == [
        [(1, "torched")],
        [(1, None), (None, "seized")],
        [(1, None), (1, None)],
        [(3, "seized")],
    ]


def test_background_is_told_apart(read: ReadReport) -> None:
    assert [one.background for one in read.incidents] == [False] * 6 + [True]


def test_what_is_set_aside_has_its_kind(read: ReadReport) -> None:
    kinds = [one.kind for one in read.extraction.not_incidents]
    assert kinds == [
        "garrison", "plan", "trend", "undated", "habit", "habit", "trend", "undated", "garrison", "vow",
    ]  # fmt: skip
