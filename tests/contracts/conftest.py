"""Every store that is installed, and a SQLite and a PostgreSQL store closed and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import settings_for

from dateline.plugins import list_plugins, load_plugin
from dateline.stores import Store


@pytest.fixture(params=[*list_plugins("stores"), "sqlite, opened anew", "postgres, opened anew"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each installed store, empty."""
    name = request.param.split(",")[0]
    if name == "postgres":
        address = request.getfixturevalue("postgres")
        (tmp_path / "dateline.toml").write_text(settings_for(address), encoding="utf-8")
    opened: Store = load_plugin("stores", name)(tmp_path)
    if name != request.param:
        opened.close()
        opened = load_plugin("stores", name)(tmp_path)
    yield opened
    opened.close()
