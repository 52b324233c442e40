"""A watched folder: the files in it, and those that come or change, each once it has stopped growing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.errors import DatelineError
from dateline.ingest.read import may_be_report

Mark = tuple[int, int]


class Watch:
    """What is known of the files in some folders; `look` gives those that are new."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = [Path(folder) for folder in folders]
        for folder in self._folders:
            if not folder.is_dir():
                raise DatelineError(
                    "not a folder to watch", where=str(folder), remedy="Give a folder after --watch."
                )
        self._taken: dict[Path, Mark] = {}
        self._seen: dict[Path, Mark] = {}

    def look(self) -> list[str]:
        """The files that are new or changed, and the same as at the look before; each is given once."""
        found = dict(self._marks())
        ready = [
            path for path, mark in found.items() if self._seen.get(path) == mark != self._taken.get(path)
        ]
        self._taken.update((path, found[path]) for path in ready)
        self._seen = found
        return sorted(map(str, ready))

    def _marks(self) -> Iterator[tuple[Path, Mark]]:
        for top in self._folders:
            for directory, folders, files in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                for path in (Path(directory) / name for name in files):
                    if may_be_report(path) and (mark := _mark(path)) is not None:
                        yield path, mark


def _mark(path: Path) -> Mark | None:
    """Size and time of the last change; None for what is gone or no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if path.is_file() else None


def watch(folders: Iterable[str], *, every: float) -> Iterator[list[str]]:
    """The files in the folders, and new ones whenever there are some; without end."""
    watched = Watch(folders)
    while True:
        if new := watched.look():
            yield new
        time.sleep(every)
