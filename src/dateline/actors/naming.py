"""Names of parties found in a text: longest alias wins; ordinary words and shared abbreviations need a fitting text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from dateline.actors.folding import Word, split_words
from dateline.actors.nations import NationWord, load_nations
from dateline.actors.roster import Alias, Party, Roster, load_roster

_SHORT = 3  # an abbreviation of so few letters is shared by too many to count alone
_BEHIND = 30  # characters before a name in which such words end
_TOLD = 0.5  # less tells of no country, as where one is only said to border on it
_ACROSS = 0.1  # what the land beyond a border counts
_WEIGHT = {"name": 2.0, "adjective": 1.5, "people": 1.0, "region": 2.0}


@dataclass(frozen=True, slots=True)
class Named:
    """A party's name in the text; `exact` = the words suffice without the text around them."""

    start: int
    end: int
    party: Party
    exact: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What the text as a whole tells: its words, the countries it speaks of, its year, parties named in full."""

    words: tuple[Word, ...]
    countries: dict[str, float]
    year: int | None = None
    surely: frozenset[str] = frozenset()
    nations: dict[int, tuple[int, NationWord]] = field(default_factory=dict)

    @property
    def home(self) -> str | None:
        """The country the text is mostly about, or None when it is about several alike."""
        ranked = sorted(self.countries.items(), key=lambda entry: (-entry[1], entry[0]))
        if not ranked:
            return None
        total = sum(self.countries.values())
        return ranked[0][0] if ranked[0][1] >= max(0.4 * total, _TOLD) else None

    def beside(self, more: Mapping[str, float]) -> Context:
        """The same, with what else tells of a country counted in."""
        counts = Counter(self.countries)
        counts.update(more)
        return replace(self, countries=dict(counts)) if more else self


def read_context(text: str, *, year: int | None = None, across: tuple[str, ...] = ()) -> Context:
    """The countries a text speaks of, from their names, adjectives and towns and from parties named in full; the one
    behind words like "border with" and "crossed from", which `across` lists, is that of the neighbour."""
    words = tuple(split_words(text))
    nations = _nations(words)
    counts: defaultdict[str, float] = defaultdict(float)
    for start, (_, word) in nations.items():
        lead = 1.5 if words[start].start < 400 else 1.0
        beyond = _ACROSS if _ends_with(text[: words[start].start], across) else 1.0
        counts[word.nation.iso3] += _WEIGHT[word.kind] * lead * beyond
    sure = [alias.party for _, _, alias in _aliases(words, load_roster()) if _stands_alone(alias)]
    for party in dict.fromkeys(sure):
        if party.iso3 and party.active(year):
            counts[party.iso3] += 1.5
    return Context(
        words=words,
        countries=dict(counts),
        year=year,
        surely=frozenset(party.actor_id for party in sure),
        nations=nations,
    )


def _ends_with(before: str, phrases: tuple[str, ...]) -> bool:
    return before[-_BEHIND:].casefold().rstrip().removesuffix(" the").endswith(phrases)


def find_names(context: Context, roster: Roster | None = None) -> tuple[Named, ...]:
    """Names of the roster's parties in the order of the text, none inside another."""
    roster = roster or load_roster()
    found: list[Named] = []
    at = 0
    for start, end, candidates in _runs(context.words, roster):
        if start < at:
            continue
        alias = _choose(candidates, context)
        if alias is not None:
            words = context.words[start:end]
            found.append(Named(words[0].start, words[-1].end, alias.party, _stands_alone(alias)))
            at = end
    return tuple(found)


def _choose(candidates: list[Alias], context: Context) -> Alias | None:
    """The alias whose party fits the text best; None when it needs a fitting text and none fits."""
    fitting = []
    for rank, alias in enumerate(candidates):
        party = alias.party
        share = context.countries.get(party.iso3 or "", 0.0) / (sum(context.countries.values()) or 1.0)
        sure = party.actor_id in context.surely or not party.iso3
        if not _stands_alone(alias) and not sure and share < 0.15:
            continue
        if not party.active(context.year):
            share -= 1.0
        fitting.append((share + (0.5 if sure and party.iso3 else 0.0), -rank, alias))
    if not fitting:
        return None
    best = max(fitting, key=lambda entry: entry[:2])
    return best[2] if best[0] > -0.9 or _stands_alone(best[2]) else None


def _stands_alone(alias: Alias) -> bool:
    short = alias.text.isupper() and len(alias.text) <= _SHORT
    return not alias.loose and not short


def _runs(words: tuple[Word, ...], roster: Roster) -> list[tuple[int, int, list[Alias]]]:
    """Stretches of words that are some alias, from left to right, the longer first."""
    runs = []
    for start, word in enumerate(words):
        for length in roster.lengths.get(word.fold, ()):
            stretch = words[start : start + length]
            key = tuple(w.fold for w in stretch)
            fitting = [alias for alias in roster.aliases.get(key, ()) if _written_so(alias, stretch)]
            if fitting:
                runs.append((start, start + length, fitting))
    return runs


def _aliases(words: tuple[Word, ...], roster: Roster) -> list[tuple[int, int, Alias]]:
    """Stretches that are an alias of one country's parties only; a name that two share says nothing by itself."""
    return [
        (start, end, aliases[0])
        for start, end, aliases in _runs(words, roster)
        if len({alias.party.iso3 for alias in aliases}) == 1
    ]


@lru_cache(maxsize=65_536)
def _words_of(alias: str) -> tuple[Word, ...]:
    return tuple(split_words(alias))


def _written_so(alias: Alias, stretch: tuple[Word, ...]) -> bool:
    """True when capitals agree: an abbreviation in capitals, a name with capitals, ordinary words in any case."""
    wanted = _words_of(alias.text)
    for want, word in zip(wanted, stretch, strict=False):
        if want.text.isupper() and len(want.text) > 1:
            letters = word.text[:-1] if word.text.endswith("s") and not want.text.endswith("S") else word.text
            if not letters.isupper():
                return False
        elif want.text != want.text.capitalize() and want.text[1:] != want.text[1:].casefold():
            if word.text != want.text and not word.text.isupper():
                return False
        elif want.text[:1].isupper() and not word.text[:1].isupper():
            return False
    for (one, two), (first, second) in zip(pairwise(wanted), pairwise(stretch), strict=False):
        if second.start - first.end > max(1, two.start - one.end):
            return False
    return True


def _nations(words: tuple[Word, ...]) -> dict[int, tuple[int, NationWord]]:
    """First word -> (end, what it says) for each name of a country or its people; the longest wins."""
    table = load_nations()
    found: dict[int, tuple[int, NationWord]] = {}
    at = 0
    for start, word in enumerate(words):
        if start < at or not word.text[:1].isupper():
            continue
        for length in (4, 3, 2, 1):
            stretch = words[start : start + length]
            entry = table.get(tuple(w.fold for w in stretch))
            if entry is None or len(stretch) < length:
                continue
            if len(word.fold) <= 2 and not word.text.replace(".", "").isupper():
                continue
            found[start] = (start + length, entry)
            at = start + length
            break
    return found
