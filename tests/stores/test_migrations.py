"""A store brought forward from any version has the schema of a new one, and each step says itself what it creates."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import sqlalchemy as sa

from dateline.stores import engine, migrations, postgres, tables

STEPS = sorted(Path(migrations.__file__).with_name("versions").glob("v*.py"))
SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' ORDER BY name"
POSTGRES = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name "
    "FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, ordinal_position",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgrelid::regclass::text !~ '[.]' ORDER BY 1, 2",
)
Shape = list[tuple[object, ...]]


def shape_of(connection: sa.Connection) -> Shape:
    """All of the schema in the database's own words, without the names of the schema it lies in."""
    if connection.dialect.name == "sqlite":
        return [tuple(row) for row in connection.exec_driver_sql(SQLITE)]
    schema = f"{connection.exec_driver_sql('SELECT current_schema()').scalar_one()}."
    found = [row for query in POSTGRES for row in connection.exec_driver_sql(query)]
    return [tuple(str(word).replace(schema, "") for word in row) for row in found]


def tables_of(shape: Shape) -> Shape:
    """What `tables` declares: no search index, no triggers, no indexes that steps write by hand."""
    named = {index.name for table in tables.metadata.tables.values() for index in table.indexes}
    of_sqlite = {("table", name) for name in tables.metadata.tables} | {("index", name) for name in named}
    return [row for row in shape if (row[0], row[1]) in of_sqlite]


def in_sqlite(folder: Path, name: str) -> sa.Engine:
    return engine.open_engine(folder / f"{name}.sqlite")[0]


@pytest.mark.parametrize("version", range(migrations.VERSION))
def test_an_older_sqlite_store_comes_to_the_schema_of_a_new_one(tmp_path: Path, version: int) -> None:
    with engine.writing(in_sqlite(tmp_path, "new"), "here") as connection:
        assert migrations.migrate(connection, where="here") == migrations.VERSION
        new = shape_of(connection)
    older = in_sqlite(tmp_path, "older")
    with engine.writing(older, "here") as connection:
        migrations.migrate(connection, where="here", to=version)
    with engine.writing(older, "here") as connection:
        assert migrations.migrate(connection, where="here") == migrations.VERSION - version
        assert shape_of(connection) == new


def test_an_older_postgres_store_comes_to_the_schema_of_a_new_one(postgres: str) -> None:
    shapes = []
    for schema, version in (("step_new", 0), ("step_first", 1), ("step_before", migrations.VERSION - 1)):
        opened, _ = postgres_engine(postgres, schema)
        with engine.writing(opened, "here") as connection:
            migrations.migrate(connection, where="here", to=version)
        with engine.writing(opened, "here") as connection:
            migrations.migrate(connection, where="here")
            shapes.append(shape_of(connection))
        opened.dispose()
    assert len(shapes[0]) > 100
    assert shapes[1] == shapes[0]
    assert shapes[2] == shapes[0]


def postgres_engine(address: str, schema: str) -> tuple[sa.Engine, str]:
    opened, where = postgres.open_engine(address, schema)
    with engine.writing(opened, where) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    return opened, where


def test_all_steps_together_make_the_tables_that_the_program_works_with(tmp_path: Path) -> None:
    with engine.writing(in_sqlite(tmp_path, "stepped"), "here") as connection:
        migrations.migrate(connection, where="here")
        stepped = tables_of(shape_of(connection))
    with engine.writing(in_sqlite(tmp_path, "declared"), "here") as connection:
        tables.metadata.create_all(connection)
        declared = tables_of(shape_of(connection))
    assert {row[1] for row in declared} > set(tables.metadata.tables)
    assert [normal(row) for row in stepped] == [normal(row) for row in declared]


def normal(row: tuple[object, ...]) -> tuple[object, ...]:
    return (*row[:3], sorted(" ".join(str(row[3]).split()).split(", ")))


@pytest.mark.parametrize("step", STEPS, ids=lambda path: path.stem)
def test_a_step_does_not_ask_what_tables_there_are_today(step: Path) -> None:
    tree = ast.parse(step.read_text(encoding="utf-8"))
    named = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    taken = {f"{one.module}.{name.name}" for one in named for name in one.names}
    assert "dateline.stores.versions.Words" in taken or "op.create_table" not in step.read_text("utf-8")
    assert not taken & {"dateline.stores.tables", "dateline.stores.rows", "dateline.stores.queries"}
