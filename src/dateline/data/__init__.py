"""Rosters, lexicons and small trained weights, each with version, source and licence."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from dateline.errors import MissingData

SUMS = "SHA256SUMS"
_REMEDY = "Install dateline again; after training on purpose, run: python -m training.sums"


def read_checked(name: str) -> bytes:
    """The bytes of trained weights, `weights/scene.json`; MissingData when they are not those that shipped."""
    try:
        data = files(__name__).joinpath(name).read_bytes()
    except FileNotFoundError:
        raise MissingData("there are no weights", where=name, remedy=_REMEDY) from None
    if hashlib.sha256(data).hexdigest() != _sums().get(name):
        raise MissingData("these are not the weights that shipped", where=name, remedy=_REMEDY)
    return data


def weights() -> tuple[str, ...]:
    """The names of all files of trained weights."""
    return tuple(_sums())


@lru_cache(maxsize=1)
def _sums() -> dict[str, str]:
    """The digest of each file of weights, by name."""
    lines = files(__name__).joinpath(SUMS).read_text(encoding="ascii").splitlines()
    pairs = (line.split("  ") for line in lines if line and not line.startswith("#"))
    return {name: digest for digest, name in pairs}
