"""Where the reader's own claims set an incident: whether the claims around it give a town of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.records import Claim, Span
from evals.muc4.ground import Ground, sentence_of
from evals.muc4.named import Named

_FAR = 99.0


def claimed_rows(
    ground: Ground,
    claims: Sequence[Claim],
    things: tuple[Sequence[Span], Sequence[Span]],
    towns: Mapping[tuple[str, str], Sequence[Named]],
) -> list[list[float]]:
    """A row of numbers for each town; `things` are the first mentions of what an incident names, and all mentions."""
    mine, wide = (_sentences(ground, spans) for spans in things)
    cited = [_sentences(ground, claim.evidence) for claim in claims]
    around = [bool(sentences & mine) for sentences in cited]
    shared = [len(sentences & wide) for sentences in cited]
    gaps = [min((abs(a - b) for a in sentences for b in mine), default=_FAR) for sentences in cited]
    untold = any(near and _is_country(claim) for claim, near in zip(claims, around, strict=True))
    rows = []
    for (_, name), group in towns.items():
        given = [_gives(claim, name, group) for claim in claims]
        its = [claim for claim, told in zip(claims, given, strict=True) if told]
        rows.append([
            2.0 * any(map(_both, around, given)) if any(around) else 1.0,
            max((n for n, told in zip(shared, given, strict=True) if n and told), default=-1) if any(shared) else -2,
            given[gaps.index(min(gaps))] if claims else -1.0, bool(claims) and given[0],
            len(its) / max(1, len(claims)), len(claims),
            max((c.location.confidence for c in its if c.location), default=-1.0), untold,
            bool(its) and all(c.background for c in its), min(gaps, default=_FAR),
            max((c.confidence for c in its), default=-1.0),
        ])  # fmt: skip
    return rows


def _both(one: bool, other: bool) -> bool:
    return one and other


def _gives(claim: Claim, name: str, group: Sequence[Named]) -> bool:
    """True when a claim's place is a naming of the town, or written as its name."""
    place = claim.location
    if place is None:
        return False
    return place.value.as_written.upper() == name or any(
        s.overlaps(n.span) for s in place.spans for n in group
    )


def _is_country(claim: Claim) -> bool:
    """True for a claim with no place but a country."""
    return claim.location is None or claim.location.value.kind == "country"


def _sentences(ground: Ground, spans: Sequence[Span]) -> set[int]:
    return {sentence_of(ground.starts, span.start) for span in spans}
