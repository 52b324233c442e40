"""The folder of packs: where it is, what is in it, and how it is filled."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.errors import MissingData
from dateline.places.pack import Pack, Progress, describe_pack, no_progress, pack_files

VARIABLE = "DATELINE_PACKS"
WORLD, MYANMAR = "world.pack", "myanmar.pack"
BUILT = (WORLD, MYANMAR)
_TABLES = (
    "aliases.toml",
    "spellings.toml",
    "towns.tsv",
    "burmese.toml",
    "folds.toml",
    "label_points.tsv",
    "myanmar_regions.tsv",
    "regions.tsv",
)


def packs_folder() -> Path:
    """Where packs are looked for: the folder named by DATELINE_PACKS, else one beside the program."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(sys.prefix) / "share" / "dateline" / "packs"


def list_packs(folder: Path | None = None) -> tuple[Pack, ...]:
    """What the packs of the folder say of themselves, by name."""
    return tuple(describe_pack(path) for path in pack_files(folder or packs_folder()))


def build_packs(folder: Path | None = None, *, progress: Progress = no_progress) -> tuple[Pack, ...]:
    """The packs made from the installed packages; one that is there already from the same tables is kept."""
    from dateline.places.myanmar import build_myanmar
    from dateline.places.world import build_world

    folder = folder or packs_folder()
    steps = ((build_world, WORLD, 10), (build_myanmar, MYANMAR, 5))
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
        return path.is_file() and describe_pack(path).recipe == recipe()
    except MissingData:
        return False


@lru_cache(maxsize=1)
def recipe() -> str:
    """The digest of this project's tables that packs are built with: when one changes, they are built anew."""
    digest = hashlib.sha256()
    for name in _TABLES:
        digest.update((files("dateline.data.places") / name).read_bytes())
    return digest.hexdigest()[:16]
