"""Nothing told twice in one template of a MUC-4 key: two names of a person, two words for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dateline.extract.fillers.reading import Filler
from evals.muc4.described import Described
from evals.muc4.figures import figure_beside
from evals.muc4.templates import Template, stem
from evals.muc4.values import words

_MANY = ("s", "men", "people")  # how a noun for several ends


def told_once(doc: Any, template: Template) -> Template:
    """The template without what another of its fillers or descriptions tells already."""
    fillers = template.fillers | {"Victim": persons_once(template.fillers["Victim"])}
    return replace(template, fillers=fillers, described=tuple(described_once(doc, template.described)))


def persons_once(victims: Sequence[Filler]) -> list[Filler]:
    """Victims without the less likely of two names of which one has the other's words: "Ana Gil", "Ana Gil Ruiz"."""
    kept: list[Filler] = []
    for victim in sorted(victims, key=lambda f: -f.probability):
        mine = set(victim.text.split())
        if not any(mine <= (other := set(k.text.split())) or other <= mine for k in kept):
            kept.append(victim)
    return [f for f in victims if f in kept]


def described_once(doc: Any, described: Sequence[Described]) -> list[Described]:
    """Descriptions in the same order, those for the same people as one: "six priests", "the murdered Jesuit priests".

    The words with a figure stand for both, else the likelier ones; two figures are two groups of people.
    """
    kept: list[Described] = []
    for people in described:
        at = next((n for n, other in enumerate(kept) if _same_people(doc, people, other)), None)
        if at is None:
            kept.append(people)
        else:
            first, second = kept[at], people
            if figure_beside(doc, second.mentions) and not figure_beside(doc, first.mentions):
                first, second = second, first
            kept[at] = replace(first, mentions=first.mentions + second.mentions)
    return kept


def _same_people(doc: Any, one: Described, other: Described) -> bool:
    many = one.text.endswith(_MANY)
    if many != other.text.endswith(_MANY):
        return False
    if not (_within(one.text, other.text) or (many and _alike(one.text, other.text))):
        return False
    figures = {f for d in (one, other) if (f := figure_beside(doc, d.mentions))}
    return len(figures) < 2


def _within(one: str, other: str) -> bool:
    """True when the words of one are among the other's, what befell them aside."""
    aside, _ = _lists()
    mine, theirs = (set(stem(text).split()) - aside for text in (one, other))
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def _alike(one: str, other: str) -> bool:
    """True when the last words of both are in one list of words for the same people."""
    _, kinds = _lists()
    ends = {stem(text).split()[-1] for text in (one, other)}
    return any(ends <= kind for kind in kinds)


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Words that tell no people apart, and each list of words for the same people."""
    table = words()["same_people"]
    return frozenset(table["aside"]), tuple(frozenset(v) for k, v in table.items() if k != "aside")
