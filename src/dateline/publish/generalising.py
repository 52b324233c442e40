"""People by their class, speakers by their kind, tolls without their words: what redactions have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from dateline.publish.cleaning import Cleaner
from dateline.publish.wire import SourceLine
from dateline.records import Actor, Toll

SMALLEST = 3  # the smallest count of living civilians that is shown as it is
_CLASS_NAMES = {
    1: "State forces", 2: "Rebel group", 3: "Armed group", 4: "Communal militia", 5: "Rioters",
    6: "Protesters", 7: "Civilians", 8: "External forces",
}  # fmt: skip
_CIVILIANS = 7
_replace = msgspec.structs.replace


def by_class(actors: Iterable[Actor], *, named: Iterable[str] = ()) -> tuple[Actor, ...]:
    """Parties the roster knows by their name, all others by their class; then persons whose name was released."""
    shown = []
    for actor in actors:
        name = actor.name if actor.actor_id else _CLASS_NAMES.get(actor.inter or 0, "Unnamed party")
        shown.append(Actor(as_written=name, name=name, actor_id=actor.actor_id, inter=actor.inter))
    shown += [Actor(as_written=name, name=name, inter=_CIVILIANS) for name in named]
    return tuple(dict.fromkeys(shown))


def by_kind(sources: Iterable[SourceLine], *, clean: Cleaner | None = None) -> tuple[SourceLine, ...]:
    """Speakers by the kind they are, each kind once; with a cleaner the chain of outlets is kept."""
    shown = [
        _replace(one, as_written=one.kind, via=tuple(clean(outlet) for outlet in one.via) if clean else ())
        for one in sources
    ]
    return tuple(dict.fromkeys(shown))


def without_words(toll: Iterable[Toll]) -> tuple[Toll, ...]:
    """Numbers without the words: those may name the dead."""
    return tuple(_replace(one, as_written="") for one in toll)


def guard_counts(toll: Iterable[Toll], smallest: int, held: Counter[str]) -> tuple[Toll, ...]:
    """Tolls in which a few living civilians are a range; the dead and fighters keep their number."""
    guarded = tuple(_guarded(one, smallest) for one in toll)
    held["small count"] += sum(old != new for old, new in zip(toll, guarded, strict=True))
    return guarded


def _guarded(toll: Toll, smallest: int) -> Toll:
    known = [number for number in (toll.low, toll.best, toll.high) if number is not None]
    if toll.outcome == "killed" or toll.side in ("a", "b") or not 0 < max(known, default=0) < smallest:
        return toll
    open_above = toll.best is None and toll.high is None
    return _replace(toll, low=1, best=None, high=None if open_above else smallest - 1)
