"""The pool gives the same output as one process, in order, whatever its workers do."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Iterator

import pytest

from dateline.errors import DatelineError
from dateline.records import Extraction, Report
from dateline.runners import run_local

pytestmark = pytest.mark.usefixtures("stub_plugins")


def reports(*texts: str) -> list[Report]:
    return [Report(id=f"r{n:03}", text=text) for n, text in enumerate(texts)]


def expected(report: Report) -> Extraction:
    return Extraction(report_id=report.id, extractor="stub@1")


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_output_is_in_the_order_of_the_input_with_any_number_of_workers(workers: int) -> None:
    given = reports(*["quiet"] * 30)
    assert list(run_local(given, "stub", workers=workers, batch_reports=4)) == [expected(r) for r in given]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_the_extractor_fails_on_is_named_and_the_others_go_on(workers: int) -> None:
    given = reports("a", "raise", "b", "c", "d")
    found = list(run_local(given, "stub", workers=workers, batch_reports=2))
    assert found[1] == (given[1], "ValueError: stub says no")
    assert [found[n] for n in (0, 2, 3, 4)] == [expected(given[n]) for n in (0, 2, 3, 4)]


def test_a_worker_that_dies_loses_only_the_report_that_killed_it() -> None:
    given = reports("a", "b", "die", "c", "d", "e", "f", "g")
    found = list(run_local(given, "stub", workers=2, batch_reports=4))
    assert found[2] == (given[2], "the worker ended (exit code 7)")
    assert [f for n, f in enumerate(found) if n != 2] == [expected(r) for n, r in enumerate(given) if n != 2]


def test_a_report_that_takes_too_long_is_given_up() -> None:
    given = reports("a", "hang", "b", "c")
    found = list(run_local(given, "stub", workers=2, batch_reports=1, seconds_a_report=0.5))
    assert found[1] == (given[1], "not done within 0.5 seconds")
    assert [found[n] for n in (0, 2, 3)] == [expected(given[n]) for n in (0, 2, 3)]


def test_an_extractor_that_does_not_load_ends_the_run_with_its_reason() -> None:
    with pytest.raises(DatelineError, match="the extractor does not load: OSError: no weights"):
        list(run_local(reports(*["a"] * 20), "broken", workers=2))


def test_progress_counts_up_and_no_report_is_nothing() -> None:
    told: list[int] = []
    list(run_local(reports("a", "b", "c"), "stub", workers=1, progress=told.append))
    assert told == [1, 2, 3]
    assert list(run_local([], "stub")) == []


def test_an_endless_input_is_read_only_as_far_as_the_output_is_taken() -> None:
    taken = itertools.count()

    def endless() -> Iterator[Report]:
        for n in taken:
            yield Report(id=f"r{n}", text="a")

    stream = run_local(endless(), "stub", workers=2, batch_reports=2)
    assert [next(stream) for _ in range(10)] == [
        Extraction(report_id=f"r{n}", extractor="stub@1") for n in range(10)
    ]
    assert next(taken) < 40
    stream.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()
