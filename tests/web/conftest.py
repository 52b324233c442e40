"""The pages over an invented project, without a socket to the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented_project import InventedReader, MemoryStore, NoReference, make_store
from invented_team import Team
from litestar.testing import TestClient

from dateline.web.app import create_app


@pytest.fixture
def store() -> MemoryStore:
    """A store with the invented report."""
    return make_store()


@pytest.fixture
def open_pages(tmp_path: Path) -> Iterator[Callable[[MemoryStore], TestClient]]:
    """A function from a store to a client of its pages."""
    clients = []

    def open_client(store: MemoryStore) -> TestClient:
        app = create_app(tmp_path, opener=lambda: store, extractor=InventedReader, reference=NoReference())
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        clients.append(client.__enter__())
        return client

    yield open_client
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def pages(open_pages: Callable[[MemoryStore], TestClient], store: MemoryStore) -> TestClient:
    """A client of the pages over the invented report."""
    return open_pages(store)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing without its costs."""
    from argon2 import PasswordHasher

    from dateline.web.people import passwords

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._no_password.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)


@pytest.fixture
def team(tmp_path: Path, store: MemoryStore, cheap: None) -> Iterator[Team]:
    """The invented project with one person of each role."""
    made = Team(tmp_path / "team", store)
    yield made
    made.close()
