"""A few reviewers at once on `dateline serve`: everybody is answered, every ruling is kept. `bench.crowd` at small size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from killing import command, make_project, seconds_of

from dateline.extract.reader import Reader

ROOT = Path(__file__).resolve().parents[2]


def crowd(project: Path, *more: str) -> str:
    """What the benchmark prints; it ends with an error when one request failed or one ruling is missing."""
    asked = [sys.executable, "-m", "bench.crowd", str(project), "--reviewers", "5", "--seconds", "12", *more]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def made(folder: Path) -> Path:
    make_project(folder, identity=Reader.identity)
    seconds_of(command("link", "--project", folder))
    return folder


def test_everybody_is_answered_and_nothing_is_lost(tmp_path: Path) -> None:
    said = crowd(made(tmp_path / "project"))
    assert "errors 0 []" in said
    assert "problems 0" in said


def test_everybody_is_answered_from_postgres(tmp_path: Path, postgres: str) -> None:
    assert "errors 0 []" in crowd(made(tmp_path / "project"), "--database", postgres)
