"""Which names of a claim belong in the vault, and which of those in it may be shown, by decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from dateline.errors import DatelineError
from dateline.records import Claim, Decision, Report, content_id
from dateline.vault.safe import Entry, Role

RELEASE, WITHDRAW = "release", "withdraw"
_FIELD = "name."
FindPersons = Callable[[str], tuple[str, ...]]


class Found(NamedTuple):
    """A name in a claim."""

    claim: str
    role: Role
    name: str


def find_names(
    claims: Iterable[Claim], report_of: Callable[[str], Report | None], persons: FindPersons
) -> Iterator[Found]:
    """Names of speakers, and of other private persons in the sentences of each claim, each once a claim."""
    for claim in claims:
        report = report_of(claim.report_id)
        told = " ".join(reading.value.original for reading in claim.attribution)
        speakers = dict.fromkeys(persons(told))
        yield from (Found(claim.id, "speaker", name) for name in speakers)
        words = [span.of(report.text) for span in claim.evidence] if report else []
        others = dict.fromkeys(name for sentence in words for name in persons(sentence))
        yield from (Found(claim.id, "person", name) for name in others if name not in speakers)


def rule_name(entry: Entry, ruling: str, *, reason: str, analyst: str, made_at: datetime) -> Decision:
    """The decision that a name may be shown as a victim's (`release`) or no longer (`withdraw`), with its reason.

    A speaker's name is never released.
    """
    if entry.role == "speaker":
        raise DatelineError(
            "a speaker's name is never shown", where=entry.id, remedy="Show the kind of source."
        )
    if not reason.strip():
        raise DatelineError("a decision on a name needs a reason", where=entry.id, remedy="Give --reason.")
    field = _FIELD + entry.id
    return Decision(
        id=content_id("note", entry.claim, field, ruling, reason, analyst, made_at.isoformat()),
        judgement="note",
        subject=entry.claim,
        field=field,
        value=ruling,
        analyst=analyst,
        made_at=made_at,
        note=reason,
    )


def released_names(entries: Iterable[Entry], decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of the names whose last decision lets them be shown, and that were not erased."""
    made = tuple(decisions)
    undone = {one.supersedes for one in made if one.judgement == "undo"}
    last = {
        one.field: one.value for one in made if (one.field or "").startswith(_FIELD) and one.id not in undone
    }
    return frozenset(one.id for one in entries if last.get(_FIELD + one.id) == RELEASE and one.erased is None)
