"""When the incidents follow: once nobody rules for a moment, and where many rule without a pause, all the same."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from apart import run_apart

from dateline.web import linking
from dateline.web.linking import Linker


def link_after(rulings: int, monkeypatch: pytest.MonkeyPatch, *, latest_s: float) -> int:
    """How many times it was linked while so many rulings were made, none of which waited for the one before."""
    monkeypatch.setattr(linking, "PAUSE_S", 0.0)
    monkeypatch.setattr(linking, "LATEST_S", latest_s)
    times = 0

    async def link() -> None:
        nonlocal times
        times += 1

    async def rule() -> None:
        linker = Linker(cast("Any", SimpleNamespace()), None)
        monkeypatch.setattr(linker, "link", link)
        for _ in range(rulings):
            linker.note()
            linker.settle_soon()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    run_apart(rule)
    return times


def test_many_rulings_are_linked_once_when_the_last_is_made(monkeypatch: pytest.MonkeyPatch):
    assert link_after(5, monkeypatch, latest_s=1e6) == 1


def test_rulings_without_a_pause_are_linked_before_the_last(monkeypatch: pytest.MonkeyPatch):
    assert link_after(5, monkeypatch, latest_s=0.0) == 2
