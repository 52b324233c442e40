"""A project folder: `dateline.toml` holds its settings; its records are in `dateline.sqlite`, or in PostgreSQL."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import msgspec

from dateline.errors import DamagedStore
from dateline.plugins import load_plugin
from dateline.records import Record
from dateline.stores.contract import Store

SETTINGS = "dateline.toml"
DATABASE = "dateline.sqlite"
_MADE = """\
# Settings of this dateline project. What is left out has the value shown here.
format = 1
store = "sqlite"
extractor = "rules"
profile = "acled-like"
"""


class About(Record, frozen=True, kw_only=True):
    """What a project says of itself on its page of method and in citations; empty where nothing is said."""

    title: str = ""
    recorder: str = ""
    purpose: str = ""
    scope: str = ""
    sources: str = ""
    corroboration: str = ""
    quality: str = ""
    corrections: str = ""


class Settings(Record, frozen=True, kw_only=True):
    """What `dateline.toml` says."""

    format: int = 1
    store: str = "sqlite"
    extractor: str = "rules"
    profile: str = "acled-like"
    fold_graphic: bool = True
    about: About = About()
    database: str | None = None
    schema: str = "dateline"


def read_settings(project: Path) -> Settings:
    """The settings of a project; unknown or wrong ones are named."""
    path = project / SETTINGS
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8-sig")), Settings)
    except FileNotFoundError:
        raise DamagedStore(
            "there is no dateline project here", where=str(project), remedy="Make one with `dateline init`."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise DamagedStore(
            f"the settings cannot be read: {fault}", where=str(path), remedy="Mend the file."
        ) from None
    if found.format > Settings().format:
        raise DamagedStore(
            f"the project has format {found.format}, this program knows up to {Settings().format}",
            where=str(path),
            remedy="Install the dateline that made it, or a later one.",
        )
    return found


def create_store(project: Path, *, database: str | None = None, schema: str = "dateline") -> Store:
    """The store of a new project, in PostgreSQL when an address is given; in a project's folder, its store as it is."""
    made = _MADE
    if database is not None:
        made = made.replace('"sqlite"', '"postgres"')
        made += f"database = {json.dumps(database)}\nschema = {json.dumps(schema)}\n"
    try:
        project.mkdir(parents=True, exist_ok=True)
        with (project / SETTINGS).open("x", encoding="utf-8") as file:
            file.write(made)
    except FileExistsError:
        if not project.is_dir():
            raise DamagedStore(
                "there is a file of this name", where=str(project), remedy="Choose another."
            ) from None
    except OSError as fault:
        raise DamagedStore(
            f"the project cannot be made: {fault.strerror}",
            where=str(project),
            remedy="Choose a folder you may write.",
        ) from None
    return _open(project)


def open_store(project: Path) -> Store:
    """The store of a project, brought forward to this program's schema; DamagedStore when there is none."""
    settings = read_settings(project)
    if settings.store == "sqlite" and not (project / DATABASE).is_file():
        raise DamagedStore(
            f"the project has no {DATABASE}",
            where=str(project),
            remedy="Restore a backup, or run `dateline init`.",
        )
    return _open(project)


def _open(project: Path) -> Store:
    store: Store = load_plugin("stores", read_settings(project).store)(project)
    return store


def open_sqlite(project: Path) -> Store:
    """The SQLite store of a project (the plug-in `sqlite`)."""
    from dateline.stores.sqlite import SqliteStore

    return SqliteStore.create(project / DATABASE)


def open_postgres(project: Path) -> Store:
    """The store of a project in PostgreSQL (the plug-in `postgres`); DATELINE_DATABASE outranks the settings."""
    from dateline.stores.postgres import PostgresStore

    settings = read_settings(project)
    address = os.environ.get("DATELINE_DATABASE") or settings.database
    if address is None:
        raise DamagedStore(
            "the settings name no database",
            where=str(project / SETTINGS),
            remedy='Write `database = "postgresql://HOST/DATABASE"` there, or set DATELINE_DATABASE.',
        )
    return PostgresStore.create(address, schema=settings.schema)


def open_memory(project: Path) -> Store:
    """An empty store that lives as long as the program (the plug-in `memory`)."""
    from dateline.stores.memory import MemoryStore

    return MemoryStore()
