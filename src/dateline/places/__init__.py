"""Gazetteer packs, name folding and the resolver of place names."""

from dateline.places.add import add_pack
from dateline.places.corrections import add_correction
from dateline.places.describe import describe_place, describe_within
from dateline.places.gazetteer import Candidate, Entry, Gazetteer, open_gazetteer
from dateline.places.pack import Pack
from dateline.places.packs import build_packs, list_packs, packs_folder
from dateline.places.ranking import Home
from dateline.places.resolve import Answer, Asked, resolve_places

__all__ = [
    "Answer",
    "Asked",
    "Candidate",
    "Entry",
    "Gazetteer",
    "Home",
    "Pack",
    "add_correction",
    "add_pack",
    "build_packs",
    "describe_place",
    "describe_within",
    "list_packs",
    "open_gazetteer",
    "packs_folder",
    "resolve_places",
]
