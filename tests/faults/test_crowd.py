"""A few reviewers at once on `dateline serve`: everybody is answered, every ruling is kept. `bench.crowd` at small size."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from killing import command, make_project, seconds_of

from dateline.extract.reader import Reader

REVIEWERS, SECONDS = os.environ.get("DATELINE_REVIEWERS", "5"), os.environ.get("DATELINE_CROWD_S", "12")
Record = Callable[[str, object], None]
ROOT = Path(__file__).resolve().parents[2]


def crowd(project: Path, record: Record, *more: str) -> str:
    """What the benchmark prints; it ends with an error when one request failed or one ruling is missing."""
    asked = [
        sys.executable,
        "-m",
        "bench.crowd",
        str(project),
        "--reviewers",
        REVIEWERS,
        "--seconds",
        SECONDS,
        *more,
    ]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=300 + 2 * float(SECONDS))
    assert done.returncode == 0, done.stdout + done.stderr
    record("tried", f"a crowd: {'; '.join(done.stdout.splitlines())}")
    return done.stdout


def made(folder: Path) -> Path:
    make_project(folder, reports=12 if float(SECONDS) < 60 else 600, identity=Reader.identity)
    seconds_of(command("link", "--project", folder))
    return folder


def test_everybody_is_answered_and_nothing_is_lost(tmp_path: Path, record_property: Record) -> None:
    said = crowd(made(tmp_path / "project"), record_property)
    assert "errors 0 []" in said
    assert "problems 0" in said


def test_everybody_is_answered_from_postgres(tmp_path: Path, postgres: str, record_property: Record) -> None:
    assert "errors 0 []" in crowd(made(tmp_path / "project"), record_property, "--database", postgres)
