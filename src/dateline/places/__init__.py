"""Gazetteer packs, name folding and the resolver of place names."""
