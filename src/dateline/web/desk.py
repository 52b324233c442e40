"""What the pages work on: the store, its records held ready, and the rulings made here."""

from __future__ import annotations

import asyncio
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import msgspec

from dateline.errors import DatelineError
from dateline.past import keep_incidents, list_rulings
from dateline.pipeline import Extractor, ReadReport, link_claims, load_extractor, read_report
from dateline.reconcile import Profile, profile_report
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report, content_id
from dateline.review import (
    Judgement,
    State,
    apply_rulings,
    last_word,
    make_decision,
    rule_claim,
    standing,
    states_of,
    undo_last,
)
from dateline.stores.audit import who_acts
from dateline.stores.contract import Store
from dateline.web.held import Held, hold, index_incidents
from dateline.web.reference import Reference
from dateline.web.then import Snapshots
from dateline.web.views.board import Board, keep_last

# Claims up to which a page waits for linking; larger projects link beside the pages. 2,000 take about 1.5 s.
AT_ONCE = 2_000
FEW = 200  # linked in some hundredths of a second
SHARE = 10  # linking takes at most a tenth of the pages' time
PAUSE_S = 1.5


class Stale(DatelineError):
    """Somebody ruled on the same claim since the form was opened."""


class Desk:
    """One project open in the pages. Called from one thread only, but for the reading itself."""

    def __init__(
        self,
        opener: Callable[[], Store],
        *,
        extractor: Callable[[], Extractor] = load_extractor,
        reference: Reference | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._opener = opener
        self._load_extractor = extractor
        self.reference = reference or Reference()
        self.clock = clock
        self._held: Held | None = None
        self._decisions: list[Decision] | None = None
        self.unlinked = False
        self.unsaved = False
        self._looker: weakref.ref[asyncio.Task[Any]] | None = None
        self._linked_at = self._link_s = 0.0
        self._wave = 0
        self._warming = False
        self._profiles: dict[str, Profile] = {}
        self.then = Snapshots()
        self._board = keep_last(lambda incidents: Board(incidents.values()))

    @property
    def analyst(self) -> str:
        """Whose rulings these are: the person of this request."""
        return who_acts()

    @cached_property
    def store(self) -> Store:
        """The project's store, opened when first asked for."""
        return self._opener()

    @cached_property
    def extractor(self) -> Extractor:
        """The reader, loaded when first asked for; that takes some seconds."""
        return self._load_extractor()

    def warm(self) -> None:
        """Loads the reader beside the pages, once, so that a pasted report need not wait for it."""
        if not self._warming:
            self._warming = True
            threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        with suppress(Exception):  # a paste meets the same fault, and says what to do
            self.extractor.read(Report(id="", text="It rained in the hills."))

    @property
    def held(self) -> Held:
        """The records, read again when another program has changed the store."""
        if self._held is not None and self._looked():
            return self._held
        counts = self.store.counts()
        if self._held is None or counts != self._held.counts:
            self._decisions = None
            self._held = hold(self.store, counts)
            self.unlinked = bool(self._held.claims) and not self._held.incidents
        return self._held

    def _looked(self) -> bool:
        """True when this request has counted the store already: once is enough, and counting takes a while."""
        try:
            task = asyncio.current_task()
        except RuntimeError:
            return False
        before, self._looker = self._looker, weakref.ref(task) if task else None
        return task is not None and before is not None and before() is task

    @property
    def decisions(self) -> list[Decision]:
        """All decisions in the order they were made."""
        if self._decisions is None:
            self._decisions = list(list_rulings(self.store))
        return self._decisions

    @property
    def profiles(self) -> list[Profile]:
        """What linking knows of each report's story, made once a report."""
        if len(self._profiles) != self.held.counts.reports:
            for report in self.store.reports():
                if report.id not in self._profiles:
                    self._profiles[report.id] = profile_report(report)
        return list(self._profiles.values())

    @property
    def states(self) -> dict[str, State]:
        """Which claims were accepted or rejected as a whole."""
        return states_of(self.decisions)

    def report(self, report_id: str) -> Report | None:
        """One report with its text."""
        return self.store.report(report_id)

    def extraction(self, report_id: str) -> Extraction | None:
        """What was read in one report."""
        return self.store.extraction(report_id)

    def decisions_on(self, subject: str) -> tuple[Decision, ...]:
        """The standing rulings on one claim or incident."""
        return standing(one for one in self.decisions if one.subject == subject)

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

    def undo(self) -> Decision | None:
        """The undoing of this analyst's last ruling, stored; None when there is nothing to undo."""
        undoing = undo_last(self.decisions, analyst=self.analyst, made_at=self.clock())
        if undoing:
            self._append(undoing)
        return undoing

    @property
    def incidents(self) -> dict[str, Incident]:
        """All incidents, in keeping with the rulings made here; in a large project a few seconds behind them."""
        if self.unlinked and self._may_link():
            start = time.monotonic()
            self._take(link_ruled(self.held.claims, self.decisions, self.profiles))
            self._linked_at = time.monotonic()
            self._link_s = self._linked_at - start
        return self.held.incidents

    def _may_link(self) -> bool:
        """True when linking now holds nobody up: few claims, or the last time is long enough ago. Where many rule
        at once, each page would wait for a linking of its own."""
        claims = len(self.held.claims)
        return claims <= FEW or (
            claims <= AT_ONCE and time.monotonic() - self._linked_at > SHARE * self._link_s
        )

    async def settle(self) -> None:
        """Links and writes the incidents once nobody has ruled for a moment; the linking runs beside the pages."""
        self._wave += 1
        wave = self._wave
        await asyncio.sleep(PAUSE_S)
        if wave != self._wave or not self.unsaved:
            return
        self._looker = None
        claims, decisions = self.held.claims, tuple(self.decisions)
        made = await asyncio.to_thread(lambda: link_ruled(claims, decisions, self.profiles))
        if wave == self._wave:
            self._take(made)
            self.unsaved = False
            await asyncio.to_thread(keep_incidents, self.store, made.values(), at=self.clock())
            self._held = msgspec.structs.replace(self.held, counts=self.store.counts())

    def save(self) -> None:
        """Writes the incidents that follow from the claims and the rulings, and in the journal what changed."""
        if self.unlinked:
            self._take(link_ruled(self.held.claims, self.decisions, self.profiles))
        keep_incidents(self.store, self.held.incidents.values(), at=self.clock())
        self._held = msgspec.structs.replace(self.held, counts=self.store.counts())
        self.unsaved = False

    def _take(self, made: dict[str, Incident]) -> None:
        self._held = msgspec.structs.replace(self.held, incidents=made, incident_of=index_incidents(made))
        self.unlinked = False

    @property
    def board(self) -> Board:
        """All incidents in columns, made anew when they have changed."""
        return self._board(self.incidents)

    def read_text(
        self, text: str, *, published: date | None, outlet: str | None, headline: str | None
    ) -> tuple[Arrival, ReadReport]:
        """A pasted report and what was read in it. Touches no store, so it may run in a thread."""
        report = Report(
            id=content_id("paste", text, str(published), outlet or ""),
            text=text,
            source="paste",
            outlet=outlet,
            headline=headline,
            published=published,
            retrieved=self.clock(),
        )
        arrival = Arrival(report=report, raw=text.encode("utf-8", "surrogatepass"), origin="pasted")
        return arrival, read_report(report, self.extractor)

    def keep(self, arrival: Arrival, read: ReadReport) -> None:
        """Stores a report that was read here, and links its claims."""
        if self.store.add_report(arrival):
            self.store.put_extraction(read.extraction)
        self._held = None
        self.unlinked = True
        self.save()

    def close(self) -> None:
        """Writes what is unwritten, and frees the store."""
        if "store" in self.__dict__:
            if self.unsaved:
                self.save()
            self.store.close()

    def _check(self, claim_id: str, seen: str | None) -> None:
        if claim_id not in self.held.claims:
            raise Stale("this claim is not there any more", remedy="Its report was read anew; open it again.")
        if seen is not None and seen != last_word(self.decisions, claim_id):
            raise Stale(
                "somebody ruled on this claim since you opened it",
                remedy="Look at the card as it is now, then rule again. Nothing of either was lost.",
            )

    def _append(self, decision: Decision) -> None:
        held = self.held
        decisions = self.decisions
        self.store.add_decision(decision)
        decisions.append(decision)
        if decision.judgement != "note":
            self.unlinked = self.unsaved = True
        raised = msgspec.structs.replace(held.counts, decisions=held.counts.decisions + 1)
        self._held = msgspec.structs.replace(held, counts=raised)


def link_ruled(
    claims: dict[str, Claim], decisions: Sequence[Decision], profiles: Sequence[Profile]
) -> dict[str, Incident]:
    """The incidents that follow from the claims as ruled on and from what the reports' stories share."""
    ruled = apply_rulings(claims.values(), decisions)
    return {one.id: one for one in link_claims(ruled, decisions, profiles=profiles)}
