"""All names of a party: the roster's, and those that every state's army and police have."""

from __future__ import annotations

from dateline.actors.nations import nation_of
from dateline.actors.roster import load_roster

_ARMS = {"military": ("army", "military", "armed forces", "forces"), "police": ("police",)}


def names_of(actor_id: str | None) -> tuple[str, ...]:
    """The names under which the party is known, each once; none for a party that the roster does not know.

    Words that need a text of its country, such as "the regime", are none of them.
    """
    if actor_id is None:
        return ()
    party = load_roster().get(actor_id)
    iso3, _, arm = actor_id.partition("-")
    nation = nation_of(iso3.upper()) if arm in _ARMS else None
    rule = [f"{word} {tail}" for word in nation.adjectives for tail in _ARMS[arm]] if nation else []
    return tuple(dict.fromkeys([*((party.name, *party.aliases) if party else ()), *rule]))
