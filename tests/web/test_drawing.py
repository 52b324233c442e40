"""The board of a large project is made beside the pages, which show the one of before meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from apart import run_apart
from invented_project import MemoryStore, make_store

from dateline.stores.glances import Glance, glance_of
from dateline.web import drawing


def incidents_of(store: MemoryStore) -> dict[str, object]:
    return {one.id: one for one in store.incidents()}


def seen_in(incidents: dict[str, object]) -> Callable[[], Iterator[Glance]]:
    return lambda: map(glance_of, incidents.values())


def test_the_board_of_before_is_given_while_the_new_one_is_made(monkeypatch: pytest.MonkeyPatch):
    go_on, real = threading.Event(), drawing.Board

    def slow(incidents: object) -> object:
        go_on.wait(60)
        return real(incidents)

    async def run() -> None:
        boards, first, second = drawing.Drawing(), incidents_of(make_store()), {}
        before = await boards.board(first, seen_in(first), whole=False)
        assert len(before.lines) == 2
        assert await boards.board(first, seen_in(first), whole=False) is before
        monkeypatch.setattr(drawing, "Board", slow)
        assert await boards.board(second, seen_in(second), whole=False) is before
        assert boards.busy
        go_on.set()
        while boards.busy:
            await asyncio.sleep(0.01)
        assert (await boards.board(second, seen_in(second), whole=False)).lines == []
        await boards.stop()

    run_apart(run)


def test_a_board_that_cannot_be_made_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    real = drawing.Board

    def broken(_: object) -> object:
        raise RuntimeError

    async def run() -> None:
        boards, incidents = drawing.Drawing(), incidents_of(make_store())
        monkeypatch.setattr(drawing, "Board", broken)
        with pytest.raises(RuntimeError):
            await boards.board(incidents, seen_in(incidents), whole=False)
        monkeypatch.setattr(drawing, "Board", real)
        assert len((await boards.board(incidents, seen_in(incidents), whole=False)).lines) == 2

    run_apart(run)


def test_a_small_project_has_its_board_as_it_is():
    async def run() -> None:
        boards, first, second = drawing.Drawing(), incidents_of(make_store()), {}
        assert len((await boards.board(first, seen_in(first), whole=True)).lines) == 2
        assert (await boards.board(second, seen_in(second), whole=True)).lines == []

    run_apart(run)
