"""Fixtures shared by all tests: the network is off, and the parser is loaded once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_socket import disable_socket

from dateline.extract.reader import Reader
from dateline.records import Report
from dateline.text import Document, parse_report

sys.path.insert(0, str(Path(__file__).parent))
import postgres_server


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Blocks sockets for every test but those that drive a browser on loopback."""
    if item.get_closest_marker("browser") is None:
        disable_socket(allow_unix_socket=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In the soak one line for each part: how much was tried, in how many seconds."""
    for report in terminalreporter.getreports("passed") if "DATELINE_SOAK" in os.environ else ():
        for tried in (value for name, value in report.user_properties if name == "tried"):
            terminalreporter.write_line(f"{report.duration:8.1f} s  {tried}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database; a test that wants one says why it was skipped where there is none."""
    reason = postgres_server.why_not()
    if reason:
        pytest.skip(reason)
    with postgres_server.running() as address:
        yield address


@pytest.fixture(scope="session")
def parse() -> Callable[..., Document]:
    """A function from a text (and a publication day) to its parsed Document."""

    def parse_text(text: str, *, published: str | None = "2023-01-27", **fields: str) -> Document:
        day = date.fromisoformat(published) if published else None
        return parse_report(Report(id="t", text=text, published=day, **fields))

    return parse_text


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader with everything that it ships with."""
    return Reader()
