"""A project in one file: taken while others work, the same bytes every time; see `restore` for the way back."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from dateline.errors import DamagedStore, DatelineError
from dateline.stores import engine
from dateline.stores.belongings import ACCOUNTS, released_files, small_files
from dateline.stores.project import DATABASE, SETTINGS, open_store, read_settings
from dateline.stores.restore import MANIFEST, private

_PLACE = re.compile(r"(?m)^(?:store|database|schema)\s*=.*\n?")


def backup_project(project: Path, target: Path, *, accounts: bool = True) -> str:
    """The SHA-256 of the backup written to `target`; an existing file is not overwritten.

    The records are copied as one state of them, while others read and write. A project of which nothing has
    changed gives the same bytes again. Records in PostgreSQL come back as an SQLite file.
    """
    read_settings(project)
    _check_new(target)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as name:
            parts = _gather(project, Path(name), accounts=accounts)
            made = Path(name) / "backup.tar"
            _write_tar(made, parts)
            _put(made, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError as fault:
        raise DatelineError(
            f"the backup cannot be written: {fault.strerror}", where=str(target), remedy="Free some space."
        ) from None
    return _digest(target)


def _check_new(target: Path) -> None:
    if not target.parent.is_dir():
        raise DatelineError("no such folder", where=str(target.parent), remedy="Make it first.")
    if target.exists():
        raise _taken(target)


def _taken(target: Path) -> DatelineError:
    return DatelineError("the file exists", where=str(target), remedy="Give the backup a new name.")


def _gather(project: Path, folder: Path, *, accounts: bool) -> dict[str, Path]:
    """Name and path of every part: small files are copied first, for others may write them in the meantime.

    The heads of the audit chain are among them, and the records come after: no head is noted that they lack.
    """
    for file in small_files(project, accounts=accounts):
        shutil.copyfile(file, folder / file.name)
    if accounts and (project / ACCOUNTS).is_file():
        _copy_database(project / ACCOUNTS, folder / ACCOUNTS, "DELETE FROM visits", "DELETE FROM brakes")
    if read_settings(project).store == "postgres":
        _fetch_records(project, folder)
    elif (project / DATABASE).is_file():
        _copy_database(project / DATABASE, folder / DATABASE)
    else:
        raise DamagedStore(f"the project has no {DATABASE}", where=str(project), remedy="Nothing to back up.")
    parts = {file.name: file for file in folder.iterdir()}
    return dict(sorted((parts | dict(released_files(project))).items()))


def _copy_database(source: Path, target: Path, *changes: str) -> None:
    """One state of a database, changed, written anew page by page, with nothing left in a log beside it."""
    with (
        engine.in_words(str(source)),
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as c,
    ):
        c.execute(f"PRAGMA busy_timeout = {engine.WAIT_MS}")
        c.execute("VACUUM INTO ?", (str(target),))
    with engine.in_words(str(target)), closing(sqlite3.connect(target, isolation_level=None)) as c:
        for change in changes:
            c.execute(change)
        if changes:
            c.execute("VACUUM")
        c.execute("PRAGMA schema_version = 1")  # VACUUM counts up, and the same bytes are wanted


def _fetch_records(project: Path, folder: Path) -> None:
    """The records in PostgreSQL, as one state of them, in an SQLite file; the settings of the copy say so."""
    from dateline.stores.copying import copy_store
    from dateline.stores.sqlite import SqliteStore

    passing = folder / "passing.sqlite"
    theirs, ours = open_store(project), SqliteStore.create(passing)
    try:
        copy_store(theirs, ours)
    finally:
        theirs.close()
        ours.close()
    _copy_database(passing, folder / DATABASE)
    for file in folder.glob(f"{passing.name}*"):
        file.unlink()
    settings = (folder / SETTINGS).read_text(encoding="utf-8-sig")
    (folder / SETTINGS).write_text(f'store = "sqlite"\n{_PLACE.sub("", settings)}', encoding="utf-8")


def _write_tar(target: Path, parts: dict[str, Path]) -> None:
    """A tar without times, owners and rights, the list of digests first."""
    sums = "".join(f"{_digest(path)}  {name}\n" for name, path in parts.items()).encode("ascii")
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(_entry(MANIFEST, len(sums)), io.BytesIO(sums))
        for name, path in parts.items():
            with path.open("rb") as data:
                tar.addfile(_entry(name, path.stat().st_size), data)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, 0
    return entry


def _put(made: Path, target: Path) -> None:
    """Nothing; the file stands under its name, for its owner alone, and is on the disk. None that was cut off stays."""
    with open(target, "xb", opener=private) as file, made.open("rb") as data:
        try:
            shutil.copyfileobj(data, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            target.unlink(missing_ok=True)
            raise


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
