"""Coding profiles: named, versioned rules by which a data set turns claims into one row."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import DatelineError
from dateline.records import Record


class Include(Record, frozen=True, kw_only=True):
    """Which incidents a profile takes in."""

    totals: bool = False
    undated: bool = False
    background: bool = True
    minimum_deaths: int = 0


class FatalityRules(Record, frozen=True, kw_only=True):
    """How accounts of the dead become one figure: the rule's name, and the numbers it needs."""

    rule: str
    vague_words: dict[str, int] = msgspec.field(default_factory=dict)
    certain_but_uncounted: int | None = None
    certain_but_uncounted_by_country: dict[str, int] = msgspec.field(default_factory=dict)


class Profile(Record, frozen=True, kw_only=True):
    """One profile as its file says."""

    name: str
    version: str
    about: str
    source: str
    licence: str
    include: Include
    fatalities: FatalityRules

    @property
    def identity(self) -> str:
        """`name@version`, as it stands in what was made with it."""
        return f"{self.name}@{self.version}"


def list_profiles() -> tuple[str, ...]:
    """The names of the profiles that ship, in their order."""
    folder = files("dateline.data") / "profiles"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load_profile(name: str) -> Profile:
    """A profile that ships, by name, or one of your own, by the path of its TOML file."""
    if name.endswith(".toml"):
        return _parse(_text_of(Path(name)), where=name)
    if name not in list_profiles():
        raise DatelineError(
            f"no profile is called {name!r}",
            remedy=f"Known: {', '.join(list_profiles())}; or give the path of a TOML file.",
        )
    entry = files("dateline.data") / "profiles" / f"{name}.toml"
    return _parse(entry.read_text(encoding="utf-8"), where=name)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise DatelineError(
            f"it cannot be read: {fault}", where=str(path), remedy="Check the path."
        ) from None


def _parse(text: str, *, where: str) -> Profile:
    from dateline.publish.collapse import RULES

    try:
        found: dict[str, Any] = tomllib.loads(text)
        profile = msgspec.convert(found, Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise DatelineError(
            f"the profile is not right: {fault}", where=where, remedy="Mend the file."
        ) from None
    if profile.fatalities.rule not in RULES:
        raise DatelineError(
            f"no rule is called {profile.fatalities.rule!r}",
            where=where,
            remedy=f"Known: {', '.join(RULES)}.",
        )
    return profile
