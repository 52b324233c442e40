"""The partner preset: speakers by kind, names and what reaches a person masked, quotes and links held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from dateline.publish.areas import coarse_place, is_site
from dateline.publish.cleaning import Cleaner, claims_of, cleaner_of
from dateline.publish.generalising import by_class, by_kind, without_words
from dateline.publish.items import Item
from dateline.publish.wire import ClaimLine, ReportHead
from dateline.records import Actor, Place, content_id

_replace = msgspec.structs.replace


def redact(item: Item, held: Counter[str], *, names: Sequence[str] = ()) -> Item:
    """The item as partners may see it; parties and places keep their names. `names` are those released."""
    line = item.incident
    clean = cleaner_of(item, held)
    held["speaker"] += len(line.sources)
    held["quote"] += len(item.quotes)
    held["name"] += sum(one.actor_id is None for one in line.victims)
    held["link"] += sum(head.url is not None for head in item.reports)
    incident = _replace(
        line,
        sources=by_kind(line.sources, clean=clean),
        place=_place(line.place, clean, held),
        side_a=_cleaned(line.side_a, clean),
        side_b=_cleaned(line.side_b, clean),
        victims=by_class(line.victims, named=names),
        targets=tuple(_replace(one, as_written=clean(one.as_written)) for one in line.targets),
        toll=without_words(line.toll),
        reports=tuple(_masked_id(head.id, clean) for head in item.reports),
        claims=tuple(_claim(claim, clean) for claim in claims_of(item)),
    )
    heads = tuple(_head(head, clean) for head in item.reports)
    return _replace(item, incident=incident, reports=heads, quotes=())


def _claim(claim: ClaimLine, clean: Cleaner) -> ClaimLine:
    return _replace(
        claim,
        report=_masked_id(claim.report, clean),
        place=_words(claim.place, clean),
        sources=by_kind(claim.sources, clean=clean),
        toll=without_words(claim.toll),
    )


def _head(head: ReportHead, clean: Cleaner) -> ReportHead:
    return _replace(
        head,
        id=_masked_id(head.id, clean),
        title=_words(head.title, clean),
        url=None,
        outlet=_words(head.outlet, clean),
    )


def _masked_id(report_id: str, clean: Cleaner) -> str:
    """The id as it is, or its hash where it holds something secret: two reports never get the same one."""
    return report_id if clean(report_id) == report_id else content_id("report", report_id)


def _place(place: Place | None, clean: Cleaner, held: Counter[str]) -> Place | None:
    """The place with its words cleaned; only its area where it is a clinic, a school, a shelter or a camp."""
    if place is None:
        return None
    if is_site(place):
        held["site"] += 1
        return coarse_place(place, risk=True)
    return _replace(
        place,
        as_written=clean(place.as_written),
        name=clean(place.name),
        site=_words(place.site, clean),
        reason=_words(place.reason, clean),
        alternatives=tuple(_replace(one, name=clean(one.name)) for one in place.alternatives),
    )


def _cleaned(actors: Iterable[Actor], clean: Cleaner) -> tuple[Actor, ...]:
    return tuple(_replace(one, as_written=clean(one.as_written), name=clean(one.name)) for one in actors)


def _words(text: str | None, clean: Cleaner) -> str | None:
    return clean(text) if text else text
