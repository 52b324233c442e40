"""Which passages are graphic: those that hold a word of graphic.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def is_graphic(text: str) -> bool:
    """True when somebody may not want to read this without being asked."""
    return _pattern().search(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    table = tomllib.loads(files("dateline.web").joinpath("graphic.toml").read_text("utf-8"))
    words = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in table["words"])
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
