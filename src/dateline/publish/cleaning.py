"""An item's own secrets out of any of its words: speakers, persons, sites, and what reaches a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from dateline.publish.items import Item
from dateline.publish.patterns import find_masked, mask_text
from dateline.publish.persons import Mask, find_persons, runs_of
from dateline.publish.wire import ClaimLine, SourceLine
from dateline.records import Actor, Toll

Cleaner = Callable[[str], str]


def cleaner_of(item: Item, held: Counter[str]) -> Cleaner:
    """A function that masks this item's secrets in a text, and counts them.

    A body that speaks and also acts ("the army") is no secret, nor is a party, a place or an outlet.
    """
    return _cleaner(item, held, _words(item))


def outlet_cleaner_of(item: Item, held: Counter[str]) -> Cleaner:
    """The same for names of outlets alone, such as the page of a person, where no other words are shown."""
    outlets = [head.outlet for head in item.reports if head.outlet]
    if _may_name(outlets, item):
        return _cleaner(item, held, outlets)
    return lambda text: mask_text(text, held)


def _may_name(outlets: Iterable[str], item: Item) -> bool:
    """True when an outlet has a person's sign, or shares a word with a speaker or a victim."""
    together = " ".join(outlets).casefold()
    words = (word for told in (*_speakers(item), *_victims(item)) for word in told.split())
    return bool(find_persons(" ".join(outlets))) or any(
        word.casefold() in together for word in words if word[:1].isupper()
    )


def _cleaner(item: Item, held: Counter[str], words: Iterable[str]) -> Cleaner:
    known = tuple(dict.fromkeys(one.casefold() for one in _known(item)))
    speakers = _speakers(item)
    told = dict.fromkeys((*speakers, *_victims(item)))
    runs = [run for words in told for run in runs_of(words, known=known)]
    persons = [name for one in dict.fromkeys(words) for name in find_persons(one) if not _within(name, known)]
    masks = []
    if secret := [one for one in speakers if not _within(one, known)]:
        masks.append(("speaker", "[speaker]", Mask((), secret)))
    if persons or runs:
        masks.append(("name", "[name held]", Mask(persons, runs)))

    done: dict[str, tuple[str, dict[str, int]]] = {}  # the same names stand in many fields of an item

    def clean(text: str) -> str:
        if text not in done:
            done[text] = _masked(text, masks)
        cleaned, counts = done[text]
        if counts:
            held.update(counts)
        return cleaned

    return clean


def _masked(text: str, masks: Iterable[tuple[str, str, Mask]]) -> tuple[str, dict[str, int]]:
    """The text without what the masks and the patterns find, and how much of each kind that was."""
    counts: dict[str, int] = {}
    for kind, words, mask in masks:
        text, count = mask.put(text, words)
        if count:
            counts[kind] = count
    text, more = find_masked(text)
    return text, counts | more if more else counts


def claims_of(item: Item) -> tuple[ClaimLine, ...]:
    """The claims of an item; none where it was made without."""
    claims = item.incident.claims
    return claims if isinstance(claims, tuple) else ()


def _sources(item: Item) -> Iterator[SourceLine]:
    yield from item.incident.sources
    for claim in claims_of(item):
        yield from claim.sources


def _speakers(item: Item) -> tuple[str, ...]:
    """Who speaks, as written; one word alone is a kind of person rather than one of them, if it has no capital."""
    told = dict.fromkeys(source.as_written for source in _sources(item))
    return tuple(words for words in told if len(words.split()) > 1 or words[:1].isupper())


def _victims(item: Item) -> Iterator[str]:
    for one in item.incident.victims:
        if not one.actor_id:
            yield from (one.as_written, one.name)


def _known(item: Item) -> Iterator[str]:
    """Names of parties that the roster knows, of places, and of outlets."""
    line, place = item.incident, item.incident.place
    parties: Iterable[Actor] = (*line.side_a, *line.side_b, *line.victims)
    yield from (words for one in parties if one.actor_id for words in (one.name, one.as_written))
    if place is not None:
        yield from (one for one in (place.name, *sorted(place.units)) if one)
    yield from (head.outlet for head in item.reports if head.outlet and not find_persons(head.outlet))


def _words(item: Item) -> Iterator[str]:
    """All words of an item that may name somebody."""
    line, place = item.incident, item.incident.place
    tolls: Iterable[Toll] = (*line.toll, *(toll for claim in claims_of(item) for toll in claim.toll))
    yield from (quote.text for quote in item.quotes)
    yield from (words for head in item.reports for words in (head.title, head.outlet, head.id) if words)
    yield from (toll.as_written for toll in tolls)
    yield from (source.as_written for source in _sources(item))
    yield from (via for source in _sources(item) for via in source.via)
    yield from (words for actor in (*line.side_a, *line.side_b) for words in (actor.as_written, actor.name))
    yield from _victims(item)
    yield from (target.as_written for target in line.targets)
    yield from (words for words in ((place.as_written, place.site) if place else ()) if words)


def _within(name: str, known: Iterable[str]) -> bool:
    """True when the name is part of something known; that is in one case already."""
    folded = name.casefold()
    return any(folded in one for one in known)
