"""The schema's versions: numbered steps forward, taken by alembic; never a step back.

A later version adds a file in `versions/`; a step once released is not changed. SQLite keeps the number in its
`user_version` too, where it is read without alembic.
"""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa

from dateline.errors import DamagedStore

_HERE = Path(__file__).parent
_STEPS = _HERE / "versions"
_COUNTED = "alembic_version"
VERSION = max(int(found[1]) for file in _STEPS.glob("v*.py") if (found := re.match(r"v(\d+)_", file.name)))


def version_of(connection: sa.Connection) -> int:
    """The schema version a store was written with; 0 = an empty one."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not sa.inspect(connection).has_table(_COUNTED):
        return 0
    found = connection.exec_driver_sql(f"SELECT version_num FROM {_COUNTED}").scalar_one_or_none()
    return int(found or 0)


def is_empty(connection: sa.Connection) -> bool:
    """True when the store holds no table at all: one that was only just begun."""
    return not sa.inspect(connection).get_table_names()


def migrate(connection: sa.Connection, *, where: str, to: int = VERSION) -> int:
    """How many steps were taken, inside the caller's transaction; a store from a later version is refused."""
    found = version_of(connection)
    if found > VERSION:
        raise DamagedStore(
            f"the store has schema version {found}, this program knows versions up to {VERSION}",
            where=where,
            remedy="Install the dateline that wrote it, or a later one; nothing was changed.",
        )
    if found < to:
        _take_steps(connection, found=found, to=to)
    return max(0, to - found)


def _take_steps(connection: sa.Connection, *, found: int, to: int) -> None:
    """Nothing; the steps between these two versions are taken, each counted."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(_HERE), version_locations=[str(_STEPS)])
    steps = list(script.iterate_revisions(str(to), str(found) if found else "base"))
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
            context.stamp(script, step.revision)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {to}")
