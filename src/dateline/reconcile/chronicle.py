"""An append-only record of every state an incident was in, so that any day's export can be made again.

A store keeps the entries as they come (a table, or lines of JSON in `history.jsonl`); nothing is rewritten.
Claims stand beside the incident, for a better reader may have replaced them since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from dateline.errors import DatelineError
from dateline.reconcile.history import Difference, Release, compare, count_totals
from dateline.records import Claim, Incident, Record

R = TypeVar("R", Incident, Claim)


class Entry(Record, frozen=True, kw_only=True):
    """One state of one incident from this moment on; no incident = withdrawn, or merged into `now`."""

    at: datetime
    id: str
    incident: Incident | None = None
    claims: tuple[Claim, ...] = ()
    now: tuple[str, ...] = ()


class State(Record, frozen=True, kw_only=True):
    """What a project said at one moment."""

    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]


def new_entries(before: State, after: State, *, at: datetime) -> Iterator[Entry]:
    """One entry for every incident that is new, gone or not as it was, in the order of ids."""
    old, new = ({one.id: one for one in state.incidents} for state in (before, after))
    old_claims, new_claims = ({one.id: one for one in state.claims} for state in (before, after))
    moved = _successors(before.incidents, after.incidents)
    for id in sorted({*old, *new}):
        if id not in new:
            yield Entry(at=at, id=id, now=moved.get(id, ()))
            continue
        own = _own(new[id], new_claims)
        if id not in old or old[id] != new[id] or _own(old[id], old_claims) != own:
            yield Entry(at=at, id=id, incident=new[id], claims=own)


def state_at(entries: Iterable[Entry], moment: datetime) -> State:
    """The project as it stood at this moment: of each incident the last entry made by then."""
    last: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.at):
        if entry.at <= moment:
            last[entry.id] = entry
    held = [entry for _, entry in sorted(last.items()) if entry.incident is not None]
    claims = {claim.id: claim for entry in held for claim in entry.claims}
    return State(
        incidents=tuple(entry.incident for entry in held if entry.incident is not None),
        claims=tuple(claim for _, claim in sorted(claims.items())),
    )


def follow(id: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The ids that a former id leads to today, through every merge and split; itself when it still stands."""
    last: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.at):
        last[entry.id] = entry
    found, waiting, seen = set(), [id], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in last and last[one].incident is not None:
            found.add(one)
        elif one in last:
            waiting.extend(last[one].now)
    return tuple(sorted(found))


def write_release(tag: str, state: State, *, made_at: datetime) -> Iterator[bytes]:
    """The lines of a release: a head with totals and the hash of the rest, then incidents, then claims."""
    body = [msgspec.json.encode(one) + b"\n" for one in (*_sorted(state.incidents), *_sorted(state.claims))]
    head = Release(
        tag=tag,
        made_at=made_at,
        incidents=len(state.incidents),
        totals=count_totals(state.incidents),
        sha256=hashlib.sha256(b"".join(body)).hexdigest(),
    )
    yield msgspec.json.encode(head) + b"\n"
    yield from body


def read_release(lines: Iterable[bytes], *, name: str = "the release") -> tuple[Release, State]:
    """The head and the state of a release; DatelineError when a line was changed since it was made."""
    head_line, *body = list(lines)
    head = msgspec.json.decode(head_line, type=Release)
    if hashlib.sha256(b"".join(body)).hexdigest() != head.sha256:
        raise DatelineError(f"{name} was changed after it was made", remedy="Take the copy from a backup.")
    incidents = tuple(msgspec.json.decode(line, type=Incident) for line in body[: head.incidents])
    claims = tuple(msgspec.json.decode(line, type=Claim) for line in body[head.incidents :])
    return head, State(incidents=incidents, claims=claims)


def compare_states(before: State, after: State, renamed: Mapping[str, str] | None = None) -> Difference:
    """What changed between two releases or two days."""
    return compare(before.incidents, after.incidents, renamed=renamed)


def _successors(before: Sequence[Incident], after: Sequence[Incident]) -> dict[str, tuple[str, ...]]:
    return {
        id: change.after
        for change in compare(before, after).changes
        for id in change.before
        if id not in change.after
    }


def _own(incident: Incident, claims: Mapping[str, Claim]) -> tuple[Claim, ...]:
    return tuple(claims[id] for id in incident.claim_ids if id in claims)


def _sorted(records: Sequence[R]) -> list[R]:
    return sorted(records, key=lambda record: record.id)
