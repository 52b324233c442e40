"""What a terminal shows and what it leaves alone: the bar, tables of any width, how the pages end."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import invented
import pytest

from dateline.cli.tables import folded, print_incidents
from dateline.cli.terminal import counted
from dateline.publish.items import Quote, make_items

Run = Callable[..., tuple[int, str, str]]
SENTENCE = (
    "The Kachin army and local fighters attacked two junta posts on Tuesday in Shwegu Township, Kachin State."
)


def test_data_go_to_the_file_while_the_bar_moves_on_the_terminal() -> None:
    """stderr a terminal, stdout a pipe: what a person sees who writes `dateline read ... --json > file`."""
    code = (
        "from dateline.cli.terminal import print_lines, progress\n"
        "with progress('reading', 1) as step:\n    print_lines(['{\"data\": 1}'])\n    step()\n"
    )
    ours, theirs = pty.openpty()
    try:
        ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=theirs, check=True)
        shown = os.read(ours, 100_000)
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran.stdout == b'{"data": 1}\n'
    assert b"reading" in shown
    assert b"data" not in shown


@pytest.mark.parametrize("width", [80, 100, 129, 160, 220])
def test_no_line_of_the_table_is_wider_than_the_page_and_no_word_is_torn(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    claim = invented.make_claim()
    report = invented.make_report()
    (item,) = make_items([invented.make_incident(claim)], [claim], {report.id: report}.get)
    quotes = {item.incident.id: [Quote(report=report.id, start=0, end=1, text=SENTENCE)] * 2}
    print_incidents([item.incident], quotes)
    rows = capsys.readouterr().out.splitlines()
    assert max(map(len, rows)) <= width
    words = " ".join(rows).split()
    assert str(item.incident.sub_event_type).split()[0] in words
    assert all(word in words for word in SENTENCE.split())
    assert sum(row.startswith("  1  | The") for row in rows) == 1
    assert sum(row.startswith("     | The") for row in rows) == 1


def test_a_last_word_is_not_left_alone() -> None:
    for width in range(40, len(SENTENCE) + 5):
        rows = folded(SENTENCE, width)
        assert " ".join(rows) == SENTENCE
        assert max(map(len, rows)) <= width
        assert len(rows) == 1 or " " in rows[-1]
    assert folded("", 40) == [""]


def test_one_is_not_many() -> None:
    assert counted(1, "party", "parties") == "1 party"
    assert counted(0, "report") == "0 reports"
    assert counted(1200, "party", "parties") == "1,200 parties"


def test_the_pages_tell_their_address_and_end_cleanly(project: str) -> None:
    script = Path(sys.executable).with_name("dateline")
    command = [script, "review", "--project", project, "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as pages:
        assert pages.stderr is not None
        told = pages.stderr.readline()
        pages.send_signal(signal.SIGINT)
        out, err = pages.communicate(timeout=30)
    assert told.startswith("serving project on http://127.0.0.1:")
    assert (pages.returncode, out, err) == (0, "", "ended\n")
