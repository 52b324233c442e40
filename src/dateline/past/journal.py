"""What a project said before: each linking of a store kept in its journal, releases, and ids that ceased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from dateline.errors import DatelineError
from dateline.reconcile.carry import carry_rulings
from dateline.reconcile.chronicle import Standing, State
from dateline.reconcile.history import count_totals
from dateline.reconcile.ledger import (
    HISTORY,
    RELEASES,
    Release,
    read_links,
    read_releases,
    write_lines,
    write_release,
)
from dateline.reconcile.settle import moment_id
from dateline.records import Claim, Decision, Incident, Record
from dateline.stores.contract import Store

_TRIES = 20


def keep_incidents(store: Store, incidents: Iterable[Incident], *, at: datetime | None = None) -> None:
    """Nothing comes back; the store holds these incidents, and its journal what they change."""
    made = list(incidents)
    store.put_incidents(made)
    record_link(store, made, at=at)


def record_link(store: Store, incidents: Iterable[Incident], *, at: datetime | None = None) -> int:
    """The number of the journal's last line, after a link that tells what these incidents change, if anything.

    When another program writes its own link at the same moment, this one is worked out again after it.
    """
    after = {incident.id: incident for incident in incidents}
    for _ in range(_TRIES):
        standing, last = _read_all(store)
        fresh = _fresh(store.claims(), standing)
        for line in write_lines(standing.entries(after, fresh), at=at or datetime.now(UTC)):
            last = store.append(HISTORY, line, after=last)
            if not last:
                break
        else:
            return last
    raise DatelineError(
        "other programs keep linking this project", remedy="Let them end, then run the command again."
    )


def keep_change(
    store: Store, gone: Iterable[str], made: Iterable[Incident], *, at: datetime | None = None
) -> None:
    """Nothing comes back; of some incidents the store holds these now, and its journal what that changed.

    For a change that touches few: nothing else of the project is read.
    """
    after = {incident.id: incident for incident in made}
    before = Standing()
    before.incidents = {id: one for id in {*gone, *after} if (one := store.incident(id)) is not None}
    before.claims = _claims_of(store, before.incidents.values())
    fresh = {id: claim for id, claim in _claims_of(store, after.values()).items() if id not in before.claims}
    store.change_incidents(before.incidents.keys() - after.keys(), after.values())
    lines = list(write_lines(before.entries(after, fresh), at=at or datetime.now(UTC)))
    if len(lines) > 1:
        record_link(store, store.incidents(), at=at)
    elif lines:
        store.append(HISTORY, lines[0])


def _claims_of(store: Store, incidents: Iterable[Incident]) -> dict[str, Claim]:
    ids = {id for incident in incidents for id in incident.claim_ids}
    return {id: claim for id in sorted(ids) if (claim := store.claim(id)) is not None}


def _fresh(claims: Iterable[Claim], standing: Standing) -> dict[str, Claim]:
    return {claim.id: claim for claim in claims if standing.claims.get(claim.id) != claim}


def read_past(store: Store, until: datetime | None = None, *, number: int | None = None) -> Standing:
    """The project as it stood at this moment, or after this line of its journal; without either, after all."""
    standing = Standing()
    for link in read_links(store.entries(HISTORY)):
        if (until is not None and link.at > until) or (number is not None and link.number > number):
            break
        standing.take(link)
    return standing


def _read_all(store: Store) -> tuple[Standing, int]:
    """The project after all links, and the number of the journal's last line, which a cut-off link may have left."""
    seen = [0]

    def lines() -> Iterator[tuple[int, bytes]]:
        for line in store.entries(HISTORY):
            seen[0] = line[0]
            yield line

    return Standing(read_links(lines())), seen[0]


def list_releases(store: Store) -> tuple[Release, ...]:
    """The releases in the order they were made."""
    return tuple(read_releases(store.entries(RELEASES)))


def refuse_known_tag(store: Store, tag: str) -> None:
    """Nothing; DatelineError when a release has this tag, for a release never changes."""
    for release in list_releases(store):
        if release.tag == tag:
            raise DatelineError(
                f"there is a release {tag!r} of {release.made_at.date()} already",
                remedy="A release never changes: take another tag.",
            )


def freeze(store: Store, *, at: datetime | None = None) -> tuple[int, State]:
    """What the store says now, and the line of its journal that says the same for good."""
    number = record_link(store, store.incidents(), at=at)
    return number, read_past(store, number=number).state


def record_release(
    store: Store, tag: str, history: int, *, preset: str, sha256: str, at: datetime | None = None
) -> Release:
    """The release, in the journal: this tag stands for the project after this line of its history."""
    state = read_past(store, number=history).state
    release = Release(
        tag=tag,
        made_at=at or datetime.now(UTC),
        history=history,
        incidents=len(state.incidents),
        totals=count_totals(state.incidents),
        preset=preset,
        sha256=sha256,
    )
    for _ in range(_TRIES):
        refuse_known_tag(store, tag)
        if store.append(RELEASES, write_release(release), after=len(list_releases(store))):
            return release
    raise DatelineError("other programs keep making releases", remedy="Let them end, then try again.")


class Ceased(Record, frozen=True, kw_only=True):
    """An id that names no incident any more, and those that took its place; none = withdrawn."""

    id: str
    now: tuple[str, ...]


def find_ceased(store: Store, id: str) -> Ceased | None:
    """What became of the one former id that begins so; None when none does, or several do."""
    standing = read_past(store)
    alike = [one for one in standing.ceased if one.startswith(id)]
    return Ceased(id=alike[0], now=standing.follow(alike[0])) if len(alike) == 1 else None


def list_rulings(store: Store) -> tuple[Decision, ...]:
    """All decisions in the order they were made; those on claims read anew speak of the claims as read now."""
    decisions = tuple(store.decisions())
    if _all_there(store, decisions):
        return decisions
    standing = read_past(store)
    return carry_rulings(decisions, store.claims(), standing.claims, standing.former)


def _all_there(store: Store, decisions: Iterable[Decision]) -> bool:
    """True when every ruling speaks of claims that are in the store, or of incidents as they are there."""
    subjects = {id for one in decisions for id in one.subjects}
    missing = subjects - {claim.id for claim in store.claims(subjects)}
    return all(_is_moment(store, id) for id in sorted(missing))


def _is_moment(store: Store, id: str) -> bool:
    """True when an incident has this id, and the claims of one moment give it."""
    incident = store.incident(id)
    for report in incident.report_ids if incident else ():
        moments: dict[int, list[str]] = {}
        extraction = store.extraction(report)
        for claim in extraction.claims if extraction else ():
            moments.setdefault(claim.moment, []).append(claim.id)
        if any(moment_id(ids) == id for ids in moments.values()):
            return True
    return False
