"""What beside its records belongs to a project and goes with a backup: settings, feeds, learned places, the sealed
vault, the accounts, the releases. What can be made anew from these (`dateline.nearby`) is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.stores.project import DATABASE, SETTINGS
from dateline.stores.witness import WITNESS

ACCOUNTS, SECRET, RELEASES = "accounts.sqlite", "accounts.secret", "releases"
_FILES = (SETTINGS, WITNESS, "feeds.json", "names.vault", "outlets.tsv", "places.tsv")
_WORD = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
_RELEASED = re.compile(rf"{RELEASES}/{_WORD}(/{_WORD})+")


def belongs(name: str) -> bool:
    """True for the name of a file that a backup may hold: none that leads out of the project's folder."""
    return name in (DATABASE, ACCOUNTS, SECRET, *_FILES) or _RELEASED.fullmatch(name) is not None


def small_files(project: Path, *, accounts: bool) -> Iterator[Path]:
    """The files that others may write meanwhile, those of them that are there."""
    names = (*_FILES, SECRET) if accounts else _FILES
    return (project / name for name in names if (project / name).is_file())


def released_files(project: Path) -> Iterator[tuple[str, Path]]:
    """Name in the backup and path of each file of a release; releases never change, and a link is not followed."""
    for path in sorted((project / RELEASES).rglob("*")):
        name = path.relative_to(project).as_posix()
        if path.is_file() and not path.is_symlink() and belongs(name):
            yield name, path
