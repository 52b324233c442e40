"""Tolls over claims: the latest figure of the best-placed speaker is best, all figures give the range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from dateline.codebook import Outcome, TollSide
from dateline.reconcile.choose import Said, dissent_of
from dateline.reconcile.sides import counts_its_own
from dateline.records import Claim, Settled, Toll

_OUTCOMES: tuple[Outcome, ...] = ("killed", "injured", "abducted", "missing", "arrested", "displaced")
_SIDES: tuple[TollSide, ...] = ("a", "b", "civilians", "unknown")


def settle_tolls(claims: Sequence[Claim]) -> tuple[Settled[Toll], ...]:
    """One settled toll for each outcome and side, in the order of the codebook; other figures are kept.

    A figure without a side joins the only side that is named for its outcome.
    """
    told = [Said(claim, reading) for claim in claims for reading in claim.toll]
    settled: list[Settled[Toll]] = []
    for outcome in _OUTCOMES:
        own = [one for one in told if one.reading.value.outcome == outcome]
        sides = {one.reading.value.side for one in own}
        named = sides - {"unknown"}
        joined: dict[TollSide, list[Said[Toll]]] = {}
        for one in own:
            side = one.reading.value.side
            alone = side == "unknown" and len(named) == 1 and not _same_claim(one, own)
            if alone and _figure(one) != 0:  # "no casualties" on no side say nothing of that one
                side = next(iter(named))
            joined.setdefault(side, []).append(one)
        settled.extend(_settle(side, joined[side]) for side in _SIDES if side in joined)
    return tuple(settled)


def _same_claim(one: Said[Toll], own: Sequence[Said[Toll]]) -> bool:
    """True when the claim itself tells this outcome apart by side, so that "unknown" is a third group."""
    return any(o.claim.id == one.claim.id and o.reading.value.side != "unknown" for o in own)


def _settle(side: TollSide, told: Sequence[Said[Toll]]) -> Settled[Toll]:
    known = [one for one in told if _figure(one) is not None]
    first, most = _first_days(told), _most_said(told)
    lead = min(
        known or told, key=lambda one: (*_order(one, most, told), _repeats(one, first), _hedged(one.claim))
    )
    value = lead.reading.value
    figures = [n for one in told for n in _numbers(one)]
    wide = Toll(
        outcome=value.outcome,
        side=side,
        low=min(figures, default=None) if value.low is not None or value.best is not None else value.low,
        best=value.best,
        high=max(figures) if value.high is not None and figures else None,
        as_written=value.as_written,
    )
    figure = _figure(lead)
    backing = [one for one in told if _figure(one) == figure]
    others = [one for one in told if _figure(one) != figure]
    return Settled(
        value=wide,
        claim_ids=tuple(sorted({one.claim.id for one in backing})),
        rule=f"toll.{_rule(told, lead, others, most)}",
        basis=lead.reading.basis,
        confidence=lead.reading.confidence,
        dissent=dissent_of(others, toll_words),
    )


def _rule(told: Sequence[Said[Toll]], lead: Said[Toll], others: Sequence[Said[Toll]], most: int) -> str:
    if lead.reading.basis == "analyst":
        return "analyst"
    if _partial(lead, most):
        return "only_parties_say"
    if len(told) == 1:
        return "only"
    if not others:
        return "agreed"
    if any(one.claim.background and not lead.claim.background for one in others) and len(others) == 1:
        return "news_over_background"
    if any(_partial(one, most) for one in others):
        return "independent_over_party"
    if any(_day(one.claim) < _day(lead.claim) for one in others):
        return "latest"
    return "first_told"


def _order(one: Said[Toll], most: int, told: Sequence[Said[Toll]]) -> tuple[bool, bool, bool, bool, int]:
    """An analyst first; then news over background, no party to it, speaking for themselves, the latest report."""
    return (
        one.reading.basis != "analyst",
        one.claim.background,
        _partial(one, most),
        _relayed(one, told),
        -_day(one.claim).toordinal(),
    )


def _first_days(told: Sequence[Said[Toll]]) -> dict[int | None, Day]:
    """The day of the first report that gave each figure."""
    first: dict[int | None, Day] = {}
    for one in told:
        day = _day(one.claim)
        first[_figure(one)] = min(day, first.get(_figure(one), day))
    return first


def _repeats(one: Said[Toll], first: dict[int | None, Day]) -> bool:
    """True when an earlier report gave this figure: beside it, a new figure of the same report is the news."""
    return first[_figure(one)] < _day(one.claim)


def _partial(one: Said[Toll], most: int) -> bool:
    """True when only parties to the fight give this figure.

    A party that counts its own people is taken at its word where nobody independent says more than it does.
    """
    speakers = [reading.value for reading in one.claim.attribution]
    if not _parties_say(one):
        return False
    own = any(counts_its_own(one.claim, one.reading.value, speaker.original) for speaker in speakers)
    return not (own and (_figure(one) or 0) >= most)


def _parties_say(one: Said[Toll]) -> bool:
    speakers = [reading.value for reading in one.claim.attribution]
    return bool(speakers) and all(speaker.party_to_conflict for speaker in speakers)


def _most_said(told: Sequence[Said[Toll]]) -> int:
    """The highest figure that others than parties give."""
    return max((_figure(one) or 0 for one in told if not _parties_say(one)), default=0)


def _relayed(one: Said[Toll], told: Sequence[Said[Toll]]) -> bool:
    """True when only media give this figure; beside the report's own, speakers in it who tell less tell a part."""
    if not _of_media(one):
        return False
    if all(reading.basis != "assumed" for reading in one.claim.attribution):
        return True
    beside = [
        other for other in told if other.claim.report_id == one.claim.report_id and not _of_media(other)
    ]
    return not beside or any((_figure(other) or 0) >= (_figure(one) or 0) for other in beside)


def _of_media(one: Said[Toll]) -> bool:
    speakers = [reading.value for reading in one.claim.attribution]
    return bool(speakers) and all(speaker.kind == "media" for speaker in speakers)


def _hedged(claim: Claim) -> bool:
    return bool(claim.attribution) and all(reading.value.hedged for reading in claim.attribution)


def _day(claim: Claim) -> Day:
    return claim.reported or Day.min


def _numbers(one: Said[Toll]) -> list[int]:
    toll = one.reading.value
    return [n for n in (toll.low, toll.best, toll.high) if n is not None]


def toll_words(toll: Toll) -> str:
    """The figure in the words of the text, or low-best-high when there are none."""
    return toll.as_written or f"{toll.low}-{toll.best}-{toll.high} {toll.outcome}"


def _figure(one: Said[Toll]) -> int | None:
    return one.reading.value.figure
