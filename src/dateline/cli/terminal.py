"""What reaches the terminal: messages with file, reason and remedy, a progress bar, tables."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.stores.contract import Store

DONE, SOME_UNUSABLE, NOTHING_DONE = 0, 1, 2
_WIDTH_OF_A_FILE = 150  # columns of a table that is written to a file or a pipe

ProjectDir = Annotated[
    Path, typer.Option("--project", metavar="DIR", help="The project's folder.", show_default="this folder")
]
AsJson = Annotated[bool, typer.Option("--json", help="Lines of JSON for other programs.")]
HERE = Path()


class Step(Protocol):
    """Moves a progress bar on."""

    def __call__(self, done: int = 1, *, total: int | None = None) -> None:
        """Adds to what is done; `total` sets how much there is in all."""


def say(message: str) -> None:
    """Nothing; the message stands on stderr."""
    print(message, file=sys.stderr, flush=True)


def counted(number: int, noun: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def given_day(text: str | None, option: str) -> date | None:
    """The day given on the command line, None where none is; DatelineError names the option."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DatelineError(
            f"{text!r} is not a day", where=option, remedy="Write it as 2023-01-27."
        ) from None


def complain(error: DatelineError) -> None:
    """Nothing; what was wrong, where and the remedy stand on stderr."""
    say(f"dateline: {error}")


def complain_unexpected(error: Exception, *, where: str = "") -> int:
    """Exit code 2, after one line about an error nobody foresaw; the whole of it with DATELINE_DEBUG=1."""
    if os.environ.get("DATELINE_DEBUG"):
        traceback.print_exc()
    kind = type(error).__name__
    place = f"{where}: " if where else ""
    say(f"dateline: {place}unexpected {kind}: {error}. Set DATELINE_DEBUG=1 to see where, and report it.")
    return NOTHING_DONE


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Step]:
    """A function that moves the bar on; nothing is drawn where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield _no_step
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "", style="progress.data.speed")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    # rich would send stdout through the bar's own stream: right on one terminal, wrong when data go to a file.
    shared = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=shared) as bar:
        task = bar.add_task(title, total=total)

        def step(done: int = 1, *, total: int | None = None) -> None:
            if total is not None:
                bar.update(task, total=total)
            bar.advance(task, done)

        yield step


def _no_step(done: int = 1, *, total: int | None = None) -> None:
    """Nothing."""


def console() -> Console:
    """The terminal, or a wide page where the output goes to a file."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", _WIDTH_OF_A_FILE))
    return Console(width=width, highlight=False, markup=False, soft_wrap=False)


def print_lines(lines: Iterable[str]) -> None:
    """Nothing; each line stands on stdout at once."""
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def opened(project: Path) -> Iterator[Store]:
    """The project's store, closed again at the end, when the head of its audit chain is noted beside it."""
    from dateline.stores import open_store
    from dateline.stores.witness import add_witness

    store = open_store(project)
    try:
        yield store
        add_witness(project, store.head())
    finally:
        store.close()
