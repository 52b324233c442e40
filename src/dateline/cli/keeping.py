"""Arrivals into a project's store, some hundred to a transaction; what is odd or unusable is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, UnusableInput

if TYPE_CHECKING:
    from dateline.cli.reading import Tally
    from dateline.cli.terminal import Step
    from dateline.records import Arrival
    from dateline.stores.contract import Store

TOGETHER = 100  # reports stored in one transaction


def keep_all(store: Store, found: Iterable[Arrival | DatelineError], tally: Tally, step: Step) -> int:
    """How many of these were new; they are stored some hundred to a transaction, what is unusable is told."""
    new = 0
    stream = iter(found)
    while batch := list(islice(stream, TOGETHER)):
        arrivals = []
        for one in batch:
            step()
            if isinstance(one, DatelineError):
                tally.refuse(one)
            else:
                arrivals.append(one)
        arrivals, fresh = _noted(store, arrivals)
        try:
            new += store.add_reports(arrivals)
            tally.good += len(arrivals)
        except UnusableInput:
            new += sum(_kept(store, one, tally) for one in arrivals)
        for one in fresh:
            tally.remark(one)
    return new


def _noted(store: Store, arrivals: list[Arrival]) -> tuple[list[Arrival], list[Arrival]]:
    """The arrivals, and those of them that are new.

    One whose address has brought another text before says so, and one of a day that has not come yet.
    """
    from msgspec.structs import replace

    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()  # somewhere it is that day already
    known = store.told_at(one.report.url for one in arrivals if one.report.url)
    here = {report.id for report in store.reports(one.report.id for one in arrivals)}
    noted, fresh = [], []
    for one in arrivals:
        if one.report.id not in here:
            first = known.setdefault(one.report.url, one.report.id) if one.report.url else one.report.id
            if first != one.report.id:
                note = f"another text under the same address: report {first} came from there, too"
                one = replace(one, notes=(*one.notes, note))
            if one.report.published and one.report.published > tomorrow and not one.report.retrieved:
                one = replace(one, notes=(*one.notes, f"dated {one.report.published}, after it came in"))
            fresh.append(one)
        noted.append(one)
    return noted, fresh


def _kept(store: Store, arrival: Arrival, tally: Tally) -> bool:
    """True when the report was new; one that the store refuses is told."""
    try:
        new = store.add_report(arrival)
    except UnusableInput as error:
        tally.refuse(error)
        return False
    tally.good += 1
    return new
