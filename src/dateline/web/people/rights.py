"""Which role each address asks for: one table, read by the gate and by the test that tries every cell of it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from dateline.web.people.records import Role

Needed = Role | Literal["anyone"]
_ABOUT = {"version", "source", "licence"}


@cache
def list_rights() -> dict[tuple[str, str], Needed]:
    """The role needed for each method and address."""
    table = tomllib.loads(files("dateline.web").joinpath("rights.toml").read_text("utf-8"))
    return {
        (method, address): "anyone" if needed == "anyone" else Role(needed)
        for needed, methods in table.items()
        if needed not in _ABOUT
        for method, addresses in methods.items()
        for address in addresses
    }


def find_right(method: str, address: str) -> Needed:
    """The role needed here: that of GET for HEAD; a reader's to ask for OPTIONS; an admin's for what is not listed."""
    if method == "OPTIONS":
        return Role.READER
    return list_rights().get(("GET" if method == "HEAD" else method, address), Role.ADMIN)
