"""Gazetteer packs, name folding and the resolver of place names."""

from dateline.places.add import add_pack
from dateline.places.answers import Answer
from dateline.places.around import Company, Surroundings, surroundings_of
from dateline.places.corrections import add_correction
from dateline.places.describe import describe_near, describe_place, describe_within
from dateline.places.gazetteer import Candidate, Entry, Gazetteer, open_gazetteer
from dateline.places.homes import Homes, learn_home, read_homes, write_homes
from dateline.places.pack import Pack
from dateline.places.packs import build_packs, list_packs, packs_folder
from dateline.places.ranking import Home
from dateline.places.resolve import Asked, resolve_places

__all__ = [
    "Answer",
    "Asked",
    "Candidate",
    "Company",
    "Entry",
    "Gazetteer",
    "Home",
    "Homes",
    "Pack",
    "Surroundings",
    "add_correction",
    "add_pack",
    "build_packs",
    "describe_near",
    "describe_place",
    "describe_within",
    "learn_home",
    "list_packs",
    "open_gazetteer",
    "packs_folder",
    "read_homes",
    "resolve_places",
    "surroundings_of",
    "write_homes",
]
