"""Parties named by proper names: the roster's, numbered units, and names that end like those of armed parties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.actors import Context, Party, find_names, load_nations, read_context
from dateline.actors.abbreviations import find_definitions
from dateline.actors.folding import fold_name
from dateline.extract.mentions import EVENT_RELATIONS, PlaceMention
from dateline.extract.when.assumed import is_assumed
from dateline.extract.words.parties import WhoWords, load_words
from dateline.extract.words.places import place_words
from dateline.languages import load_language
from dateline.text import Document

_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
_SURE = 0.6  # of the country of a place that tells which one a report is about
_PLACE = 2.0  # what it counts: as much as the country's name
_JOINED = re.compile(r",? (?:and|or|with|against) (?:the )?$")  # "the ELN and the 33rd Front" are two
_OF = re.compile(r"(?: \([^()]{2,14}\))? of (?:the |an? )?")  # "the Night Squad (NS) of the Front"
_SERVING = 30  # characters before a unit's name in which its soldiers stand
_OFFICE = 20  # characters of an office behind the name of a district
_ABBREVIATION = 5  # characters of "Govt."


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of the text that names a party; `party` is None for a name the roster does not know."""

    start: int
    end: int
    party: Party | None
    armed: bool = True
    unit: bool = False
    adjective: bool = False
    bound: str = ""


def context_of(document: Document, places: Sequence[PlaceMention] = ()) -> Context:
    """What the report tells as a whole, the countries of its places with it; its year is that of publication, or the
    first it names."""
    published = None if is_assumed(document) else document.report.published
    named = _YEAR.search(document.text)
    year = published.year if published else int(named.group()) if named else None
    words = place_words(document.report.language)
    context = read_context(document.text, year=year, across=(*words["border"], *words["crossed"]))
    return context.beside(_countries(places))


def _countries(places: Sequence[PlaceMention]) -> dict[str, float]:
    """What the places that are surely known count for each country (ISO 3166 alpha-3)."""
    told = [p for p in places if p.relation in EVENT_RELATIONS and _surety_of_country(p) >= _SURE]
    sure = {p.place.gazetteer_id: p.place.country for p in told}
    words = (load_nations().get(tuple(fold_name(country))) for country in sure.values() if country)
    counts = Counter(word.nation.iso3 for word in words if word is not None)
    return {iso3: _PLACE * number for iso3, number in counts.items()}


def _surety_of_country(mention: PlaceMention) -> float:
    """The share of a place's country among all places that its name may mean, whichever town of it is meant: 0 to 1."""
    others = mention.place.alternatives
    own = sum(one.probability for one in others if one.country == mention.place.country)
    return (mention.confidence + own) / (mention.confidence + sum(one.probability for one in others) or 1.0)


def names_of(document: Document, context: Context) -> list[Name]:
    """All names of parties in the order of the text, none inside another; the longer wins."""
    found = [Name(n.start, n.end, n.party) for n in find_names(context)]
    found = _with_definitions(document.text, found)
    found += _units(document.text, found, context)
    found += _open_names(document.text)
    return _led(document.text, _of_parties(document.text, _longest(found)))


def _with_definitions(text: str, found: list[Name]) -> list[Name]:
    """Abbreviations that the text defines stand for the name they are defined by."""
    known = list(found)
    replaced: dict[tuple[int, int], Name] = {}
    kinds = load_language("en").who["units"]["short"]
    for definition in find_definitions(text):
        if definition.short in kinds:
            continue  # "the 4th Infantry Battalion (IB)": any battalion is one
        owner = next(
            (
                n
                for n in found
                if n.start >= definition.name_start and n.end == definition.name_end and n.party
            ),
            None,
        )
        name = text[definition.name_start : definition.name_end]
        last = name.split()[-1]
        armed = owner is not None or last.strip("’'") in load_words().armed_names
        if owner is None and any(n.start == definition.start and n.party for n in found) and not armed:
            continue
        party = owner.party if owner else None
        of_state = party is None and _is_state_army(name)
        state = "state" if of_state else ""
        known.append(Name(definition.name_start, definition.name_end, party, armed=armed, bound=state))
        for match in re.finditer(rf"(?<!\w){re.escape(definition.short)}(?:s)?(?!\w)", text):
            bound = "" if party else state or name
            replaced[match.start(), match.end()] = Name(
                match.start(), match.end(), party, armed=armed, bound=bound
            )
    return [n for n in known if n.unit or (n.start, n.end) not in replaced] + list(replaced.values())


def _is_state_army(name: str) -> bool:
    """True for "Quenland Army": a country's name, or its people's, before a word for an army."""
    words = name.split()
    return words[-1] in load_words().armed_names and tuple(fold_name(" ".join(words[:-1]))) in load_nations()


@lru_cache(maxsize=4)
def _unit_pattern(language: str = "en") -> re.Pattern[str]:
    units = load_language(language).who["units"]
    words = "|".join(units["words"])
    state = "|".join(units["state"])
    short = "|".join(units["short"])
    return re.compile(
        rf"(?:(?:(?:{state})\s+)*(?:{words})s?\s+(?:No\.?\s*|\()?\d{{1,4}}\)?"
        rf"|\b\d{{1,3}}(?:st|nd|rd|th)\s+(?:(?:{state})\s+)*(?:{words}|{short})\b|\b(?:{short})[ -]?\d{{1,4}})"
    )


def _units(text: str, names: list[Name], context: Context) -> list[Name]:
    """Numbered units; one with a party's name before it is that party's, an infantry unit the state's."""
    state = tuple(load_language("en").who["units"]["state"])
    found = []
    for match in _unit_pattern().finditer(text):
        owner = next((n for n in names if 0 <= match.start() - n.end <= 3 and n.party), None)
        if owner is not None:
            found.append(Name(owner.start, match.end(), owner.party, unit=True))
            continue
        words = match.group()
        short = load_language("en").who["units"]["short"]
        called = {words.split()[-1], re.split(r"[ \d-]", words)[0]}
        regular = any(w in words for w in state) or not called.isdisjoint(short)
        before = [n for n in names if n.end <= match.start() and match.start() - n.end < 120 and n.party]
        serving = _soldiers_of().search(text, max(0, match.start() - _SERVING), match.start())
        if not regular and serving:  # "a soldier of the 17th Brigade" behind the name of his enemy
            regular = True
        joined = before and _JOINED.match(text[before[-1].end : match.start()])
        party = None if regular or not before or joined else before[-1].party
        found.append(Name(match.start(), match.end(), party, unit=True, bound="state" if regular else ""))
    return found


@lru_cache(maxsize=1)
def _soldiers_of() -> re.Pattern[str]:
    """A word for a state's soldiers right before the name of their unit."""
    heads = sorted(head for head, (kind, _) in load_words().heads.items() if kind == "state")
    return re.compile(rf"\b(?:{'|'.join(heads)})s? (?:of|from) (?:the |its |our )?$")


@lru_cache(maxsize=1)
def _open_pattern() -> re.Pattern[str]:
    words = load_words()
    ends = "|".join(sorted(words.armed_names, key=len, reverse=True))
    return re.compile(
        rf"\b(?:[A-Z][\w'’.-]+ (?:(?:of|for|the|de|del|la|al|el) ){{0,2}}){{1,6}}(?:{ends})\b"
        rf"(?: (?:of|for) (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)?"
    )


def _open_names(text: str) -> list[Name]:
    """Capitalised names that end like an armed party's; a nation's plain army is left to the generic rule."""
    nations = load_nations()
    lexicon = load_words()
    found = []
    for match in _open_pattern().finditer(text):
        start, words = match.start(), match.group().split()
        while len(words) > 1 and (_no_part(words[0], lexicon) or any(map(_ends_sentence, words[:-1]))):
            start += len(words[0]) + 1
            words = words[1:]
        if len(words) < 2 or tuple(fold_name(" ".join(words[:-1]))) in nations:
            continue
        if words[-2] == "the":  # "In the State the Army attacked": the place is no part of it
            continue
        if words[-1] == "Division" and _is_district(text, words, match.end(), lexicon):
            continue
        if words[-1] == "Front" and words[-2].casefold() in lexicon.compass:
            continue
        regular = all(word in lexicon.regular for word in words)
        found.append(Name(start, match.end(), None, unit=regular, bound="state" if regular else ""))
    return found


def _is_district(text: str, words: list[str], end: int, lexicon: WhoWords) -> bool:
    """True for "Sub Division", "Ora Division Commissioner", "the Commissioner of Ora Division"."""
    behind = text[end : end + _OFFICE].split()[:1]
    return words[-2] in lexicon.areas or not lexicon.civil.isdisjoint((*words, *behind))


def _ends_sentence(word: str) -> bool:
    """True for a word with a full stop that is longer than abbreviations are."""
    return word.endswith(".") and len(word) > _ABBREVIATION


def _no_part(word: str, lexicon: WhoWords) -> bool:
    """True for a first word that is no part of a name: an article, a title, "Members" of it."""
    lower = word.casefold()
    plain = lower.removesuffix("s")
    return word.endswith(".") or lower in lexicon.openers or {lower, plain} & (
        lexicon.heads.keys() | lexicon.needs_modifier | lexicon.civilians
    ) - {"people"} != set()  # fmt: skip


def _of_parties(text: str, names: list[Name]) -> list[Name]:
    """Names, those of units with the party that they are told to be of: "the Night Squad (NS) of the Front"."""
    starts = {name.start: name.party for name in names if name.party and not name.adjective}
    known: dict[str, Party] = {}
    for name in names:
        behind = _OF.match(text, name.end) if name.party is None and name.armed else None
        party = starts.get(behind.end()) if behind else None
        if party is not None:
            known[text[name.start : name.end]] = party
    return [
        replace(name, party=party, bound="")
        if name.party is None and (party := known.get(name.bound) or known.get(text[name.start : name.end]))
        else name
        for name in names
    ]


def _led(text: str, names: list[Name]) -> list[Name]:
    """Names joined by "-led" are one naming, of the leader: "Front-led resistance forces"."""
    joined: list[Name] = []
    for name in names:
        before = joined[-1] if joined else None
        if before is not None and before.party and text[before.end : name.start].strip() == "-led":
            joined[-1] = replace(before, end=name.end)
        else:
            joined.append(name)
    return joined


def _longest(names: list[Name]) -> list[Name]:
    """Names without those inside or across a longer one; a party known beats one unknown of the same length."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (-(n.end - n.start), n.party is None, n.start)):
        clash = next((k for k in kept if name.start < k.end and k.start < name.end), None)
        if clash is None:
            kept.append(name)
        elif clash.party is None and name.party is not None and clash.end == name.end and not clash.unit:
            kept[kept.index(clash)] = replace(clash, party=name.party)
    return sorted(kept, key=lambda n: n.start)
