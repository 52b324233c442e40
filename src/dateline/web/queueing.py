"""The queue of a desk: which claim comes next, ranked at once or, in a large project, by a process beside the pages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Container, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.records import Claim
from dateline.web.beside import Beside
from dateline.web.waiting import Waiting, ranks_of

if TYPE_CHECKING:
    from dateline.web.desk import Desk

LATEST = 100  # reports whose claims wait for a person while those of a large project are being ranked
RANK_AGAIN_S = 60.0


class Queueing:
    """The claims in the order in which they need a person; those of the latest reports until all are ranked."""

    def __init__(self, desk: Desk, beside: Beside | None) -> None:
        self._desk = desk
        self._beside = beside
        self._waiting: Waiting | None = None
        self._ranking: asyncio.Task[None] | None = None
        self._rank_at = 0.0

    @property
    def waiting(self) -> Waiting:
        """The claims in their order."""
        held = self._desk.held
        if self._waiting is None and (held.whole or not self._beside):
            self._waiting = Waiting(ranks_of(held.claims.values()))
        elif self._waiting is None:
            latest = self._desk.store.latest(limit=LATEST)
            claims = [held.claims[id] for report in latest for id in held.claims_of.get(report, ())]
            self._waiting = Waiting(ranks_of(claims), whole=False)
        if not self._waiting.whole:
            self._rank_soon()
        return self._waiting

    def after(self, current: str) -> str | None:
        """The open claim after this one, going round; None when no other is open."""
        return self.waiting.after(current, self._desk.states, self._desk.held.claims)

    @property
    def known(self) -> Container[str] | None:
        """What holds the ids of all claims; None while they are not known."""
        if self._desk.held.whole:
            return self._desk.held.claims
        return self.waiting if self.waiting.whole else None

    def renew(self, *, whole: bool) -> None:
        """Nothing; there are other claims than before: all are ranked anew, where not all are held in the meantime."""
        in_part = self._waiting and self._beside and not whole
        self._waiting = self._waiting.in_part() if self._waiting and in_part else None

    @property
    def complete(self) -> bool:
        """True when every claim has its place."""
        return self._waiting is not None and self._waiting.whole

    def add(self, claims: Sequence[Claim], *, complete: bool) -> None:
        """Nothing; these claims of a large project have their place too; with that all have, if all had before."""
        if not self._desk.held.whole and self._waiting:
            self._waiting.add(claims)
            self._waiting.whole = complete

    def _rank_soon(self) -> None:
        """Nothing; a process beside the pages ranks all claims, unless one does or has only just done."""
        idle = self._ranking is None or self._ranking.done()
        if self._beside and idle and (not self._rank_at or time.monotonic() - self._rank_at > RANK_AGAIN_S):
            self._ranking = asyncio.get_running_loop().create_task(self._rank(self._beside))

    async def _rank(self, beside: Beside) -> None:
        with suppress(DatelineError):  # it stands in the log; the latest reports are reviewed first, then
            ranked = await beside.rank()
            self._waiting = Waiting(ranked, whole=len(ranked) == self._desk.held.counts.claims)
        self._rank_at = time.monotonic()

    async def stop(self) -> None:
        """Nothing; no claims are being ranked any more."""
        if self._ranking:
            self._ranking.cancel()
            await asyncio.gather(self._ranking, return_exceptions=True)
