"""The roster of parties: names, aliases, parents, sides, active years; longest alias wins."""

from dateline.actors.camps import same_camp, sides_agree
from dateline.actors.known_as import names_of
from dateline.actors.naming import Context, Named, find_names, read_context
from dateline.actors.nations import Nation, load_nations, state_party
from dateline.actors.roster import Party, Roster, load_roster

__all__ = [
    "Context",
    "Named",
    "Nation",
    "Party",
    "Roster",
    "find_names",
    "load_nations",
    "load_roster",
    "names_of",
    "read_context",
    "same_camp",
    "sides_agree",
    "state_party",
]
