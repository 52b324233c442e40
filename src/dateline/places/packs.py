"""The folder of packs: where it is, what is in it, and how it is filled."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dateline.errors import MissingData
from dateline.places.pack import Pack, Progress, describe_pack, no_progress, pack_files

VARIABLE = "DATELINE_PACKS"


def packs_folder() -> Path:
    """Where packs are looked for: the folder named by DATELINE_PACKS, else one beside the program."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(sys.prefix) / "share" / "dateline" / "packs"


def list_packs(folder: Path | None = None) -> tuple[Pack, ...]:
    """What the packs of the folder say of themselves, by name."""
    return tuple(describe_pack(path) for path in pack_files(folder or packs_folder()))


def build_packs(folder: Path | None = None, *, progress: Progress = no_progress) -> tuple[Pack, ...]:
    """The packs made from the installed packages; one that is there already in the same version is kept."""
    from dateline.places.myanmar import build_myanmar
    from dateline.places.world import build_world

    folder = folder or packs_folder()
    steps = ((build_world, "world.pack", 10), (build_myanmar, "myanmar.pack", 5))
    progress(0, total=sum(weight for *_, weight in steps))
    for build, name, weight in steps:
        path = folder / name
        if _current(path):
            progress(weight)
        else:
            build(path, progress)
    return list_packs(folder)


def _current(path: Path) -> bool:
    try:
        return path.is_file() and bool(describe_pack(path).places)
    except MissingData:
        return False
