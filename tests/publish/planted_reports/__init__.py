"""Forty invented reports, each with secrets in its sentences, quotes, captions, title and link."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from dateline.records import Report

KINDS = {
    "s": "speaker", "v": "victim", "p": "phone number", "e": "e-mail", "c": "coordinates", "t": "site",
    "l": "link", "h": "account",
}  # fmt: skip
_MARK = re.compile(r"\{(\w):([^}]*)\}")


class Plant(NamedTuple):
    """A secret, what kind it is of, and the part of the report it was planted in."""

    kind: str
    words: str
    where: str


def _places(field: str, text: str) -> list[tuple[str, str]]:
    """The parts of a text with what they are: quotes, captions, sentences."""
    if field != "text":
        return [(field, text)]
    found = []
    for block in text.strip().split("\n\n"):
        if block.startswith(("Photo:", "Caption:")):
            found.append(("caption", block))
            continue
        for part in re.split(r"(“[^”]*”)", block):
            found.append(("quote" if part.startswith("“") else "sentence", part))
    return found


def load() -> tuple[list[Report], list[Plant]]:
    """The reports as they are read, and everything that was planted in them."""
    data = tomllib.loads(Path(__file__).with_name("reports.toml").read_text(encoding="utf-8"))
    reports, plants = [], []
    for n, raw in enumerate(data["report"]):
        for field in ("id", "title", "url", "text"):
            for where, part in _places(field, raw[field]):
                plants += [Plant(KINDS[kind], words, where) for kind, words in _MARK.findall(part)]
        clean = {field: _MARK.sub(r"\2", raw[field]).strip() for field in ("id", "title", "url", "text")}
        reports.append(
            Report(
                id=clean["id"],
                text=f"{clean['title']}\n\n{clean['text']}",
                headline=clean["title"],
                url=clean["url"],
                outlet=clean["url"].split("/")[2].split(".")[0].title() + " News",
                published=date(2023, 3, 4) + timedelta(days=n),
            )
        )
    return reports, plants
