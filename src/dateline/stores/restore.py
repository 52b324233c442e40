"""A project made anew from its backup: whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import DamagedStore, DatelineError
from dateline.stores.belongings import belongs
from dateline.stores.project import read_settings

MANIFEST = "SHA256SUMS"
_LONGEST_MANIFEST = 16_000_000  # some 100,000 files


def restore_project(backup: Path, project: Path) -> None:
    """Makes the project anew from its backup: into an empty or new folder, and only when every digest fits."""
    if project.exists() and (not project.is_dir() or any(project.iterdir())):
        raise DatelineError(
            "the folder is not empty", where=str(project), remedy="Restore into a new folder."
        )
    try:
        project.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=project.parent, prefix=".restore-") as name:
            unpacked = Path(name) / "project"
            unpacked.mkdir()
            _unpack(backup, unpacked)
            read_settings(unpacked)
            if project.exists():
                project.rmdir()
            unpacked.rename(project)
    except FileNotFoundError:
        raise DatelineError("no such backup", where=str(backup), remedy="Check the path.") from None
    except OSError as fault:
        raise DatelineError(
            f"the backup cannot be restored: {fault.strerror or fault}",
            where=str(backup),
            remedy="Check the disk.",
        ) from None


def _unpack(backup: Path, folder: Path) -> None:
    try:
        with tarfile.open(backup, "r:") as tar:
            sums = dict(_sums(tar))
            for name, digest in sums.items():
                if _write(tar, name, folder / name) != digest:
                    raise _altered(backup)
            if set(tar.getnames()) != {MANIFEST, *sums}:
                raise _altered(backup)
    except (tarfile.TarError, KeyError, EOFError, UnicodeDecodeError, ValueError):
        raise _altered(backup) from None


def _write(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """SHA-256 of the file that was written, for its owner alone; it is on the disk before this returns."""
    data = tar.extractfile(name)
    if data is None:
        raise ValueError(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with open(path, "xb", opener=private) as file:
        while chunk := data.read(1 << 20):
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def private(path: str, flags: int) -> int:
    """A file that its owner alone may read."""
    return os.open(path, flags, 0o600)


def _sums(tar: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    """Name and digest of each file; a name that is not one of a project's files is refused."""
    data = tar.extractfile(MANIFEST)
    for line in (data.read(_LONGEST_MANIFEST).decode("ascii") if data else "").splitlines():
        digest, name = line.split("  ")
        if not belongs(name):
            raise ValueError(name)
        yield name, digest


def _altered(backup: Path) -> DamagedStore:
    return DamagedStore(
        "the backup is broken or was altered", where=str(backup), remedy="Use another backup."
    )
