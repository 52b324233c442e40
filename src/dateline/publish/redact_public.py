"""The public preset: only words of the codebook, the roster and the gazetteer, at the size of an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from dateline.publish.areas import Area, coarse_place, risky
from dateline.publish.cleaning import Cleaner, claims_of, outlet_cleaner_of
from dateline.publish.generalising import by_class, by_kind, guard_counts, without_words
from dateline.publish.items import Item
from dateline.publish.wire import ClaimLine, ReportHead
from dateline.records import Place, content_id

_replace = msgspec.structs.replace


def redact(item: Item, held: Counter[str], *, area: Area, smallest: int, names: Sequence[str] = ()) -> Item:
    """The item as everybody may see it; `names` are those of victims that were released."""
    line = item.incident
    held["speaker"] += len(line.sources)
    held["quote"] += len(item.quotes)
    held["exact place"] += line.place is not None
    held["target"] += len(line.targets)
    held["name"] += sum(one.actor_id is None for one in line.victims)
    held["title and link"] += len(item.reports)
    place = coarse_place(line.place, area=area, risk=risky(line)) if line.place else None
    incident = _replace(
        line,
        time_of_day=None,
        place=place,
        side_a=by_class(line.side_a),
        side_b=by_class(line.side_b),
        victims=by_class(line.victims, named=names),
        targets=(),
        toll=guard_counts(without_words(line.toll), smallest, held),
        sources=by_kind(line.sources),
        evidence={},
        reports=tuple(_hashed(head.id) for head in item.reports),
        claims=tuple(_claim(claim, place, smallest) for claim in claims_of(item)),
    )
    clean = outlet_cleaner_of(item, held)
    heads = tuple(_head(head, clean) for head in item.reports)
    return _replace(item, incident=incident, reports=heads, quotes=())


def _claim(claim: ClaimLine, place: Place | None, smallest: int) -> ClaimLine:
    return _replace(
        claim,
        report=_hashed(claim.report),
        place=place.name if place and claim.place else None,
        toll=guard_counts(without_words(claim.toll), smallest, Counter()),
        sources=by_kind(claim.sources),
        evidence={},
    )


def _head(head: ReportHead, clean: Cleaner) -> ReportHead:
    """Outlet and day; the hash of the text goes too, since it would prove a guess at the text."""
    outlet = clean(head.outlet) if head.outlet else None
    return _replace(head, id=_hashed(head.id), title=None, url=None, outlet=outlet, text_sha256="")


def _hashed(report_id: str) -> str:
    """A report's own id may name people; its hash does not."""
    return content_id("report", report_id)
