"""A project with one invented report, its claim and its incident, and a way to run a command in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import invented
import pytest

from dateline.cli import main
from dateline.records import Arrival, Extraction
from dateline.stores import create_store

Ran = tuple[int, str, str]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Exit code, stdout and stderr of one command."""

    def run_command(*arguments: str) -> Ran:
        code = main(list(arguments))
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run_command


@pytest.fixture
def project(tmp_path: Path) -> str:
    """The folder of a project that has been read and linked."""
    report, claim = invented.make_report(), invented.make_claim()
    store = create_store(tmp_path / "project")
    store.add_report(Arrival(report=report, raw=report.text.encode("utf-8")))
    store.put_extraction(Extraction(report_id="r1", extractor="rules@1", claims=(claim,)))
    store.put_incidents([invented.make_incident(claim)])
    store.close()
    return str(tmp_path / "project")
