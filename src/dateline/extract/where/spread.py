"""Names of places in a report: those that the rules see, and the same words elsewhere in it."""

from __future__ import annotations

from dateline.extract.where.names import Finder, Name
from dateline.places import Gazetteer
from dateline.text import Document


def find_names(document: Document, gazetteer: Gazetteer) -> list[Name]:
    """Names of places in the order of the text, none inside another."""
    finder = Finder(document, gazetteer)
    names = [name for sentence in document.sentences for name in finder.in_sentence(sentence)]
    return sorted(spread_names(finder, names), key=lambda name: name.span)


def spread_names(finder: Finder, names: list[Name]) -> list[Name]:
    """The names, and the same words elsewhere in the report that no rule saw."""
    accepted = {n.lookup: n for n in names if not n.demonym and n.part_of is None}
    taken = {i for n in names for i in range(n.first, n.end)}
    more = []
    starts: dict[str, list[int]] = {}
    for i, word in enumerate(finder.written):
        starts.setdefault(word, []).append(i)
    for lookup in accepted:
        words = lookup.split()
        size = len(words)
        for first in starts.get(words[0], ()):
            stop = first + size
            if stop > len(finder.written) or finder.text_of(first, stop) != lookup:
                continue
            if any(i in taken for i in range(first, stop)):
                parts = [n for n in names if first <= n.first and n.end <= stop and n.lookup != lookup]
                if size == 1 or {i for n in parts for i in range(n.first, n.end)} != taken & {
                    *range(first, stop)
                }:
                    continue
                names = [n for n in names if n not in parts]
            ent = finder.ents.get(first)
            if ent is not None and ent.label_ == "PERSON" and ent.end - ent.start > size:
                continue
            bare, head, phrase_end = finder.heads.after(first, stop)
            part = finder.embedded(first, stop, min(len(finder.written), stop + 3), first)
            more.append(
                Name(
                    finder.span_of(first, bare), first, phrase_end, lookup, head, finder.span_of(first, phrase_end),
                    part_of=part if head is None else None,
                )
            )  # fmt: skip
            taken.update(range(first, stop))
    return [*names, *more]
