"""Which towns of a text the reader's own claims give, as numbers for the choice of a place."""

from __future__ import annotations

from invented_claims import claim_of

from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.claimed import claimed_rows
from evals.muc4.ground import read_ground
from evals.muc4.named import Named

TEXT = "Orbel: a bomb killed two shoppers. Arva was quiet, its mayor said."
TOWNS = {
    ("PERU", "ARVA"): [Named(Span(35, 39), "ARVA", "PERU", "at", "town", "")],
    ("PERU", "ORBEL"): [Named(Span(0, 5), "ORBEL", "PERU", "at", "town", "")],
}


def rows_of(*, claimed: bool, thing: Span) -> dict[str, list[float]]:
    ground = read_ground(parse_report(Report(id="r", text=TEXT)).doc, (), (), "PERU")
    claims = [claim_of(place={"name": "Orbel"})] if claimed else []
    rows = claimed_rows(ground, claims, ([thing], [thing]), TOWNS)
    return {name: row for (_, name), row in zip(TOWNS, rows, strict=True)}


def test_a_claim_around_an_incident_gives_its_town_and_no_other() -> None:
    rows = rows_of(claimed=True, thing=Span(25, 33))
    assert rows["ORBEL"][0] > rows["ARVA"][0]
    assert rows["ORBEL"][2:5] == [1, 1, 1]
    assert rows["ARVA"][2:5] == [0, 0, 0]


def test_a_claim_told_elsewhere_is_not_around_it() -> None:
    rows = rows_of(claimed=True, thing=Span(55, 60))
    assert rows["ORBEL"][0] == rows["ARVA"][0] == 1
    assert rows["ORBEL"][9] == 1


def test_without_claims_all_towns_are_alike() -> None:
    rows = rows_of(claimed=False, thing=Span(25, 33))
    assert rows["ORBEL"] == rows["ARVA"]
