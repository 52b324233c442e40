"""How a field came to its value: each ruling with who, when and why, from what and to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from dateline.records import Claim, Decision, Record
from dateline.review import field_of, readings_of, rule_claim, standing
from dateline.web.views.words import NOBODY_SAYS, claim_title, phrase, value_words

WHOLE = "The claim"


class Step(Record, frozen=True, kw_only=True):
    """One ruling on one field of one claim. `before` and `after` are the same for a confirmation or a note."""

    at: datetime
    who: str
    did: str
    claim_id: str
    title: str
    before: str
    after: str
    why: str
    undone: bool


class Strand(Record, frozen=True, kw_only=True):
    """The steps of one field, the first first; `label` is the codebook's."""

    label: str
    group: str
    steps: tuple[Step, ...]


def history_by_field(
    claims: Mapping[str, Claim], decisions: Sequence[Decision], subjects: Iterable[str]
) -> tuple[Strand, ...]:
    """What was ruled on these claims, field by field; `claims` are as they were read."""
    held = {one.id for one in standing(decisions)}
    wanted = set(subjects)
    own: dict[str, list[Decision]] = {}
    strands: dict[tuple[str, str], list[Step]] = {}
    for decision in decisions:
        if decision.subject not in wanted:
            continue
        claim = claims.get(decision.subject)
        so_far = own.setdefault(decision.subject, [])
        before = _said(claim, so_far)
        so_far.append(decision)
        after = _said(claim, so_far)
        for path in _touched(decision, before, after):
            strands.setdefault(_label(path), []).append(
                Step(
                    at=decision.made_at,
                    who=decision.analyst,
                    did=phrase("judgement", decision.judgement),
                    claim_id=decision.subject if claim else "",
                    title=claim_title(claim) if claim else "a claim that is not there any more",
                    before=before.get(path, NOBODY_SAYS) if path else "",
                    after=after.get(path, NOBODY_SAYS) if path else "",
                    why=decision.note or "",
                    undone=decision.id not in held and decision.judgement != "undo",
                )
            )
    return tuple(
        Strand(label=label, group=group, steps=tuple(steps)) for (label, group), steps in strands.items()
    )


def _said(claim: Claim | None, decisions: Sequence[Decision]) -> dict[str, str]:
    """The words of every field after these rulings; of a claim rejected as a whole as if it were not."""
    if claim is None:
        return {}
    fields = [one for one in standing(decisions) if one.field]
    ruled = rule_claim(claim, fields) or claim
    return {path: value_words(reading.value) for path, reading in readings_of(ruled)}


def _touched(decision: Decision, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The fields a ruling changed; its own field where it changed none, or the claim as a whole (empty)."""
    changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return changed or [decision.field or ""]


def _label(path: str) -> tuple[str, str]:
    try:
        field = field_of(path)
    except KeyError:
        return WHOLE, "check"
    return field.label, field.group
