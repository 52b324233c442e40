"""Claims as the analysts ruled on them: what was read is kept, what they say outranks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.codebook import EVENT_TYPE_OF
from dateline.errors import DatelineError
from dateline.records import Claim, Decision, Reading, Record, Span
from dateline.review.fields import TYPE_OF, field_of
from dateline.review.judgements import standing


class Ruling(Record, frozen=True, kw_only=True):
    """The value of an `edit`: what the field is, and the words in the report that say so, if any do."""

    value: Any
    raw: str = ""
    spans: tuple[Span, ...] = ()


def write_ruling(path: str, ruling: Ruling) -> str:
    """The ruling as the JSON a decision carries; DatelineError when the value does not fit the field."""
    _check(path, ruling.value)
    return msgspec.json.encode(ruling).decode()


def apply_rulings(claims: Iterable[Claim], decisions: Iterable[Decision]) -> tuple[Claim, ...]:
    """The claims with the standing rulings on them; rejected claims are left out."""
    by_subject: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        by_subject.setdefault(decision.subject, []).append(decision)
    ruled = (rule_claim(claim, by_subject.get(claim.id, ())) for claim in claims)
    return tuple(claim for claim in ruled if claim is not None)


def rule_claim(claim: Claim, decisions: Sequence[Decision]) -> Claim | None:
    """One claim after these standing rulings, in their order; None when it was rejected as a whole."""
    rejected = False
    refused: set[str] = set()
    for decision in decisions:
        path = decision.field
        if path is None and decision.judgement in ("accept", "reject"):
            rejected = decision.judgement == "reject"
            claim = msgspec.structs.replace(claim, confidence=0.0 if rejected else 1.0)
        elif path is not None and decision.judgement == "reject":
            refused.add(path)
        elif path is not None and decision.judgement in ("accept", "edit"):
            refused.discard(path)
            reading = _ruled(claim, path, decision)
            claim = _put(_witnessed(claim, reading), path, reading)
    return None if rejected else _without(claim, refused)


def _ruled(claim: Claim, path: str, decision: Decision) -> Reading[Any] | None:
    """The reading a ruling leaves in a field: the analyst's own, or the one read, now certain."""
    if decision.judgement == "accept":
        held = _held(claim, path)
        return None if held is None else msgspec.structs.replace(held, confidence=1.0)
    ruling = msgspec.json.decode(decision.value or "{}", type=Ruling)
    return Reading(
        value=_check(path, ruling.value),
        raw=ruling.raw,
        spans=ruling.spans,
        basis="analyst",
        rule=f"decision {decision.id}",
    )


def _witnessed(claim: Claim, reading: Reading[Any] | None) -> Claim:
    """The claim with the words an analyst chose among its evidence, wherever in the report they stand."""
    new = [
        span for span in (reading.spans if reading else ()) if not any(e.covers(span) for e in claim.evidence)
    ]
    return msgspec.structs.replace(claim, evidence=tuple(sorted({*claim.evidence, *new}))) if new else claim


def _held(claim: Claim, path: str) -> Reading[Any] | None:
    name, _, index = path.partition(".")
    held = getattr(claim, name)
    if not index:
        return held  # type: ignore[no-any-return]
    return held[int(index)] if int(index) < len(held) else None


def _put(claim: Claim, path: str, reading: Reading[Any] | None) -> Claim:
    """The claim with one reading put in its place, or added at the end of its list."""
    name, _, index = path.partition(".")
    if reading is None:
        return claim
    if index:
        held = list(getattr(claim, name))
        held[int(index) : int(index) + 1] = [reading]
        return msgspec.structs.replace(claim, **{name: tuple(held)})
    if name == "sub_event_type":
        event = msgspec.structs.replace(reading, value=EVENT_TYPE_OF[reading.value])
        return msgspec.structs.replace(claim, sub_event_type=reading, event_type=event)
    return msgspec.structs.replace(claim, **{name: reading})


def _without(claim: Claim, refused: set[str]) -> Claim:
    """The claim with the refused fields empty, which says that nobody says. The kind of event stays: it must
    be corrected, for a claim of nothing is no claim. Numbers of a list's entries hold until all are out."""
    for name in {path.partition(".")[0] for path in refused} - {"sub_event_type"}:
        held = getattr(claim, name)
        empty = (
            tuple(one for i, one in enumerate(held) if f"{name}.{i}" not in refused) if _many(name) else None
        )
        claim = msgspec.structs.replace(claim, **{name: empty})
    return claim


def _many(name: str) -> bool:
    return field_of(name).many


def _check(path: str, value: Any) -> Any:
    try:
        return msgspec.convert(value, TYPE_OF[field_of(path).name])
    except (KeyError, msgspec.ValidationError) as fault:
        raise DatelineError(
            f"{path!r} cannot be {value!r}: {fault}", remedy="Correct the value and try again."
        ) from fault
