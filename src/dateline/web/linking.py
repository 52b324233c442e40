"""When the incidents follow the last rulings: few claims while a page waits, more in a process beside the pages."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.past import keep_incidents
from dateline.pipeline import link_claims, link_project
from dateline.reconcile import Profile, profile_report
from dateline.records import Claim, Decision, Incident
from dateline.review import apply_rulings
from dateline.web.beside import Beside
from dateline.web.held import AT_ONCE

if TYPE_CHECKING:
    from dateline.web.desk import Desk

log = logging.getLogger(__name__)
FEW = 200  # claims linked in some hundredths of a second, while the page waits
SHARE = 10  # without a process beside the pages, linking takes at most a tenth of their time
PAUSE_S = 1.5
PATIENCE_S = 4.0
LATEST_S = 20.0  # where many rule without a pause, linking waits no longer than this


class Linker:
    """The incidents of a desk follow its rulings: `unlinked` = not yet, `unsaved` = linked, and not yet written."""

    def __init__(self, desk: Desk, beside: Beside | None) -> None:
        self._desk = desk
        self._beside = beside
        self.unlinked = self.unsaved = False
        self.fault: DatelineError | None = None
        self._one_at_a_time = asyncio.Lock()
        self._linked_at = self._took_s = 0.0
        self._waits_since: float | None = None
        self._wave = 0
        self._profiles: dict[str, Profile] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def behind(self) -> bool:
        """True while the incidents of the pages are those of before the last rulings."""
        return self.unlinked and not self._few()

    def note(self) -> None:
        """Nothing; something was ruled or read that the incidents have to follow."""
        self.unlinked = self.unsaved = True

    def settle_soon(self) -> None:
        """Nothing; once nobody has ruled for a moment, or somebody has for long enough, the incidents are linked and
        written."""
        if self._waits_since is None:
            self._waits_since = time.monotonic()
        self._begin(self._settle())

    def nudge(self) -> None:
        """Nothing; incidents that are behind without anything under way are linked, unless that failed before."""
        if self.behind and not self._tasks and self.fault is None:
            self.settle_soon()

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _settle(self) -> None:
        self._wave += 1
        wave = self._wave
        await asyncio.sleep(max(PAUSE_S, self._took_s if self._beside else 0.0))
        if wave == self._wave or (self._overdue() and not self._one_at_a_time.locked()):
            self._waits_since = None
            await self.link()

    def _overdue(self) -> bool:
        """True when rulings have waited long, and linking, which many share a machine with, took little of that."""
        since = self._waits_since
        return since is not None and time.monotonic() - since >= max(LATEST_S, SHARE * self._took_s)

    async def catch_up(self) -> None:
        """Nothing; the incidents follow the last rulings, or somebody has waited for that long enough."""
        if not self.behind:
            return
        await asyncio.wait({self._begin(self.link())}, timeout=PATIENCE_S)

    async def finish(self) -> None:
        """Nothing; the incidents follow all rulings and are written. DatelineError when that failed."""
        await self.link()
        if self.fault:
            raise self.fault

    async def link(self) -> None:
        """Nothing; the incidents are linked and written. Where that fails, `fault` says why."""
        async with self._one_at_a_time:
            if not self.unsaved:
                return
            begun, held, ruled = time.monotonic(), self._desk.held, len(self._desk.decisions)
            try:
                await (self._link_beside() if self._beside and not self._few() else self._link_in_thread())
                self.fault = None
            except DatelineError as fault:
                self.fault = fault
                return
            except Exception as fault:
                log.error("linking failed: %s", type(fault).__name__)
                self.fault = DatelineError("a fault in the program", remedy="Run `dateline link` to see it.")
                return
            finally:
                self._took_s = time.monotonic() - begun
            if len(self._desk.decisions) == ruled and self._desk.held.counts.claims == held.counts.claims:
                self.unlinked = self.unsaved = False

    async def _link_beside(self) -> None:
        if self._beside:
            await self._beside.link(by=self._desk.analyst)
            await self._desk.look_again()

    async def _link_in_thread(self) -> None:
        desk = self._desk
        claims, decisions = desk.held.claims, tuple(desk.decisions)
        made = await asyncio.to_thread(lambda: link_ruled(claims, decisions, self._profiles_of(desk)))
        if len(desk.decisions) != len(decisions) or desk.held.claims is not claims:
            return  # somebody went on meanwhile, and is followed by a linking of their own
        desk.take(made)
        await asyncio.to_thread(keep_incidents, desk.store, made.values(), at=desk.clock())
        desk.recount()

    def link_here(self) -> None:
        """Nothing; where linking holds nobody up the incidents follow the rulings now. They are written later."""
        if not self.unlinked or not self._may_link():
            return
        begun = time.monotonic()
        self._link()
        self._linked_at = time.monotonic()
        self._took_s = self._linked_at - begun

    def _link(self) -> None:
        desk = self._desk
        desk.take(link_ruled(desk.held.claims, desk.decisions, self._profiles_of(desk)))
        self.unlinked = False

    def save(self) -> None:
        """Nothing; the incidents are linked and written now, and in the journal what changed."""
        desk = self._desk
        if self._beside and not self._few():
            link_project(desk.store, self._beside.folder)
        else:
            if self.unlinked:
                self._link()
            keep_incidents(desk.store, desk.held.incidents.values(), at=desk.clock())
        self.unlinked = self.unsaved = False
        desk.recount()

    async def stop(self) -> None:
        """Nothing; what is under way has ended, and nothing begins."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _few(self) -> bool:
        return len(self._desk.held.claims) <= FEW

    def _may_link(self) -> bool:
        """True when linking now holds nobody up: few claims, or the last time is long enough ago. Where many rule
        at once, each page would wait for a linking of its own."""
        if self._few():
            return True
        quiet = time.monotonic() - self._linked_at > SHARE * self._took_s
        return self._beside is None and len(self._desk.held.claims) <= AT_ONCE and quiet

    def _profiles_of(self, desk: Desk) -> list[Profile]:
        """What linking knows of each report's story, made once a report."""
        if len(self._profiles) != desk.held.counts.reports:
            for report in desk.store.reports():
                if report.id not in self._profiles:
                    self._profiles[report.id] = profile_report(report)
        return list(self._profiles.values())


def link_ruled(
    claims: Mapping[str, Claim], decisions: Sequence[Decision], profiles: Sequence[Profile]
) -> dict[str, Incident]:
    """The incidents that follow from the claims as ruled on and from what the reports' stories share."""
    ruled = apply_rulings(claims.values(), decisions)
    return {one.id: one for one in link_claims(ruled, decisions, profiles=profiles)}
