"""Parties known by name: each with its camp, its class, its country, its years and all its names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dateline.actors.folding import fold_name
from dateline.errors import MissingData
from dateline.records import Record

_FOLDER = "dateline.data"
_COLUMNS = 9


class Party(Record, frozen=True, kw_only=True):
    """One party. `aliases` count anywhere; `loose` ones are ordinary words and need a text of its country."""

    actor_id: str
    name: str
    group: str | None = None
    inter: int | None = None
    iso3: str | None = None
    since: int | None = None
    until: int | None = None
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    def active(self, year: int | None) -> bool:
        """True when the party may have acted in this year, or no year is told."""
        return year is None or (self.since or 0) <= year <= (self.until or 9999)


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one party; `loose` when the words alone do not suffice."""

    party: Party
    text: str
    loose: bool


class Roster:
    """All parties, found by id or by any of their names; names are compared folded."""

    def __init__(self, parties: tuple[Party, ...]) -> None:
        self.parties = parties
        self._by_id = {party.actor_id: party for party in parties}
        self.aliases: dict[tuple[str, ...], list[Alias]] = {}
        for party in parties:
            for text in (party.name, *party.aliases):
                self._add(party, text, loose=False)
            for text in party.loose:
                self._add(party, text, loose=True)
        self.lengths: dict[str, tuple[int, ...]] = {}
        for key in self.aliases:
            lengths = {*self.lengths.get(key[0], ()), len(key)}
            self.lengths[key[0]] = tuple(sorted(lengths, reverse=True))

    def _add(self, party: Party, text: str, *, loose: bool) -> None:
        key = fold_name(text)
        if not key:
            return
        known = self.aliases.setdefault(key, [])
        mine = [alias for alias in known if alias.party is party]
        new = not loose and all(
            alias.text != text for alias in mine
        )  # "the Sinaloa Cartel" and "the Sinaloa cartel"
        if new or all(
            alias.text.isupper() and not text.isupper() for alias in mine
        ):  # "MINUSCA" and "Minusca"
            known.append(Alias(party, text, loose))

    def get(self, actor_id: str) -> Party | None:
        """The party with this id."""
        return self._by_id.get(actor_id)

    def find(self, name: str) -> tuple[Party, ...]:
        """Parties with exactly this name or alias, in the order of the roster; else those whose name holds it."""
        key = fold_name(name)
        exact = tuple(dict.fromkeys(alias.party for alias in self.aliases.get(key, ())))
        if exact or not key:
            return exact
        return tuple(party for party in self.parties if set(key) <= set(fold_name(party.name)))


@lru_cache(maxsize=1)
def load_roster() -> Roster:
    """The roster that ships with the program."""
    folder = files(_FOLDER) / "rosters"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv"))
    parties = [party for name in names if name != "nations.tsv" for party in _read(name)]
    return Roster(tuple(parties))


def read_rows(name: str, *, columns: int) -> Iterator[list[str]]:
    """The rows of one table of the roster, comments and the header left out."""
    path = files(_FOLDER) / "rosters" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.strip() and not line.startswith("#")]
    for line in rows[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns:
            raise MissingData(
                f"{name}: {len(cells)} columns instead of {columns} in the row {cells[0]!r}",
                remedy="Separate the columns with single tabs.",
            )
        yield cells


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a cell that lists several, separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _read(name: str) -> Iterator[Party]:
    for actor_id, title, group, inter, iso3, since, until, parents, aliases in read_rows(
        name, columns=_COLUMNS
    ):
        listed = split_list(aliases)
        yield Party(
            actor_id=actor_id,
            name=title,
            group=group or None,
            inter=int(inter) if inter else None,
            iso3=iso3 or None,
            since=int(since) if since else None,
            until=int(until) if until else None,
            parents=split_list(parents),
            aliases=tuple(alias for alias in listed if not alias.startswith("?")),
            loose=tuple(alias[1:].strip() for alias in listed if alias.startswith("?")),
        )
