"""Small files of every kind, written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import UnusableInput
from dateline.ingest import read_inputs
from dateline.records import Arrival


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Arrival | UnusableInput]]:
    """A function from a file's name and bytes to what was read from it."""

    def read_bytes(name: str, data: bytes | str, **options: object) -> list[Arrival | UnusableInput]:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return list(read_inputs([path], **options))  # type: ignore[arg-type]

    return read_bytes
