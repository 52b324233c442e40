"""Gazetteer packs, name folding and the resolver of place names."""

from dateline.places.gazetteer import Candidate, Entry, Gazetteer, open_gazetteer
from dateline.places.pack import Pack
from dateline.places.packs import build_packs, list_packs, packs_folder

__all__ = [
    "Candidate",
    "Entry",
    "Gazetteer",
    "Pack",
    "build_packs",
    "list_packs",
    "open_gazetteer",
    "packs_folder",
]
