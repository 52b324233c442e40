"""Which fillers share an incident: victims and targets first, then who did it; how two lie to each other."""

from __future__ import annotations

import numpy as np

from dateline.extract.fillers.incidents import cluster, load_incident_model
from dateline.extract.fillers.links import link_row, place_of
from dateline.extract.fillers.reading import Filler
from dateline.records import Report, Span
from dateline.text import parse_report

TEXT = "Gunmen killed the mayor and a nurse in Ostra. Two days later a bomb wrecked the bridge of Lune."
KINDS = {"bombing": 0.5, "kidnapping": 0.0, "arson": 0.0, "attack": 0.5}


def filler(role: str, words: str) -> Filler:
    """A filler whose only mention is the first place of these words."""
    at = TEXT.index(words)
    span = Span(at, at + len(words))
    return Filler(role, words.lower(), span, 0.5, 0.5, (span,), at)


def table(size: int, likely: dict[tuple[int, int], float]) -> np.ndarray:
    """A square table of chances, .1 where nothing is said."""
    chances = np.full((size, size), 0.1)
    np.fill_diagonal(chances, 1.0)
    for (a, b), chance in likely.items():
        chances[a, b] = chances[b, a] = chance
    return chances


def test_what_was_harmed_is_in_one_incident_and_who_did_it_may_be_in_two() -> None:
    chances = table(4, {(0, 1): 0.9, (3, 0): 0.7, (3, 1): 0.7, (3, 2): 0.6})
    assert cluster(chances, [0, 1, 2], together=0.5, shared=0.5) == [[0, 1, 3], [2, 3]]
    assert cluster(chances, [0, 1, 2], together=0.5, shared=0.65) == [[0, 1, 3], [2]]


def test_who_did_it_joins_the_best_incident_however_badly_it_fits() -> None:
    assert cluster(table(3, {(2, 1): 0.2}), [0, 1], together=0.5, shared=0.5) == [[0], [1, 2]]


def test_without_anything_harmed_all_are_grouped_alike() -> None:
    assert cluster(table(3, {(0, 1): 0.8}), [], together=0.5, shared=0.5) == [[0, 1], [2]]
    assert cluster(table(0, {}), [], together=0.5, shared=0.5) == []


def test_a_row_is_the_same_whichever_comes_first_and_knows_and_from_elsewhere() -> None:
    doc = parse_report(Report(id="r1", text=TEXT)).doc
    mayor, nurse, bridge = filler("Victim", "mayor"), filler("Victim", "nurse"), filler("Target", "bridge")
    places = {f: place_of(doc, f) for f in (mayor, nurse, bridge)}
    near = link_row(mayor, nurse, (places[mayor], places[nurse]), KINDS)
    far = link_row(mayor, bridge, (places[mayor], places[bridge]), KINDS)
    assert near == link_row(nurse, mayor, (places[nurse], places[mayor]), KINDS)
    assert len(near) == len(far)
    joined, same_verb = -6, -9
    assert (near[joined], near[same_verb]) == (True, True)
    assert (far[joined], far[same_verb]) == (False, False)
    assert load_incident_model().link.column.max() < 27 + len(near)
