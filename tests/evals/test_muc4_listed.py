"""Names in one list with a likely victim are told with it."""

from __future__ import annotations

import pytest

from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.listed import lists_of, with_listed
from evals.muc4.templates import Template

LIST = "The bomb in Ostra killed Ana Gil, 42; corporal Ivo Lima, Luis Paz and the baker Rosa Cruz."
APART = "Gunmen killed Ana Gil in Ostra, and Luis Paz said that Rosa Cruz had seen them."


def filler(text: str, words: str, chance: float) -> Filler:
    """A victim named once."""
    span = Span(text.index(words), text.index(words) + len(words))
    return Filler("Victim", words.lower(), span, chance, 1.0, (span,), 0)


def template(*victims: Filler) -> Template:
    """An incident that harmed these people."""
    return Template("bombing", {role: [] for role in ROLES} | {"Victim": list(victims)})


@pytest.mark.parametrize(
    ("text", "names", "lists"),
    [
        (LIST, ("Ana Gil", "Luis Paz", "Rosa Cruz", "Ivo Lima"), [["ana gil", "ivo lima", "luis paz", "rosa cruz"]]),
        (APART, ("Ana Gil", "Luis Paz", "Rosa Cruz"), []),
        ("Ana Gil and Luis Paz met Rosa Cruz.", ("Ana Gil", "Luis Paz", "Rosa Cruz"), [["ana gil", "luis paz"]]),
    ],
)  # fmt: skip
def test_commas_titles_and_ages_alone_stand_between_the_names_of_a_list(
    text: str, names: tuple[str, ...], lists: list[list[str]]
) -> None:
    doc = parse_report(Report(id="r1", text=text)).doc
    found = lists_of(doc, [filler(text, name, 0.1) for name in names])
    assert [[f.text for f in one] for one in found] == lists


@pytest.mark.parametrize(
    ("chance", "told"), [(0.6, ["ana gil", "luis paz", "rosa cruz"]), (0.1, ["ana gil"])]
)
def test_a_likely_victim_speaks_for_those_in_its_list(chance: float, told: list[str]) -> None:
    text = "The bomb killed Ana Gil, Luis Paz and Rosa Cruz in Ostra."
    people = (filler(text, "Ana Gil", chance), filler(text, "Luis Paz", 0.1), filler(text, "Rosa Cruz", 0.1))
    doc = parse_report(Report(id="r2", text=text)).doc
    (template_told,) = with_listed(doc, [template(people[0])], Fillers(people, {}), likely=0.24)
    assert [f.text for f in template_told.fillers["Victim"]] == told


def test_a_victim_of_one_incident_is_not_listed_in_another() -> None:
    text = "Ana Gil and Luis Paz were killed in two attacks in Ostra."
    one, other = filler(text, "Ana Gil", 0.6), filler(text, "Luis Paz", 0.6)
    doc = parse_report(Report(id="r3", text=text)).doc
    found = with_listed(doc, [template(one), template(other)], Fillers((one, other), {}), likely=0.24)
    assert [[f.text for f in t.fillers["Victim"]] for t in found] == [["ana gil"], ["luis paz"]]
