"""What the pages work on: the store, its records held ready, and the rulings made here."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Container, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dateline.errors import DatelineError
from dateline.past import list_rulings
from dateline.pipeline import Extractor, ReadReport, load_extractor
from dateline.reconcile.rulings import LostRuling
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report
from dateline.review import Judgement, State, make_decision, rule_claim, undo_last
from dateline.stores.audit import who_acts
from dateline.stores.contract import Counts, Store
from dateline.web.beside import Beside
from dateline.web.held import Held, hold, index_incidents, look_at_incidents
from dateline.web.linking import Linker
from dateline.web.listing import Listing
from dateline.web.pasting import Pasting
from dateline.web.queueing import Queueing
from dateline.web.reference import Reference
from dateline.web.rulings import Rulings, find_lost
from dateline.web.then import Snapshots

Lost = tuple[int, Container[str], Mapping[str, Incident], tuple[LostRuling, ...]]


class Stale(DatelineError):
    """Somebody ruled on the same claim since the form was opened."""


class Desk:
    """One project open in the pages. Called from one thread only, but for the reading itself.

    With a folder, what takes long is done by a process beside the pages, which opens the project there.
    """

    def __init__(
        self,
        opener: Callable[[], Store],
        *,
        folder: Path | None = None,
        extractor: Callable[[], Extractor] = load_extractor,
        reference: Reference | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._opener = opener
        self.reference = reference or Reference()
        self.clock = clock
        beside = Beside(folder) if folder else None
        self.linker = Linker(self, beside)
        self.queue = Queueing(self, beside)
        self.listing = Listing(self)
        self.pasting = Pasting(extractor, clock)
        self.then = Snapshots()
        self._held: Held | None = None
        self._rulings: Rulings | None = None
        self._lost: Lost = (0, (), {}, ())
        self._looker: weakref.ref[asyncio.Task[Any]] | None = None

    @property
    def analyst(self) -> str:
        """Whose rulings these are: the person of this request."""
        return who_acts()

    @cached_property
    def store(self) -> Store:
        """The project's store, opened when first asked for."""
        return self._opener()

    @property
    def held(self) -> Held:
        """The records, read again when another program has changed the store."""
        if self._held is None or not self._looked():
            counts = self.store.counts()
            if self._held is None or counts != self._held.counts:
                return self._hold(counts)
        return self._held

    def _hold(self, counts: Counts) -> Held:
        """The store's records as they are now; where incidents alone have changed, what was ruled is still the same."""
        before = self._held.counts if self._held else None
        if before is None or replace(before, incidents=counts.incidents) != counts:
            self._rulings = None
        held = self._held = hold(self.store, counts)
        if before is None or before.claims != counts.claims:
            self.queue.renew(whole=held.whole)
        if counts.claims and not counts.incidents:
            self.linker.note()
        return held

    def _looked(self) -> bool:
        """True when this request has counted the store already: once is enough, and counting takes a while."""
        try:
            task = asyncio.current_task()
        except RuntimeError:
            return False
        before, self._looker = self._looker, weakref.ref(task) if task else None
        return task is not None and before is not None and before() is task

    async def look_again(self) -> None:
        """Nothing; the incidents are those the store holds now, and everything else is as it was."""
        counts = self.store.counts()
        held = self.held
        if held.whole:
            made = await asyncio.to_thread(lambda: {one.id: one for one in self.store.incidents()})
            self.take(made)
        else:
            incidents, incident_of = look_at_incidents(self.store, held.claims, counts)
            self._held = replace(held, incidents=incidents, incident_of=incident_of)
        self.recount()

    def take(self, made: dict[str, Incident]) -> None:
        """Nothing; the pages show these incidents."""
        self._held = replace(self.held, incidents=made, incident_of=index_incidents(made))

    def recount(self) -> None:
        """Nothing; as many incidents as the store holds now are what the pages show."""
        incidents = self.store.counts().incidents
        self._held = replace(self.held, counts=replace(self.held.counts, incidents=incidents))

    @property
    def rulings(self) -> Rulings:
        """All decisions, held ready."""
        if self._rulings is None:
            self._rulings = Rulings(list_rulings(self.store))
        return self._rulings

    @property
    def decisions(self) -> list[Decision]:
        """All decisions in the order they were made."""
        return self.rulings.made

    @property
    def states(self) -> dict[str, State]:
        """Which claims were accepted or rejected as a whole."""
        return self.rulings.states

    @property
    def lost(self) -> tuple[LostRuling, ...]:
        """The rulings in force that have no effect; none are told while a large project is being ranked."""
        there, incidents, made = self.queue.known, self.incidents, self.decisions
        if there is None:
            return ()
        if self._lost[0] != len(made) or self._lost[1] is not there or self._lost[2] is not incidents:
            self._lost = (
                len(made),
                there,
                incidents,
                find_lost(made, there, incidents, self.held.incident_of),
            )
        return self._lost[3]

    @property
    def decided(self) -> int:
        """How many of the claims are accepted or rejected."""
        there = self.queue.known
        if there is None:
            return min(len(self.states), self.held.counts.claims)
        return sum(id in there for id in self.states)

    def report(self, report_id: str) -> Report | None:
        """One report with its text."""
        return self.store.report(report_id)

    def extraction(self, report_id: str) -> Extraction | None:
        """What was read in one report."""
        return self.store.extraction(report_id)

    def decisions_on(self, subject: str) -> tuple[Decision, ...]:
        """The standing rulings on one claim or incident."""
        return self.rulings.on(subject)

    def claim(self, claim_id: str) -> Claim | None:
        """One claim as ruled; a claim rejected as a whole is shown as it was read."""
        read = self.held.claims.get(claim_id)
        return read and (rule_claim(read, self.decisions_on(claim_id)) or read)

    def rule(
        self, judgement: Judgement, claim_id: str, *, seen: str | None = None, **details: Any
    ) -> Decision:
        """The new ruling, stored; Stale when the form saw an older one than the last."""
        self._check(claim_id, seen)
        decision = make_decision(judgement, claim_id, analyst=self.analyst, made_at=self.clock(), **details)
        self._append(decision)
        return decision

    def take_back(self, decision: Decision, *, note: str) -> Decision:
        """The undoing of this ruling, whoever made it, stored with the reason."""
        details = {"field": decision.field, "supersedes": decision.id, "note": note}
        undoing = make_decision(
            "undo", decision.subject, analyst=self.analyst, made_at=self.clock(), **details
        )
        self._append(undoing)
        return undoing

    def undo(self) -> Decision | None:
        """The undoing of this analyst's last ruling, stored; None when there is nothing to undo."""
        undoing = undo_last(self.decisions, analyst=self.analyst, made_at=self.clock())
        if undoing:
            self._append(undoing)
        return undoing

    @property
    def incidents(self) -> Mapping[str, Incident]:
        """All incidents, in keeping with the rulings made here; in a large project a few seconds behind them."""
        self.linker.link_here()
        return self.held.incidents

    def keep(self, arrival: Arrival, read: ReadReport) -> None:
        """Stores a report that was read here; its claims are linked as after a ruling."""
        complete = self.queue.complete
        if self.store.add_report(arrival):
            self.store.put_extraction(read.extraction)
        self.queue.add(read.extraction.claims, complete=complete)
        self.linker.note()

    async def close(self) -> None:
        """Ends what runs beside the pages, writes what is unwritten, and frees the store."""
        await self.linker.stop()
        await self.listing.drawing.stop()
        await self.queue.stop()
        if "store" in self.__dict__:
            if self.linker.unsaved:
                self.linker.save()
            self.store.close()

    def _check(self, claim_id: str, seen: str | None) -> None:
        if claim_id not in self.held.claims:
            raise Stale("this claim is not there any more", remedy="Its report was read anew; open it again.")
        if seen is not None and seen != self.rulings.last_on(claim_id):
            raise Stale(
                "somebody ruled on this claim since you opened it",
                remedy="Look at the card as it is now, then rule again. Nothing of either was lost.",
            )

    def _append(self, decision: Decision) -> None:
        held, rulings = self.held, self.rulings
        self.store.add_decision(decision)
        rulings.add(decision)
        if decision.judgement != "note":
            self.linker.note()
        raised = replace(held.counts, decisions=held.counts.decisions + 1)
        self._held = replace(held, counts=raised)
