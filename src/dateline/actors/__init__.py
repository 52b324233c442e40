"""The roster of parties: names, aliases, parents, sides, active years."""
