"""Whether two parties are the same, or fight on the same side."""

from __future__ import annotations

from dateline.actors.folding import fold_name
from dateline.actors.roster import load_roster
from dateline.records import Actor

_HOLLOW = frozenset(["the", "of", "and", "a", "forces", "group", "army", "troops", "fighters"])


def camp_of(actor: Actor) -> str | None:
    """The camp of a party: the roster's, or the state's whose forces the id names."""
    if actor.actor_id is None:
        return None
    party = load_roster().get(actor.actor_id)
    if party is not None:
        return party.group
    iso3, _, arm = actor.actor_id.partition("-")
    return f"{iso3}-state" if arm in {"military", "police"} else None


def same_camp(a: Actor, b: Actor) -> bool:
    """True when both are known to fight on the same side; unknown camps never agree."""
    mine, theirs = camp_of(a), camp_of(b)
    return mine is not None and mine == theirs


def sides_agree(a: Actor, b: Actor) -> bool:
    """True when the two may be one party: same id, parent and child, or names whose telling words agree."""
    if a.actor_id is not None and b.actor_id is not None:
        return a.actor_id == b.actor_id or b.actor_id in _parents(a) or a.actor_id in _parents(b)
    mine = {frozenset(_telling(name)) for name in (a.name, a.as_written)}
    theirs = {frozenset(_telling(name)) for name in (b.name, b.as_written)}
    return any(x and y and (x <= y or y <= x) for x in mine for y in theirs)


def _parents(actor: Actor) -> tuple[str, ...]:
    party = load_roster().get(actor.actor_id or "")
    return party.parents if party else ()


def _telling(name: str) -> list[str]:
    words = [word for word in fold_name(name) if word not in _HOLLOW]
    return words or list(fold_name(name))
