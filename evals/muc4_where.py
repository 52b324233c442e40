"""Where one incident was: every answer that a text allows ("PERU: LIMA (CITY)"), each as a row of numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.extract.mentions import PlaceMention
from dateline.extract.trees import Forest, read_forest, sum_trees
from dateline.records import Span
from evals.muc4_values import words

WEIGHTS = Path(__file__).parent / "muc4_where.npz"
Answers = Sequence[tuple[str, list[float]]]
_RELATIONS = ("at", "in", "near", "direction", "road", "dateline", "demonym", "other")
_GAZETTEER = ("country", "city", "town", "village", "department", "district", "neighborhood")
_DIRECTION = re.compile(r"^(?:(?:north|south|east|west|central)\w*\s+)+", re.I)
_NAME = r"((?:[A-Z][\w'-]+\s+){1,4})"
_NONE = 9999
_COMMON = {"CITY": 1, "DEPARTMENT": 2, "TOWN": 3, "NEIGHBORHOOD": 4}
_LARGE = ("department", "state", "province")


@dataclass(frozen=True, slots=True)
class Named:
    """One naming of a place: where, its name, its country if known, what the words beside it call it."""

    span: Span
    name: str
    country: str
    relation: str
    gazetteer: str
    called: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One text as the answers need it: its places, the starts of its sentences, its country, its dateline."""

    text: str
    starts: tuple[int, ...]
    named: tuple[Named, ...]
    home: str
    dateline: str


def read_scene(
    text: str, starts: Sequence[int], mentions: Sequence[PlaceMention], home: str, dateline: str
) -> Scene:
    """All namings of places, those of the gazetteer first."""
    named = [n for m in mentions if (n := _of_mention(text, m, home))]
    taken = {n.name for n in named}
    named += [n for n in _called(text, home) if n.name not in taken]
    return Scene(text, tuple(starts), tuple(named), home, dateline.upper().strip())


def _of_mention(text: str, mention: PlaceMention, home: str) -> Named | None:
    name = _DIRECTION.sub("", mention.text).strip(". ").upper()
    countries = [p for p in (mention.place.country, *(a.country for a in mention.place.alternatives)) if p]
    upper = [c.upper() for c in countries]
    country = home if home in upper else (upper[0] if upper else "")
    if not name or not country:
        return None
    kind = mention.place.kind or ""
    return Named(mention.span, name, country, mention.relation, kind, called_beside(text, mention.span))


@lru_cache(maxsize=1)
def _kinds() -> tuple[dict[str, str], str]:
    """The kind that each word calls a place, and one pattern for all of them."""
    table: dict[str, str] = {w: kind for kind, listed in words()["kinds_of_places"].items() for w in listed}
    return table, "|".join(sorted(table, key=len, reverse=True))


def called_beside(text: str, span: Span) -> str:
    """What the words right after or before a name call it: "Meta department", "the town of Uchiza"; "" for nothing."""
    table, either = _kinds()
    after = re.match(rf"[\s,\"']*({either})\b", text[span.end : span.end + 30], re.I)
    before = re.search(
        rf"\b({either})\s+(?:of\s+|in\s+)?(?:the\s+)?[\"']?$",
        text[max(0, span.start - 30) : span.start],
        re.I,
    )
    found = after or before
    return table[found.group(1).lower()] if found else ""


def _called(text: str, home: str) -> Iterator[Named]:
    """Names that no gazetteer knows and that the words beside them call a place."""
    table, either = _kinds()
    for match in re.finditer(rf"{_NAME}((?i:{either}))\b", text):
        name = match.group(1).strip()
        yield _unknown(match.start(1), name, table[match.group(2).lower()], home)
    for match in re.finditer(
        rf"\b((?i:{either}))\s+(?:of\s+)?[\"']?{_NAME.replace(chr(92) + 's+', chr(92) + 'W+')}", text
    ):
        name = match.group(2).strip(" ,.\"'\n")
        yield _unknown(match.start(2), name, table[match.group(1).lower()], home)


def _unknown(start: int, name: str, called: str, home: str) -> Named:
    bare = re.sub(r"^(?:The|In|At|Of|A)\s+", "", name)
    start += len(name) - len(bare)
    return Named(Span(start=start, end=start + len(bare)), bare.upper(), home, "other", "", called)


@lru_cache(maxsize=1)
def load_forest() -> Forest:
    """The forest that `python -m training.muc4_where` wrote, loaded once."""
    import numpy as np

    return read_forest(dict(np.load(WEIGHTS, allow_pickle=False)), "place")


def likeliest(answers: Answers, forest: Forest) -> str:
    """The answer whose row scores best, the first of equals; "" when there is none."""
    import numpy as np

    if not answers:
        return ""
    scores = sum_trees(forest, np.array([row for _, row in answers], dtype=np.float32))
    return answers[int(np.argmax(scores))][0]


def place_answers(scene: Scene, spans: Sequence[Span]) -> list[tuple[str, list[float]]]:
    """Every answer with its row; the countries alone first."""
    groups: dict[tuple[str, str], list[Named]] = {}
    for n in scene.named:
        groups.setdefault((n.country, n.name), []).append(n)
    towns = {key: group for key, group in groups.items() if key[0] != key[1]}
    if scene.home and scene.dateline:
        towns.setdefault((scene.home, scene.dateline), [])
    gaps = sorted(min(_gap(spans, n.span) for n in group) for group in towns.values() if group)
    whole = _whole(scene, spans, towns, gaps)
    answers: list[tuple[str, list[float]]] = []
    for country in sorted({scene.home, *(c for c, _ in groups)} - {""}):
        row = _row(scene, spans, groups.get((country, country), []), gaps)
        answers.append((country, [0.0, country == scene.home, 0.0, 0.0, 0.0, *row, *whole]))
    for (country, name), group in sorted(towns.items()):
        row = _row(scene, spans, group, gaps)
        for kind in _may_be(group):
            own = [
                country == scene.home,
                name == scene.dateline,
                any(n.called == kind for n in group),
                any(n.called for n in group),
            ]
            answers.append((f"{country}: {name} ({kind})", [1.0 + _COMMON.get(kind, 0), *own, *row, *whole]))
    return answers


def _whole(
    scene: Scene, spans: Sequence[Span], towns: dict[tuple[str, str], list[Named]], gaps: Sequence[int]
) -> list[float]:
    """What is the same for all answers: how many towns there are and how near the nearest ones are."""
    mine = {sentence(scene, s.start) for s in spans}
    beside = sum(any(sentence(scene, n.span.start) in mine for n in group) for group in towns.values())
    return [len(towns), *[*gaps, _NONE, _NONE][:2], beside, len(mine), min(mine, default=0), len(scene.starts),
            sum(c == scene.home for c, _ in towns),
            any(n == scene.dateline and g for (_, n), g in towns.items())]  # fmt: skip


def _may_be(group: Sequence[Named]) -> list[str]:
    """The kinds that a place may be of: what the text calls it, what the gazetteer does."""
    kinds = {n.called for n in group if n.called}
    return sorted(kinds | {"DEPARTMENT" if n.gazetteer in _LARGE else "CITY" for n in group}) or ["CITY"]


def _row(scene: Scene, spans: Sequence[Span], group: Sequence[Named], gaps: Sequence[int]) -> list[float]:
    """How the namings of one place lie to what the incident names."""
    if not group:
        return [
            _NONE,
            _NONE,
            0,
            _NONE,
            99,
            0,
            0,
            *([0] * len(_RELATIONS)),
            *([0] * len(_GAZETTEER)),
            0,
            99,
            0,
        ]
    near = min(group, key=lambda n: (_gap(spans, n.span), n.span))
    gap = _gap(spans, near.span)
    mine = {sentence(scene, s.start) for s in spans}
    theirs = {sentence(scene, n.span.start) for n in group}
    first = min(n.span.start for n in group)
    apart = min((abs(a - b) for a in mine for b in theirs), default=99)
    lead = min((s.start for s in spans), default=0)
    before = scene.text[max(0, near.span.start - 4) : near.span.start].lower()
    return [
        gap, abs(first - lead), len(mine & theirs), first, apart, len(group), len(theirs),
        *(any(n.relation == r for n in group) for r in _RELATIONS),
        *(any(n.gazetteer == g for n in group) for g in _GAZETTEER),
        before.endswith("in "), sum(g < gap for g in gaps),
        any(s.start <= n.span.start < s.end for s in spans for n in group),
    ]  # fmt: skip


def sentence(scene: Scene, offset: int) -> int:
    """The number of the sentence at this offset."""
    return max(0, bisect_right(scene.starts, offset) - 1)


def _gap(spans: Sequence[Span], other: Span) -> int:
    return min((abs(s.start - other.start) for s in spans), default=other.start)
