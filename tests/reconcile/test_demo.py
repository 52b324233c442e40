"""The demo's three papers on one clash come together, and the burned police post of the night before stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import MissingData
from dateline.extract.reader import Reader
from dateline.ingest import read_inputs
from dateline.reconcile import reconcile
from dateline.reconcile.story import profile_report
from dateline.records import Arrival, Incident

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def incidents() -> tuple[Incident, ...]:
    try:
        reader = Reader()
    except MissingData as missing:
        pytest.skip(str(missing))
    found = read_inputs(sorted(EXAMPLES.glob("0[123]-*.txt")))
    reports = [arrival.report for arrival in found if isinstance(arrival, Arrival)]
    claims = [claim for report in reports for claim in reader.read(report).claims]
    return reconcile(claims, profiles=[profile_report(report) for report in reports])


def test_three_papers_tell_of_one_clash(incidents: tuple[Incident, ...]) -> None:
    (clash,) = [incident for incident in incidents if len(incident.report_ids) > 1]
    assert len(clash.report_ids) == 3
    assert clash.location is not None
    assert clash.location.value.name == "Si Mu Gyi"
    killed = next(toll for toll in clash.toll if (toll.value.outcome, toll.value.side) == ("killed", "b"))
    assert (killed.value.best, killed.value.high) == (5, 7)
    assert killed.dissent
    assert clash.verification.value == "confirmed"


def test_the_police_post_and_the_sum_stay_apart(incidents: tuple[Incident, ...]) -> None:
    clash = next(incident for incident in incidents if len(incident.report_ids) > 1)
    single = [incident for incident in incidents if len(incident.report_ids) == 1]
    total = next(incident for incident in single if incident.sums)
    post = next(incident for incident in single if incident is not total)
    assert set(total.sums) == {clash.id, post.id}
