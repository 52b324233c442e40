"""Victims named in one list with a likely one: "killing Ana Gil, 42; Luis Paz, corporal Ivo Lima and Rosa Cruz"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dateline.extract.fillers.reading import Filler, Fillers
from evals.muc4.templates import Template

LEAST_LISTED = 0.05  # of a name in a list at all: over the folds 42 in 100 names taken so are victims
_JOINS = (",", "CC")
_BRACKETS = ("-LRB-", "-RRB-", "HYPH")
_TITLES = ("NN", "NNS", "NNP", "NNPS", "CD", "JJ", "DT")  # ages too
_APART = 8  # tokens from one name to the next


def with_listed(doc: Any, templates: Sequence[Template], found: Fillers, *, likely: float) -> list[Template]:
    """The templates with those whom the text names in one list with a victim of theirs at least so likely.

    Whom another template has already is left to it.
    """
    people = {
        f.text: f for f in reversed(found.fillers) if f.role == "Victim" and f.probability >= LEAST_LISTED
    }
    lists = list(lists_of(doc, list(people.values())))
    told = {f.text for t in templates for f in t.fillers["Victim"]}
    return [_with_those(t, [[f for f in one if f.text not in told] for one in lists if _speaks(t, one, likely)])
            for t in templates]  # fmt: skip


def _speaks(template: Template, listed: Sequence[Filler], likely: float) -> bool:
    """True when a victim of the template at least so likely stands in the list."""
    victims = {f.text for f in template.fillers["Victim"] if f.probability >= likely}
    return any(f.text in victims for f in listed)


def _with_those(template: Template, lists: Sequence[Sequence[Filler]]) -> Template:
    victims = list(template.fillers["Victim"])
    for filler in (f for one in lists for f in one):
        mine = set(filler.text.split())
        if not any(mine <= (other := set(v.text.split())) or other <= mine for v in victims):
            victims.append(filler)
    return replace(template, fillers=template.fillers | {"Victim": victims})


def lists_of(doc: Any, people: Sequence[Filler]) -> Iterator[list[Filler]]:
    """The names of each list: two or more with commas or "and" between them, their titles and ages aside."""
    named = sorted((m.start, -m.end, n) for n, f in enumerate(people) for m in f.mentions)
    run: list[Filler] = []
    end = 0
    for start, negative, n in named:
        if run and start < end:
            continue
        if run and not _goes_on(doc, end, start):
            yield from [run] if len(run) > 1 else []
            run = []
        run.append(people[n])
        end = -negative
    yield from [run] if len(run) > 1 else []


def _goes_on(doc: Any, end: int, start: int) -> bool:
    """True when only commas, "and", ages and titles stand between two names, a comma, bracket or "and" first."""
    between = doc.char_span(end, start, alignment_mode="contract")
    tokens = [t for t in between or () if not t.is_space]
    if not tokens or len(tokens) > _APART:
        return False
    joins = [t.tag_ in _JOINS or t.text == ";" for t in tokens]
    plain = all(join or t.tag_ in (*_BRACKETS, *_TITLES) for t, join in zip(tokens, joins, strict=True))
    return plain and any(joins) and (joins[0] or tokens[0].tag_ in _BRACKETS)
