"""The invented report, claim and incident, as fixtures for the tests of publishing."""

from __future__ import annotations

import invented
import pytest

from dateline.publish.items import Item, make_items
from dateline.records import Claim, Incident, Report


@pytest.fixture
def report() -> Report:
    """One short invented report."""
    return invented.make_report()


@pytest.fixture
def claim() -> Claim:
    """What the report says: one post overrun."""
    return invented.make_claim()


@pytest.fixture
def incident(claim: Claim) -> Incident:
    """The incident that the one claim makes."""
    return invented.make_incident(claim)


@pytest.fixture
def item(incident: Incident, claim: Claim, report: Report) -> Item:
    """The one incident, ready to be written."""
    (made,) = make_items([incident], [claim], {"r1": report}.get)
    return made
