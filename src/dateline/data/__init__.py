"""Rosters, lexicons and small trained weights, each with version, source and licence."""
