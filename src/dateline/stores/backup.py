"""A project in one file and back: taken while others work, the same bytes every time, refused when altered."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dateline.errors import DamagedStore, DatelineError
from dateline.stores.project import DATABASE, SETTINGS, read_settings

MANIFEST = "SHA256SUMS"
_EXTRAS = ("feeds.json", "names.vault")


def backup_project(project: Path, target: Path) -> str:
    """The SHA-256 of the backup written to `target`; an existing file is not overwritten.

    The database is copied as one state of it, while others read and write. A project of which nothing has
    changed gives the same bytes again.
    """
    read_settings(project)
    with tempfile.TemporaryDirectory(dir=_folder_of(target)) as name:
        snapshot = Path(name) / DATABASE
        _copy_database(project / DATABASE, snapshot)
        files = [project / SETTINGS, snapshot, *(project / extra for extra in _EXTRAS)]
        present = sorted((file for file in files if file.is_file()), key=lambda file: file.name)
        written = Path(name) / "backup.tar"
        _write_tar(written, present)
        digest = _digest(written)
        try:
            with open(target, "xb", opener=_private) as file, written.open("rb") as made:
                while chunk := made.read(1 << 20):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            raise DatelineError(
                "the file exists", where=str(target), remedy="Give the backup a new name."
            ) from None
        except OSError as fault:
            target.unlink(missing_ok=True)
            raise DatelineError(
                f"the backup cannot be written: {fault.strerror}",
                where=str(target),
                remedy="Free some space.",
            ) from None
    return digest


def _private(path: str, flags: int) -> int:
    """A file that its owner alone may read."""
    return os.open(path, flags, 0o600)


def _folder_of(target: Path) -> Path:
    if not target.parent.is_dir():
        raise DatelineError("no such folder", where=str(target.parent), remedy="Make it first.")
    return target.parent


def _copy_database(source: Path, target: Path) -> None:
    """One state of the database, written anew page by page, with nothing left in a log beside it."""
    if not source.is_file():
        raise DamagedStore(
            f"the project has no {DATABASE}", where=str(source.parent), remedy="Nothing to back up."
        )
    from dateline.stores import engine

    with (
        engine.in_words(str(source)),
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as c,
    ):
        c.execute(f"PRAGMA busy_timeout = {engine.WAIT_MS}")
        c.execute("VACUUM INTO ?", (str(target),))
    with engine.in_words(str(target)), closing(sqlite3.connect(target, isolation_level=None)) as c:
        c.execute("PRAGMA schema_version = 1")  # VACUUM counts up, and the same bytes are wanted


def _write_tar(target: Path, files: list[Path]) -> None:
    """A tar without times, owners and rights, the list of digests first."""
    sums = "".join(f"{_digest(file)}  {file.name}\n" for file in files).encode("ascii")
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as tar:
        tar.addfile(_entry(MANIFEST, len(sums)), io.BytesIO(sums))
        for file in files:
            with file.open("rb") as data:
                tar.addfile(_entry(file.name, file.stat().st_size), data)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, 0
    return entry


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


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
                data = tar.extractfile(name)
                if data is None:
                    raise _altered(backup)
                with (folder / name).open("wb") as file:
                    while chunk := data.read(1 << 20):
                        file.write(chunk)
                if _digest(folder / name) != digest:
                    raise _altered(backup)
            if set(tar.getnames()) != {MANIFEST, *sums}:
                raise _altered(backup)
    except (tarfile.TarError, KeyError, EOFError, UnicodeDecodeError, ValueError):
        raise _altered(backup) from None


def _sums(tar: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    """Name and digest of each file; a name that is not one of a project's files is refused."""
    data = tar.extractfile(MANIFEST)
    for line in (data.read(10_000).decode("ascii") if data else "").splitlines():
        digest, name = line.split("  ")
        if name not in (SETTINGS, DATABASE, *_EXTRAS):
            raise ValueError(name)
        yield name, digest


def _altered(backup: Path) -> DamagedStore:
    return DamagedStore(
        "the backup is broken or was altered", where=str(backup), remedy="Use another backup."
    )
