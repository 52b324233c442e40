"""The pages over an invented project, without a socket to the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented_project import InventedReader, MemoryStore, NoReference, make_store
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
