"""Every command is documented, and the help is quick."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer

from dateline.cli.app import app
from dateline.codebook import EventType, SubEventType
from dateline.plugins import list_plugins

DOCS = Path(__file__).resolve().parents[2] / "docs"
SECONDS = 0.4


def commands(group: Any = None, prefix: str = "") -> Iterator[str]:
    """Every verb, with its group before it."""
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{name} ")
        else:
            yield prefix + name


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_is_documented(command: str) -> None:
    assert f"`dateline {command}" in (DOCS / "commands.md").read_text(encoding="utf-8")


def test_the_page_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^- `dateline ([a-z]+(?: [a-z]+)?)", (DOCS / "commands.md").read_text(), re.M))
    assert named == set(commands())


def test_help_answers_at_once() -> None:
    script = Path(sys.executable).with_name("dateline")

    def seconds() -> float:
        """Processor time: the wall clock of a busy machine says little."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([script, "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(4)) < SECONDS


def test_no_heavy_module_is_loaded_for_help() -> None:
    probe = "import sys; import dateline.cli; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True).stdout.split())
    assert not loaded & {"spacy", "numpy", "litestar", "sqlalchemy", "trafilatura", "uvicorn", "msgspec"}


def test_the_codebook_page_names_every_type() -> None:
    page = (DOCS / "codebook.md").read_text(encoding="utf-8")
    for word in (*EventType, *SubEventType):
        assert f"\n### {word}\n" in page or f"\n| {word} | " in page


def test_the_codebook_of_releases_is_the_page() -> None:
    shipped = files("dateline.data") / "codebook.md"
    assert shipped.read_text(encoding="utf-8") == (DOCS / "codebook.md").read_text(encoding="utf-8")


def test_the_exports_page_names_every_format() -> None:
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    for name in list_plugins("exports"):
        assert f"\n| `{name}` | " in page


def test_bare_dateline_shows_its_help(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run()
    assert code == 2
    assert "Commands:" in out + err
