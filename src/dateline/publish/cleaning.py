"""An item's own secrets out of any of its words: speakers, persons, sites, and what reaches a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from dateline.publish.items import Item
from dateline.publish.patterns import find_masked, mask_text, may_be_masked
from dateline.publish.persons import Mask, find_persons, persons_in
from dateline.publish.runs import runs_of
from dateline.publish.wire import ClaimLine, SourceLine

Cleaner = Callable[[str], str]
_APART = "\n|\n"  # between texts that are looked at together: no pattern reaches over it


def cleaner_of(item: Item, held: Counter[str]) -> Cleaner:
    """A function that masks this item's secrets in a text, and counts them.

    A body that speaks and also acts ("the army") is no secret, nor is a party, a place or an outlet.
    """
    shown = _shown(item)
    return _cleaner(item, held, [*_unshown(item), *shown], [*shown, *_of_gazetteer(item)])


def outlet_cleaner_of(item: Item, held: Counter[str]) -> Cleaner:
    """The same for names of outlets alone, such as the page of a person, where no other words are shown."""
    outlets = [head.outlet for head in item.reports if head.outlet]
    if _may_name(outlets, item):
        return _cleaner(item, held, outlets, outlets)
    return lambda text: mask_text(text, held)


def _may_name(outlets: Iterable[str], item: Item) -> bool:
    """True when an outlet has a person's sign, or shares a word with a speaker or a victim."""
    together = " ".join(outlets).casefold()
    words = (word for told in (*_speakers(item), *_victims(item)) for word in told.split())
    return bool(find_persons(" ".join(outlets))) or any(
        word.casefold() in together for word in words if word[:1].isupper()
    )


def _cleaner(item: Item, held: Counter[str], words: Sequence[str], shown: Sequence[str]) -> Cleaner:
    """`words` may name somebody; `shown` are those that will be cleaned, looked at together first."""
    known = tuple(dict.fromkeys(one.casefold() for one in _known(item)))
    speakers = _speakers(item)
    told = dict.fromkeys((*speakers, *_victims(item)))
    runs = [run for words in told for run in runs_of(words, known=known)]
    persons = [name for name in persons_in(words) if not _within(name, known)]
    masks = []
    if secret := [one for one in speakers if not _within(one, known)]:
        masks.append(("speaker", "[speaker]", Mask((), secret)))
    if persons or runs:
        masks.append(("name", "[name held]", Mask(persons, runs)))

    together = _APART.join(shown)
    secretive = may_be_masked(together) or any(mask.may_be_in(together) for _, _, mask in masks)
    done: dict[str, str] = {} if secretive else dict(zip(shown, shown, strict=True))
    counted: dict[str, dict[str, int]] = {}

    def clean(text: str) -> str:
        if (cleaned := done.get(text)) is None:  # the same names stand in many fields of an item
            cleaned, counted[text] = _masked(text, masks)
            done[text] = cleaned
        if counts := counted.get(text):
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
    """Who speaks, for the incident and in each claim; those of one claim alone are mostly the incident's own."""
    yield from item.incident.sources
    for claim in claims_of(item):
        if claim.sources != item.incident.sources:
            yield from claim.sources


def _speakers(item: Item) -> tuple[str, ...]:
    """Who speaks, as written; one word alone is a kind of person rather than one of them, if it has no capital."""
    told = dict.fromkeys([source.as_written for source in _sources(item)])
    return tuple([words for words in told if len(words.split()) > 1 or words[:1].isupper()])


def _victims(item: Item) -> list[str]:
    return [
        words for one in item.incident.victims if not one.actor_id for words in (one.as_written, one.name)
    ]


def _known(item: Item) -> Iterator[str]:
    """Names of parties that the roster knows, of places, and of outlets; words for them that name a person are none."""
    line, place = item.incident, item.incident.place
    for party in (*line.side_a, *line.side_b, *line.victims):
        if party.actor_id:
            yield party.name
            if not find_persons(party.as_written):
                yield party.as_written
    if place is not None:
        yield from filter(None, (place.name, *sorted(place.units)))
    yield from (head.outlet for head in item.reports if head.outlet and not find_persons(head.outlet))


def _unshown(item: Item) -> list[str]:
    """Words that may name somebody and are never shown as they are: sentences, words of tolls, speakers."""
    words = [quote.text for quote in item.quotes]
    words += [toll.as_written for toll in item.incident.toll]
    words += [toll.as_written for claim in claims_of(item) for toll in claim.toll]
    words += [source.as_written for source in _sources(item)]
    return words


def _shown(item: Item) -> list[str]:
    """Words that may name somebody and are shown once they are clean."""
    line, place = item.incident, item.incident.place
    words: list[str | None] = []
    for head in item.reports:
        words += (head.title, head.outlet, head.id)
    for source in _sources(item):
        words += source.via
    for actor in (*line.side_a, *line.side_b):
        words += (actor.as_written, actor.name)
    words += _victims(item)
    words += [target.as_written for target in line.targets]
    if place is not None:
        words += (place.as_written, place.site)
    return [one for one in words if one]


def _of_gazetteer(item: Item) -> list[str]:
    """Names of places, which name nobody but may name a clinic or a camp."""
    place = item.incident.place
    names = [claim.place for claim in claims_of(item)]
    if place is not None:
        names += [place.name, place.reason, *(one.name for one in place.alternatives)]
    return [one for one in names if one]


def _within(name: str, known: Iterable[str]) -> bool:
    """True when the name is part of something known; that is in one case already."""
    folded = name.casefold()
    return any(folded in one for one in known)
