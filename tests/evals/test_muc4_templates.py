"""Templates of a report: the kind that the key tells, and the one filler of a report that names nobody likely."""

from __future__ import annotations

import pytest

from dateline.extract.fillers.model import KINDS, ROLES
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.records import Span
from evals.muc4.described import Described
from evals.muc4.key import SURE, kind_told
from evals.muc4.predict import as_template
from evals.muc4.templates import Template, fillers_told, is_bare, with_somebody

TEXT = "A bomb went off at the Lune pumping station today, residents said."


def filler(words: str, probability: float) -> Filler:
    """A target named once."""
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    return Filler("Target", words.lower(), span, probability, 0.9, (span,), 0)


@pytest.mark.parametrize(("chance", "told"), [(1.0, "BOMBING"), (SURE, "BOMBING"), (SURE - 0.1, "ATTACK")])
def test_a_kind_that_is_not_sure_is_told_as_the_broader_one(chance: float, told: str) -> None:
    assert kind_told(Template("bombing", {}, chance)) == told


@pytest.mark.parametrize(("probability", "named"), [(0.2, ["lune pumping station"]), (0.1, [])])
def test_an_incident_that_names_nobody_likely_has_its_likeliest_filler(
    probability: float, named: list[str]
) -> None:
    found = Fillers((filler("Lune pumping station", probability),), dict.fromkeys(KINDS, 0.9))
    told = fillers_told(found, dict.fromkeys(ROLES, 0.24))
    assert told is not None
    assert [f.text for f in told] == named


def test_nothing_is_told_where_nothing_is_likely() -> None:
    found = Fillers((filler("Lune pumping station", 0.2),), dict.fromkeys(KINDS, 0.1))
    assert fillers_told(found, dict.fromkeys(ROLES, 0.24)) is None


def test_a_reduced_template_has_the_kind_that_is_judged_without_the_unnamed_whom_it_leaves_out() -> None:
    both = Template("attack", {role: [] for role in ROLES}, kind_by_fillers="bombing")
    assert as_template(both)["incident_type"] == "bombing"
    assert kind_told(both) == "ATTACK"


def test_only_an_incident_that_names_nothing_harmed_has_the_likeliest_people() -> None:
    people = [Described("residents", (Span(50, 59),), 0.2), Described("others", (Span(60, 66),), 0.1)]
    nothing: dict[str, list[Filler]] = {role: [] for role in ROLES}
    bare = Template("bombing", nothing)
    harming = Template("bombing", nothing | {"Target": [filler("Lune pumping station", 0.9)]})
    assert with_somebody(bare, people).described == (people[0],)
    assert with_somebody(harming, people) == harming


@pytest.mark.parametrize(("role", "bare"), [("Weapon", True), ("PerpOrg", False), ("Victim", False)])
def test_an_incident_is_bare_that_tells_of_a_weapon_alone(role: str, bare: bool) -> None:
    fillers: dict[str, list[Filler]] = {r: [] for r in ROLES}
    assert is_bare(Template("bombing", fillers | {role: [filler("bomb", 0.9)]})) is bare
