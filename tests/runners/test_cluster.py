"""The Dask runner gives what the local pool gives; where Dask is not installed, it says so."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from dateline.errors import DatelineError
from dateline.records import Extraction, Report
from dateline.runners import run_local
from dateline.runners.cluster import read_batch, run_dask
from dateline.runners.worker import ANSWERS, encode

HAS_DASK = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not HAS_DASK, reason="Dask is an extra and not installed: dateline[dask]")
# Dask leaves sockets and event loops to be collected; that is its business and not ours.
pytestmark = [
    pytest.mark.usefixtures("stub_plugins"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning"),
]


@pytest.fixture
def loopback() -> None:
    """Sockets on loopback, which the cluster on this machine talks over."""
    enable_socket()
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"])
    return


def reports(*texts: str) -> list[Report]:
    return [Report(id=f"r{n:03}", text=text) for n, text in enumerate(texts)]


def test_a_batch_is_read_and_a_failing_report_is_named() -> None:
    given = reports("a", "raise")
    answers = ANSWERS.decode(read_batch(encode(tuple(given)), "stub"))
    assert answers[0].extraction == Extraction(report_id="r000", extractor="stub@1")
    assert answers[1].reason == "ValueError: stub says no"


@pytest.mark.skipif(HAS_DASK, reason="Dask is installed")
def test_without_dask_the_remedy_is_named() -> None:
    with pytest.raises(DatelineError, match=r"Dask is not installed. Install dateline\[dask\]."):
        list(run_dask(reports("a"), "stub"))


@needs_dask
@pytest.mark.usefixtures("loopback")
def test_the_output_is_that_of_the_local_pool() -> None:
    given = reports(*["quiet"] * 20, "raise", *["quiet"] * 9)
    told: list[int] = []
    found = list(run_dask(given, "stub", workers=2, batch_reports=4, progress=told.append))
    assert found == list(run_local(given, "stub", workers=1))
    assert told == list(range(1, 31))


@needs_dask
@pytest.mark.usefixtures("loopback")
def test_a_lost_worker_loses_nothing_and_a_report_that_ends_every_worker_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.runners import cluster

    monkeypatch.setattr(cluster, "_TRIES", 1)  # each costs the start of two workers
    given = reports(*["quiet"] * 5, f"once {tmp_path / 'lost'}", *["quiet"] * 5, "die", *["quiet"] * 5)
    found = list(run_dask(given, "stub", workers=2, batch_reports=4))
    assert (tmp_path / "lost").exists(), "no worker was lost"
    assert found[11] == (given[11], "every worker that read it ended")
    read = [one for n, one in enumerate(found) if n != 11]
    assert read == [
        Extraction(report_id=one.id, extractor="stub@1") for n, one in enumerate(given) if n != 11
    ]


@needs_dask
@pytest.mark.usefixtures("loopback")
def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.runners import cluster

    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 1)
    with pytest.raises(DatelineError, match="no scheduler answers"):
        list(run_dask(reports("a"), "stub", scheduler="tcp://127.0.0.1:9"))
