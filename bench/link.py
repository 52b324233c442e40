"""Linking at scale: synthetic claims with known truth; time, memory and B-cubed F1 as one line of JSON.

Run: python -m bench.link [--claims 1000000] [--add 100000] [--project 100000 [--folder FOLDER]]
`--add` measures instead how long one more report takes among so many incidents held in memory, `--project` how
long `dateline link` takes for one in a project folder of so many, and for one ruling, journal and all.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from pathlib import Path

from dateline.codebook import EVENT_TYPE_OF, SubEventType
from dateline.nearby import NAME
from dateline.pipeline import link_project
from dateline.reconcile.account import Account, make_account
from dateline.reconcile.group import group_accounts
from dateline.reconcile.incremental import MemoryIndex, Neighbourhood
from dateline.reconcile.settle import settle_incident
from dateline.records import (
    Actor,
    Arrival,
    Attribution,
    Claim,
    Decision,
    Extraction,
    Period,
    Place,
    Reading,
    Report,
    Span,
    Toll,
)
from dateline.review import Judgement, Ruling, make_decision, write_ruling
from dateline.stores import create_store
from dateline.stores.contract import Store

KINDS = (SubEventType.ARMED_CLASH, SubEventType.AIR_STRIKE, SubEventType.ATTACK, SubEventType.REMOTE_EXPLOSIVE,
         SubEventType.SHELLING)  # fmt: skip
TOWNS = 20_000
PARTIES = 400
FIRST = Day(2014, 1, 1)
DAYS = 3650
SPAN = (Span(0, 10),)
SEED = 7
_SPARE = 1_000  # reports that a kept project does not hold at first, so that it can be measured again


class World:
    """Towns and parties that the synthetic claims speak of; the same seed makes the same world."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        self.towns = [self._town(number) for number in range(TOWNS)]
        self.sources = ("a resident", "a hospital", "the army", "a rebel spokesman", "police")

    def _town(self, number: int) -> Place:
        country = number % 40
        lat = -30 + (country % 8) * 9 + self.random.random() * 8
        lon = -80 + (country // 8) * 30 + self.random.random() * 25
        province = f"Province {country}-{int(lat)}"
        return Place(
            as_written=f"Town {number}",
            name=f"Town {number}",
            country=f"Country {country}",
            admin1=province,
            admin2=f"{province}-{int(lon)}",
            latitude=lat,
            longitude=lon,
            radius_km=2.0,
            gazetteer_id=f"t{number}",
            where_prec=1,
        )

    def incidents(self) -> Iterator[tuple[Place, Day, SubEventType, tuple[str, str], int]]:
        """Incidents without end: where, when, what, who, how many dead; a fifth fall on a tenth of the towns."""
        draw = self.random
        while True:
            town = draw.randrange(TOWNS // 10) if draw.random() < 0.2 else draw.randrange(TOWNS)
            place = self.towns[town]
            base = (town % 40) * (PARTIES // 40)
            sides = draw.sample(range(base, base + PARTIES // 40), 2)
            day = FIRST + timedelta(days=draw.randrange(DAYS))
            dead = int(draw.expovariate(0.25))
            yield place, day, draw.choice(KINDS), (f"p{sides[0]}", f"p{sides[1]}"), dead

    def claims(self, count: int) -> Iterator[tuple[int, Claim]]:
        """So many claims, each with the number of its incident; reports err in day, place and toll as papers do."""
        made = 0
        for number, (place, day, kind, sides, dead) in enumerate(self.incidents()):
            for _ in range(min(count - made, 1 + int(self.random.expovariate(0.8)))):
                yield number, self._claim(made, place, day, kind, sides, dead)
                made += 1
            if made >= count:
                return

    def _claim(
        self, serial: int, place: Place, day: Day, kind: SubEventType, sides: tuple[str, str], dead: int
    ) -> Claim:
        draw = self.random
        told_kind = draw.choice(KINDS) if draw.random() < 0.1 else kind
        toll = max(0, dead + draw.choice((-1, 0, 0, 0, 1, 2))) if draw.random() < 0.8 else None
        last = day + timedelta(days=1) if draw.random() < 0.1 else day
        actors = [Actor(as_written=name, name=name, actor_id=name) for name in sides]
        return Claim(
            id=f"c{serial:08d}",
            report_id=f"r{serial:08d}",
            extractor="bench@1",
            moment=0,
            reported=day + timedelta(days=draw.randrange(5)),
            evidence=SPAN,
            event_type=Reading(value=EVENT_TYPE_OF[told_kind], spans=SPAN),
            sub_event_type=Reading(value=told_kind, spans=SPAN),
            acts=Reading(value=("attack",), spans=SPAN),
            actor=Reading(value=(actors[0],), spans=SPAN) if draw.random() < 0.9 else None,
            recipient=Reading(value=(actors[1],), spans=SPAN) if draw.random() < 0.8 else None,
            location=Reading(value=place, spans=SPAN),
            date=Reading(value=Period(start=day, end=last, precision="day"), spans=SPAN),
            toll=(_toll(toll),) if toll is not None else (),
            attribution=(
                Reading(value=Attribution(original=draw.choice(self.sources), kind="resident"), spans=SPAN),
            ),
            confidence=0.8,
        )


def _toll(number: int) -> Reading[Toll]:
    return Reading(value=Toll(outcome="killed", side="b", low=number, best=number, high=number), spans=SPAN)


def b_cubed(truth: list[int], groups: list[list[int]]) -> float:
    """B-cubed F1 of groups of positions against the true number of each."""
    sizes = Counter(truth)
    precision = recall = 0.0
    for group in groups:
        for number, shared in Counter(truth[p] for p in group).items():
            precision += shared * shared / len(group)
            recall += shared * shared / sizes[number]
    p, r = precision / len(truth), recall / len(truth)
    return 2 * p * r / (p + r)


def measure(count: int) -> dict[str, object]:
    """Seconds for each step, peak memory, and B-cubed F1 of linking so many claims."""
    clock = time.perf_counter
    truth: list[int] = []
    accounts: list[Account] = []
    spent = 0.0
    for number, claim in World().claims(count):
        start = clock()
        accounts.append(make_account([claim]))
        spent += clock() - start
        truth.append(number)
    order = sorted(range(count), key=lambda p: accounts[p].moment)
    start = clock()
    groups = group_accounts([accounts[p] for p in order])
    grouped = clock() - start
    exact = b_cubed([truth[p] for p in order], groups)
    settled = _settle_seconds(groups, order, count)
    return {
        "claims": count,
        "incidents_true": len(set(truth)),
        "incidents_found": len(groups),
        "b_cubed_f1": round(exact, 4),
        "seconds": {
            "accounts": round(spent, 1),
            "grouping": round(grouped, 1),
            "settling": round(settled, 1),
        },
        "seconds_in_all": round(spent + grouped + settled, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def _settle_seconds(groups: list[list[int]], order: list[int], count: int) -> float:
    """Seconds to settle all groups; claims are made again as a store would read them, one group at a time."""
    group_of = {order[p]: number for number, group in enumerate(groups) for p in group}
    sizes = [len(group) for group in groups]
    waiting: dict[int, list[Claim]] = {}
    spent = 0.0
    for position, (_, claim) in enumerate(World().claims(count)):
        number = group_of[position]
        own = waiting.setdefault(number, [])
        own.append(claim)
        if len(own) == sizes[number]:
            start = time.perf_counter()
            settle_incident(waiting.pop(number), {})
            spent += time.perf_counter() - start
    return spent


def measure_adding(count: int, *, more: int = 200) -> dict[str, object]:
    """Milliseconds to link one more report into a project of so many incidents."""
    made = list(World().claims(int(count * 1.8) + more))
    random.Random(SEED).shuffle(made)
    old, new = [claim for _, claim in made[more:]], [claim for _, claim in made[:more]]
    start = time.perf_counter()
    index = Neighbourhood(MemoryIndex(old))
    built = time.perf_counter() - start
    times = []
    for claim in new:
        start = time.perf_counter()
        index.add([claim])
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    return {
        "incidents_true": len({number for number, _ in made}),
        "index_seconds": round(built, 1),
        "add_ms_median": round(times[len(times) // 2], 2),
        "add_ms_p95": round(times[int(len(times) * 0.95)], 2),
        "add_ms_worst": round(times[-1], 2),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def measure_project(count: int, folder: Path, *, more: int = 40) -> dict[str, object]:
    """Milliseconds to link one more report into a project folder of so many incidents, and to link all at first
    where the folder does not hold the project yet."""
    draw = random.Random(SEED)
    made = list(World().claims(int(count * 1.8) + _SPARE))
    draw.shuffle(made)
    old, new = [claim for _, claim in made[_SPARE:]], [claim for _, claim in made[:_SPARE]]
    store = create_store(folder)
    first = _fill(store, folder, old, draw) if not store.counts().reports else None
    times = []
    for claim in [claim for claim in new if store.report(claim.report_id) is None][:more]:
        store.add_report(_arrival(claim, draw))
        store.put_extraction(_extraction(claim))
        clock = time.perf_counter()
        whole = link_project(store, folder).whole
        times.append(1000 * (time.perf_counter() - clock))
        if whole:
            raise SystemExit("a report was not linked by what is near it")
    times.sort()
    ruled = sorted(_ruling_times(store, folder, draw, more))
    spent = sorted(processor for _, processor in ruled)
    return {
        "incidents_true": len({number for number, _ in made}),
        "incidents_found": store.counts().incidents,
        "first_link_seconds": first,
        "add_ms_median": round(times[len(times) // 2], 1),
        "add_ms_p95": round(times[int(len(times) * 0.95)], 1),
        "add_ms_worst": round(times[-1], 1),
        "one_ruling_ms_median": round(ruled[len(ruled) // 2][0], 1),
        "one_ruling_ms_p95": round(ruled[int(len(ruled) * 0.95)][0], 1),
        "one_ruling_ms_worst": round(ruled[-1][0], 1),
        "one_ruling_processor_ms_median": round(spent[len(spent) // 2], 1),
        "one_ruling_processor_ms_p95": round(spent[int(len(spent) * 0.95)], 1),
        "index_mb": round((folder / NAME).stat().st_size / 1e6, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def _ruling_times(
    store: Store, folder: Path, draw: random.Random, more: int
) -> Iterator[tuple[float, float]]:
    """Milliseconds, and those of the processor, to link after each of so many rulings.

    Claims are accepted, rejected, moved to another day, merged with a claim of another incident, and split off; each
    fifth ruling takes the one before back.
    """
    page = store.page(limit=4 * more, offset=draw.randrange(1_000))
    last: Decision | None = None
    for number in range(more):
        one, other = draw.sample(page, 2)
        subject = one.claim_ids[0]
        kinds: list[tuple[Judgement, dict[str, str | None]]] = [
            ("accept", {}),
            ("edit", {"field": "date", "value": write_ruling("date", Ruling(value=other.date.value))}),
            ("same", {"value": other.claim_ids[0]}),
            ("different", {"value": one.claim_ids[-1]}) if len(one.claim_ids) > 1 else ("reject", {}),
            ("undo", {"supersedes": last.id if last else None}),
        ]
        judgement, told = kinds[number % len(kinds)]
        about = last.subject if judgement == "undo" and last else subject
        last = make_decision(judgement, about, analyst="bench", made_at=datetime.now(UTC), **told)
        store.add_decision(last)
        clock, processor = time.perf_counter(), time.process_time()
        whole = link_project(store, folder).whole
        yield 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)
        if whole:
            raise SystemExit("a ruling was not linked by what is near it")


def _fill(store: Store, folder: Path, claims: list[Claim], draw: random.Random) -> float:
    """Seconds that linking took, after the claims were put into the store as reports of one claim each."""
    for start in range(0, len(claims), 5_000):
        some = claims[start : start + 5_000]
        store.add_reports([_arrival(claim, draw) for claim in some])
        store.put_extractions([_extraction(claim) for claim in some])
    clock = time.perf_counter()
    link_project(store, folder)
    return round(time.perf_counter() - clock, 1)


def _arrival(claim: Claim, draw: random.Random) -> Arrival:
    """A report of some sixty words, a third of them invented names, so that stories are compared, too."""
    names = [f"Xar{draw.randrange(40_000)}o" for _ in range(15)] + [
        f"Ver{draw.randrange(300)}o" for _ in range(5)
    ]
    place = claim.location.value.name.replace(" ", "") if claim.location else ""
    told = "People said that they had been there in the day and that it was not over. " * 3
    text = f"{claim.report_id} In {place} there was trouble, people of {' '.join(names)} said. {told}"
    report = Report(id=claim.report_id, text=text, published=claim.reported)
    return Arrival(report=report, raw=text.encode())


def _extraction(claim: Claim) -> Extraction:
    return Extraction(report_id=claim.report_id, extractor=claim.extractor, claims=(claim,))


def main(argv: list[str]) -> int:
    """0; one line of JSON on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--add", type=int, metavar="INCIDENTS", help="time one more report instead")
    parser.add_argument("--project", type=int, metavar="INCIDENTS", help="the same through a project folder")
    parser.add_argument(
        "--folder", type=Path, help="where that project is kept, and used again the next time"
    )
    arguments = parser.parse_args(argv)
    if arguments.project:
        with tempfile.TemporaryDirectory() as passing:
            found = measure_project(arguments.project, arguments.folder or Path(passing))
    else:
        found = measure_adding(arguments.add) if arguments.add else measure(arguments.claims)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
