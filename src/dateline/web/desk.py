"""What the pages work on: the store, its records held ready, and the rulings made here."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import count, islice, takewhile
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dateline.errors import DatelineError
from dateline.past import list_rulings
from dateline.pipeline import Extractor, ReadReport, load_extractor, read_report
from dateline.reconcile.rulings import LostRuling
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report, content_id
from dateline.review import Judgement, State, make_decision, rule_claim, undo_last
from dateline.stores.audit import who_acts
from dateline.stores.contract import Counts, IncidentFilter, Store
from dateline.stores.glances import Glance, glance_of
from dateline.web.beside import Beside
from dateline.web.drawing import Drawing
from dateline.web.held import Held, hold, index_incidents, look_at_incidents
from dateline.web.linking import Linker
from dateline.web.reference import Reference
from dateline.web.rulings import Rulings, find_lost
from dateline.web.then import Snapshots
from dateline.web.views.accounts import area_of
from dateline.web.views.board import Board
from dateline.web.waiting import Waiting, ranks_of

LATEST = 100  # reports whose claims wait for a person while those of a large project are being ranked
RANK_AGAIN_S = 60.0
Lost = tuple[int, Container[str], Mapping[str, Incident], tuple[LostRuling, ...]]
NEAR = 200  # incidents of one area and week that are looked at for neighbours
AT_A_TIME = 500  # incidents in memory while a file of what is seen is written


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
        self._load_extractor = extractor
        self.reference = reference or Reference()
        self.clock = clock
        self._beside = Beside(folder) if folder else None
        self.linker = Linker(self, self._beside)
        self._held: Held | None = None
        self._rulings: Rulings | None = None
        self._waiting: Waiting | None = None
        self._ranking: asyncio.Task[None] | None = None
        self._rank_at = 0.0
        self._lost: Lost = (0, (), {}, ())
        self._looker: weakref.ref[asyncio.Task[Any]] | None = None
        self._warming = False
        self._printed: tuple[int, tuple[tuple[str, date | None, int], ...]] = (0, ())
        self.then = Snapshots()
        self.drawing = Drawing()

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
        gc.freeze()  # the reader's million objects stay: no page has to wait while they are looked through for garbage

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
            in_part = self._waiting and self._beside and not held.whole
            self._waiting = self._waiting.in_part() if self._waiting and in_part else None
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
    def waiting(self) -> Waiting:
        """The claims in the order in which they need a person."""
        held = self.held
        if self._waiting is None and (held.whole or not self._beside):
            self._waiting = Waiting(ranks_of(held.claims.values()))
        elif self._waiting is None:
            latest = self.store.latest(limit=LATEST)
            claims = [held.claims[id] for report in latest for id in held.claims_of.get(report, ())]
            self._waiting = Waiting(ranks_of(claims), whole=False)
        if not self._waiting.whole:
            self._rank_soon()
        return self._waiting

    def _rank_soon(self) -> None:
        """Nothing; a process beside the pages ranks all claims, unless one does or has only just done."""
        idle = self._ranking is None or self._ranking.done()
        if self._beside and idle and (not self._rank_at or time.monotonic() - self._rank_at > RANK_AGAIN_S):
            self._ranking = asyncio.get_running_loop().create_task(self._rank(self._beside))

    async def _rank(self, beside: Beside) -> None:
        with suppress(DatelineError):  # it stands in the log; the latest reports are reviewed first, then
            ranked = await beside.rank()
            self._waiting = Waiting(ranked, whole=len(ranked) == self.held.counts.claims)
        self._rank_at = time.monotonic()

    def next_claim(self, current: str) -> str | None:
        """The open claim after this one in the queue, going round; None when no other is open."""
        return self.waiting.after(current, self.states, self.held.claims)

    @property
    def lost(self) -> tuple[LostRuling, ...]:
        """The rulings in force that have no effect; none are told while a large project is being ranked."""
        there, incidents, made = self._there, self.incidents, self.decisions
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
    def _there(self) -> Container[str] | None:
        """What holds the ids of all claims; None while they are not known."""
        if self.held.whole:
            return self.held.claims
        return self.waiting if self.waiting.whole else None

    @property
    def decided(self) -> int:
        """How many of the claims are accepted or rejected."""
        there = self._there
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

    def latest(self, number: int) -> tuple[list[Incident], int]:
        """So many of the latest incidents, and how many there are: told as news, and no totals of others."""
        incidents = self.incidents
        if not self.held.whole:
            pages = (self.store.page(limit=50, offset=at) for at in count(0, 50))
            every = (one for page in takewhile(bool, pages) for one in page)
            found = (one for one in every if not one.background and not one.sums)
            return list(islice(found, number)), self._count_told()
        told = [one for one in incidents.values() if not one.background and not one.sums]
        return sorted(told, key=_newest, reverse=True)[:number], len(told)

    def around(self, incident: Incident) -> list[Incident]:
        """The incidents of the same days and the same area; where these are very many, the latest of them."""
        wanted = area_of(incident)
        if wanted is None:
            return []
        return list(self.incidents.values() if self.held.whole else self.store.page(wanted, limit=NEAR))

    def some(self, ids: Iterable[str]) -> Iterator[Incident]:
        """The incidents of these ids in this order, some hundreds in memory at a time; those that are gone are left
        out."""
        held, store, wanted = self.held, self.store, iter(ids)

        def find(some: list[str]) -> Mapping[str, Incident]:
            return held.incidents if held.whole else {one.id: one for one in store.incidents(among=some)}

        parts = ((some, find(some)) for some in iter(lambda: list(islice(wanted, AT_A_TIME)), []))
        return (there[id] for some, there in parts for id in some if id in there)

    def glances(self) -> Iterable[Glance]:
        """All incidents at a glance."""
        return map(glance_of, self.incidents.values()) if self.held.whole else self.store.glances()

    @property
    def printed(self) -> tuple[tuple[str, date | None, int], ...]:
        """How many reports each outlet printed on each day, counted anew when there are more."""
        reports = self.held.counts.reports
        if self._printed[0] != reports:
            self._printed = (reports, self.store.printed())
        return self._printed[1]

    def _count_told(self) -> int:
        store = self.store
        totals = store.incidents(IncidentFilter(background=False, total=True))
        return store.count(IncidentFilter(background=False, total=False)) + sum(
            not one.sums for one in totals
        )

    async def board(self) -> Board:
        """All incidents in columns; of a large project those of before while they are made anew."""
        return await self.drawing.board(self.incidents, self.glances, whole=self.held.whole)

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
        """Stores a report that was read here; its claims are linked as after a ruling."""
        whole = self._waiting is not None and self._waiting.whole
        if self.store.add_report(arrival):
            self.store.put_extraction(read.extraction)
        if not self.held.whole and self._waiting:
            self._waiting.add(read.extraction.claims)
            self._waiting.whole = whole
        self.linker.note()

    async def close(self) -> None:
        """Ends what runs beside the pages, writes what is unwritten, and frees the store."""
        await self.linker.stop()
        await self.drawing.stop()
        if self._ranking:
            self._ranking.cancel()
            await asyncio.gather(self._ranking, return_exceptions=True)
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


def _newest(incident: Incident) -> tuple[str, str]:
    return (str(incident.date.value.start or ""), incident.id)
