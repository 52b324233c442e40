"""Names of places for spans that somebody else found: an analyst's selection, or a corpus with its spans given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.where.names import SMALL_KNOWN, Finder, Name
from dateline.extract.words.places import abbreviated
from dateline.places import Gazetteer
from dateline.records import Span
from dateline.text import Document


def given_names(document: Document, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Name]:
    """Names for spans that somebody else found: only their head nouns and lookups are read here."""
    finder = Finder(document, gazetteer)
    names = []
    for span in spans:
        inside = [
            t.i
            for t in document.doc
            if t.idx < span.end and t.idx + len(t.text) > span.start and not t.is_space
        ]
        if not inside:
            continue
        first, stop = inside[0], inside[-1] + 1
        text = span.of(document.text)
        demonym = finder.demonyms.get(text)
        if demonym:
            names.append(Name(span, first, stop, demonym[1], country=demonym[0], demonym=True))
            continue
        names.append(_given(finder, span, text, first, stop))
    return names


def _given(finder: Finder, span: Span, text: str, first: int, stop: int) -> Name:
    abbreviation = abbreviated(text, finder.words)
    after_comma = _before(finder, span).endswith(",")
    if abbreviation and ("." in text or after_comma or not finder.gazetteer.knows(text)):
        return Name(span, first, stop, abbreviation, phrase=span, levels=frozenset({0, 1}))
    words = text.split()
    heads = finder.words["heads"]
    last = words[-1].casefold()
    if len(words) > 1 and last in heads and min(heads[last]["levels"]) < 5:
        return Name(span, first, stop, " ".join(words[:-1]), last, span)
    if not finder.gazetteer.knows(text) and len(words) > 1:
        inner = _inner(finder, first, stop)
        if inner is not None:
            built = words[-1].casefold() in finder.words["built"]
            part = "building" if built else "organisation"
            return replace(inner, span=span, phrase=span, first=first, end=stop, part_of=part)
    _, head, phrase_end = finder.heads.after(first, stop)
    return Name(span, first, phrase_end, text, head or finder.heads.before(first), span)


def _before(finder: Finder, span: Span) -> str:
    """The few characters before a span, trimmed."""
    return finder.document.text[max(0, span.start - 3) : span.start].rstrip()


def _inner(finder: Finder, first: int, stop: int) -> Name | None:
    """The place within a longer name: "Oram" in "the Oram Grammar School"; the longest, then the first."""
    last = finder.doc[stop - 1].text.casefold()
    if last in finder.words["roads"]:
        return None  # streets are called after places that they are not in
    built = last in finder.words["built"]
    for size in range(stop - first - 1, 0, -1):
        for at in range(first, stop - size + 1):
            text = finder.text_of(at, at + size)
            if text.casefold() in finder.words["organisations"] or text.casefold() in finder.words["heads"]:
                continue
            if text in finder.demonyms:
                if built:
                    continue
                country, lookup = finder.demonyms[text]
                return Name(
                    finder.span_of(at, at + size), at, at + size, lookup, country=country, demonym=True
                )
            if text[:1].isupper() and text.casefold() not in finder.words["never"]:
                name = Name(finder.span_of(at, at + size), at, at + size, text)
                if finder.famous(name, SMALL_KNOWN):
                    return name
    return None
