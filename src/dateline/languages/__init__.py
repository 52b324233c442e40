"""One folder of data per language and this one loader; there is no Python in a language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.errors import MissingData


class Language:
    """A language's lexicons: attribute `x` is the content of `x.toml`, read at first use."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __getattr__(self, name: str) -> dict[str, Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        table = self._read(name)
        setattr(self, name, table)  # found at once from now on: the rules ask for it at every word
        return table

    def _read(self, name: str) -> dict[str, Any]:
        path = files("dateline.languages") / self.code / f"{name}.toml"
        if not path.is_file():
            raise MissingData(
                f"the language {self.code!r} has no lexicon {name}.toml",
                remedy=f"Add languages/{self.code}/{name}.toml.",
            )
        return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def load_language(code: str) -> Language:
    """The lexicons of one language; unknown languages fall back to English."""
    folder = files("dateline.languages") / code
    return Language(code if folder.is_dir() else "en")
