"""Linking in pieces gives the incidents of linking all at once, whatever lies in which part."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_claims import TOWNS, claim_of, told

from dateline.reconcile import candidates, profile_report, reconcile
from dateline.reconcile.blocks import components
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report
from dateline.review import apply_rulings
from dateline.runners.linking import Here, link_parts
from dateline.stores.parts import PartWriter

SYLLABLES = ("or", "bel", "qua", "dar", "tel", "sark", "vel", "mun", "ost", "ira")


def world(seed: int, reports: int, *, days: int, undated: float = 0.0) -> tuple[list[Report], list[Claim]]:
    """Reports that share rare names, copy each other and tell of incidents in a few towns."""
    rng = random.Random(seed)
    names = ["".join(rng.choices(SYLLABLES, k=3)).capitalize() for _ in range(60)]
    made, claims, texts = [], [], []
    for n in range(reports):
        day = Day(2024, 1, 20) + timedelta(days=rng.randrange(days))
        own = rng.sample(names, 14)
        text = " ".join(f"In {name} they said that nobody came to help." for name in own)
        if texts and rng.random() < 0.3:
            text = rng.choice(texts) + f" By {own[0]}."
        texts.append(text)
        published = None if rng.random() < undated else day
        made.append(Report(id=f"r{n:04}", text=text, published=published))
        for moment in range(rng.randrange(3)):
            told_of: dict[str, object] = {"kind": rng.choice(["Armed clash", "Attack"])}
            if rng.random() < 0.8:
                told_of["day"] = (day - timedelta(days=rng.randrange(3))).isoformat()
            if rng.random() < 0.2 and "day" in told_of:
                told_of["last"] = (Day.fromisoformat(str(told_of["day"])) + timedelta(days=9)).isoformat()
            if rng.random() < 0.8:
                told_of["place"] = rng.choice(TOWNS)
            if rng.random() < 0.6:
                told_of |= {"side_a": ["Dawn Front"], "side_b": ["Ostrian army"]}
            if rng.random() < 0.6:
                told_of["killed"] = rng.randrange(5)
            if published:
                told_of["reported"] = published.isoformat()
            if moment and rng.random() < 0.3:
                told_of |= {"sums": (0,), "count": 2}
            claims.append(claim_of(f"r{n:04}", moment=moment, **told_of))
    return made, claims


def write_parts(
    folder: Path, reports: Sequence[Report], claims: Sequence[Claim], *, parts: int, seed: int
) -> list[str]:
    """The addresses of parts over which the reports are dealt by lot; some lie in two of them."""
    rng = random.Random(seed)
    addresses = []
    lots = {report.id: {rng.randrange(parts), rng.randrange(parts)} for report in reports}
    for part in range(parts):
        path = folder / f"part-{seed}-{part}.parquet"
        with PartWriter(path) as writer:
            held = [report for report in reports if part in lots[report.id]]
            for report in rng.sample(held, len(held)):
                own = tuple(claim for claim in claims if claim.report_id == report.id)
                arrival = Arrival(report=report, raw=report.text.encode())
                writer.put(arrival, Extraction(report_id=report.id, extractor="test@1", claims=own))
        addresses.append(f"file://{path}")
    return addresses


def together(
    reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision] = ()
) -> list[Incident]:
    ruled = apply_rulings(claims, decisions)
    return by_id(reconcile(ruled, decisions, profiles=[profile_report(report) for report in reports]))


def in_pieces(addresses: Sequence[str], decisions: Sequence[Decision] = ()) -> list[Incident]:
    return by_id([one for piece in link_parts(Here(), addresses, decisions) for one in piece])


def by_id(incidents: Sequence[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda incident: incident.id)


@pytest.mark.parametrize(
    ("reports", "parts", "days", "undated"),
    [(0, 1, 1, 0.0), (1, 1, 1, 0.0), (60, 1, 20, 0.0), (60, 4, 200, 0.0), (60, 5, 120, 0.3), (40, 3, 9, 1.0)],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_pieces_as_at_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reports: int,
    parts: int,
    days: int,
    undated: float,
    seed: int,
) -> None:
    monkeypatch.setattr("dateline.runners.linking.ACCOUNTS_A_PIECE", 7)
    made, claims = world(seed, reports, days=days, undated=undated)
    addresses = write_parts(tmp_path, made, claims, parts=parts, seed=seed)
    expected = together(made, claims)
    assert in_pieces(addresses) == expected
    if reports > 30 and undated < 1:
        assert any(len(incident.report_ids) > 1 for incident in expected), "nothing was joined at all"
        assert any(incident.sums for incident in expected)
        assert any(incident.number_of_sources < len(incident.report_ids) for incident in expected)


def test_vast_blocks_are_thinned_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "_LARGEST_BLOCK", 10)
    monkeypatch.setattr(candidates, "_NEIGHBOURS", 2)
    made, claims = world(5, 80, days=4)
    assert in_pieces(write_parts(tmp_path, made, claims, parts=3, seed=1)) == together(made, claims)


def test_rulings_hold_in_pieces_too(tmp_path: Path) -> None:
    made, claims = world(7, 50, days=30)
    rng = random.Random(3)
    judgements = ["same", "different", "same", "reject", "different", "same"]
    decisions = [
        Decision(
            id=f"d{n}",
            judgement=judgement,
            subject=rng.choice(claims).id,
            value=None if judgement == "reject" else rng.choice(claims).id,
            analyst="Ada",
            made_at=datetime(2024, 4, 1, 12, n, tzinfo=UTC),
        )
        for n, judgement in enumerate(judgements)
    ]
    expected = together(made, claims, decisions)
    assert expected != together(made, claims)
    assert in_pieces(write_parts(tmp_path, made, claims, parts=4, seed=1), decisions) == expected


@given(st.lists(told(), max_size=9, unique_by=lambda claim: claim.id), st.integers(1, 4))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_claims_in_any_parts(tmp_path: Path, claims: list[Claim], parts: int) -> None:
    reports = [Report(id=id, text="They said so.") for id in sorted({claim.report_id for claim in claims})]
    assert in_pieces(write_parts(tmp_path, reports, claims, parts=parts, seed=1)) == together(reports, claims)


def test_what_hangs_together_is_one_component() -> None:
    assert list(components([1, 2, 3, 4, 5], [(4, 2), (5, 4)])) == [[1], [2, 4, 5], [3]]
