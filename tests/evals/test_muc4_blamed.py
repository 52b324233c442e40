"""Organisations are told apart, each once, and every incident is blamed on those that likely did it."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.extract.fillers.model import KINDS, ROLES
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.blamed import blame, blame_rows
from evals.muc4.bodies import find_bodies, plain
from evals.muc4.ground import Ground, read_ground
from evals.muc4.templates import Template

TEXT = (
    "The Orbel Liberation Army [OLA] claimed responsibility for the bomb that killed mayor Ana Gil.\n\n"
    "The weather was fine in Ostra on Sunday, and the market was full of visitors from the coast.\n\n"
    "The national police closed the roads to Ostra."
)


def filler(role: str, words: str, chance: float, text: str = TEXT) -> Filler:
    """A filler named once."""
    span = Span(text.index(words), text.index(words) + len(words))
    return Filler(role, plain(words), span, chance, 0.9, (span,), 0)


def fillers(*found: Filler) -> Fillers:
    """What was found in a text."""
    return Fillers(found, dict.fromkeys(KINDS, 0.5))


def template(*found: Filler) -> Template:
    """An incident with these fillers."""
    return Template("attack", {role: [f for f in found if f.role == role] for role in ROLES})


def parsed() -> Any:
    """The parse of the text."""
    return parse_report(Report(id="r1", text=TEXT)).doc


def ground() -> Ground:
    """The sentences of the text."""
    return read_ground(parsed(), (), (), "")


@pytest.mark.parametrize(
    ("text", "names", "bodies"),
    [
        ("The Orbel Liberation Army [OLA] did it, and the OLA said so.", ["Orbel Liberation Army", "OLA"], 1),
        ("The OLA [Orbel Liberation Army] did it.", ["Orbel Liberation Army", "OLA"], 1),
        ("The Orbel Liberation Army and the OLA did it.", ["Orbel Liberation Army", "OLA"], 2),
        ("The Torm army fled. The army denied it.", ["Torm army", "army"], 1),
        ("The Torm Liberation Army fled. The army came.", ["Torm Liberation Army", "army"], 2),
        ("The Red Road cartel fled, and the Red Road cartel paid.", ["Red Road cartel"], 1),
    ],
)
def test_short_forms_and_fewer_words_are_no_second_organisation(
    text: str, names: list[str], bodies: int
) -> None:
    found = [filler("PerpOrg", words, 0.8 - n / 10, text) for n, words in enumerate(names)]
    assert len(find_bodies(text, fillers(*found), (), least=0.04)) == bodies


def test_a_known_name_is_found_where_it_stands_for_itself() -> None:
    found = fillers(filler("PerpOrg", "Orbel Liberation Army", 0.8))
    known = find_bodies(TEXT, found, ["army", "national police"], least=0.04)
    assert [b.text for b in known] == ["orbel liberation army", "national police"]


def test_an_incident_is_blamed_on_who_claims_it_and_not_on_who_comes_after() -> None:
    found = fillers(
        filler("PerpOrg", "Orbel Liberation Army", 0.6), filler("PerpOrg", "national police", 0.1)
    )
    (told,) = blame(parsed(), [template(filler("Victim", "Ana Gil", 0.9))], found, ground())
    assert [f.text for f in told.fillers["PerpOrg"]] == ["orbel liberation army"]


def test_every_organisation_is_judged_beside_every_incident() -> None:
    bodies = find_bodies(TEXT, fillers(filler("PerpOrg", "national police", 0.3)), (), least=0.04)
    both = [template(filler("Victim", "Ana Gil", 0.9)), template()]
    assert len(blame_rows(parsed(), both, bodies, ground(), {})) == 2
    assert blame_rows(parsed(), both, [], ground(), {}) == []
