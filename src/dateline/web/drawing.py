"""The board over all incidents; that of a large project is made in a thread, while the one of before serves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping

from dateline.records import Incident
from dateline.stores.glances import Glance
from dateline.web.views.board import Board


class Drawing:
    """The last board made, and the one that is being made."""

    def __init__(self) -> None:
        self._board: Board | None = None
        self._of: Mapping[str, Incident] | None = None
        self._work: asyncio.Task[Board] | None = None

    @property
    def busy(self) -> bool:
        """True while a board is being made of the incidents as they are now."""
        return self._work is not None and not self._work.done()

    async def board(
        self, incidents: Mapping[str, Incident], glances: Callable[[], Iterable[Glance]], *, whole: bool
    ) -> Board:
        """The board of these incidents; unless all are held, that of before while it is made anew."""
        if self._board is not None and self._of is incidents and not self.busy:
            return self._board
        if whole:
            self._board, self._of = Board(glances()), incidents
            return self._board
        if self._work is None or (self._of is not incidents and self._work.done()):
            self._of = incidents
            self._work = asyncio.create_task(self._make(glances))
        if self._board is not None:
            return self._board
        return await asyncio.shield(self._work)

    async def _make(self, glances: Callable[[], Iterable[Glance]]) -> Board:
        try:
            self._board = await asyncio.to_thread(lambda: Board(glances()))
        except BaseException:
            self._of = None
            raise
        return self._board

    async def stop(self) -> None:
        """Nothing; no board is being made any more."""
        if self._work:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
