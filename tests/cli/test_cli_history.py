"""What was said when: releases, differences, days past, the feed, and why incidents are one or two."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from invented_claims import claim_of

from dateline.errors import MissingData
from dateline.extract.reader import Reader
from dateline.past import journal
from dateline.pipeline import relink
from dateline.reconcile import profile_report, reconcile
from dateline.records import Arrival, Claim, Decision, Extraction, Report, Span
from dateline.stores import open_store

Run = Callable[..., tuple[int, str, str]]
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ORVALE: dict[str, Any] = {
    "day": "2024-03-05",
    "place": {"name": "Orvale", "latitude": 10.0, "longitude": 20.0},
    "side_a": ["Dawn Front"],
    "side_b": ["Army"],
}
FIRST = claim_of("r1", killed=20, reported="2024-03-06", **ORVALE)
LATER = claim_of("r2", killed=12, reported="2024-03-08", **ORVALE)
OTHER = claim_of("r3", killed=5, day="2024-03-20", place={"name": "Belmar"})


class Clock(datetime):
    """A clock the tests set."""

    today: datetime = datetime(2024, 3, 11, 9, tzinfo=UTC)

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return cls.today


@pytest.fixture
def folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(journal, "datetime", Clock)
    monkeypatch.setattr(Clock, "today", datetime(2024, 3, 11, 9, tzinfo=UTC))
    run("init", str(tmp_path / "project"))
    return str(tmp_path / "project")


def link(folder: str, *claims: Claim, ruling: Decision | None = None) -> list[str]:
    """The ids of the incidents these claims make in the project, a day after what was linked before."""
    Clock.today += timedelta(days=1)
    store = open_store(Path(folder))
    for claim in claims:
        text = f"It rained on {claim.report_id}."
        store.add_report(Arrival(report=Report(id=claim.report_id, text=text), raw=text.encode()))
        own = Extraction(report_id=claim.report_id, extractor="test@1", claims=(claim,))
        store.put_extraction(own)
    if ruling:
        store.add_decision(ruling)
    relink(store)
    ids = [incident.id for incident in store.incidents()]
    store.close()
    return ids


def ruled(judgement: str, subject: str, value: str | None = None) -> Decision:
    at = datetime(2024, 3, 15, tzinfo=UTC)
    return Decision(id="d1", judgement=judgement, subject=subject, value=value, analyst="Ada", made_at=at)


def test_my_boss_asked_why_the_total_fell(run: Run, folder: str, tmp_path: Path) -> None:
    link(folder, FIRST, OTHER)
    then = run("export", "jsonl", "--project", folder)[1]
    assert run("release", "march", "--project", folder)[0] == 0
    link(folder, LATER)
    now = run("export", "jsonl", "--project", folder)[1]
    assert run("release", "april", "--project", folder)[0] == 0

    code, out, err = run("diff", "march", "april", "--project", folder)
    assert (code, err) == (0, "1 change\n")
    assert ["killed", "25", "17", "-8"] in [line.split() for line in out.splitlines()]
    assert (
        "toll: 20 killed → 12 (12-20) killed, by toll.latest\n  joined by report r2\n  totals: killed -8"
        in out
    )

    lines = [
        json.loads(line)
        for line in run("diff", "march", "april", "--project", folder, "--json")[1].splitlines()
    ]
    head, *changes = lines
    for name in {*head["before"], *head["after"]}:
        moved = sum(change["totals"].get(name, 0) for change in changes)
        assert head["after"].get(name, 0) - head["before"].get(name, 0) == moved
    assert head["sum_of_changes"] == {"killed": -8}

    assert run("asof", "2024-03-12", "--project", folder)[1] == then
    assert run("asof", "march", "--project", folder)[1] == then
    assert run("asof", "2024-03-13", "--project", folder)[1] == now
    public = Path(folder, "releases", "march", "incidents-acled.csv").read_bytes().decode()
    again = ("--preset", "public", "--profile", "acled-like", "--project", folder)
    assert run("asof", "march", "acled", *again)[1] == public


def test_a_release_of_a_known_tag_is_refused_wherever_it_would_go(
    run: Run, folder: str, tmp_path: Path
) -> None:
    link(folder, FIRST)
    assert run("release", "march", "--project", folder)[0] == 0
    code, _, err = run("release", "march", "--project", folder, "-o", str(tmp_path / "elsewhere"))
    assert code == 2
    assert (
        "there is a release 'march' of 2024-03-12 already. A release never changes: take another tag." in err
    )
    assert not (tmp_path / "elsewhere").exists()
    code, out, err = run("releases", "--project", folder)
    assert (code, out, err) == (0, "march  2024-03-12  public  1 incident  20 killed\n", "1 release\n")


def test_an_id_that_was_merged_leads_on_in_show_and_why(run: Run, folder: str) -> None:
    before = link(folder, FIRST, OTHER)
    (kept,) = link(folder, ruling=ruled("same", FIRST.id, OTHER.id))
    (merged,) = set(before) - {kept}
    code, out, err = run("show", merged, "--project", folder, "--json")
    assert (code, json.loads(out)["id"], err) == (0, kept, f"{merged} was merged into {kept}\n")
    assert run("why", merged[:10], "toll", "--project", folder)[0] == 0
    code, out, _ = run("diff", "2024-03-12", "--project", folder)
    assert f"merged: {', '.join(id[:8] for id in before)} → {kept[:8]}" in out
    assert "totals: incidents -1, incidents: Battles -1" in out


def test_an_id_that_was_withdrawn_says_so(run: Run, folder: str) -> None:
    (id,) = link(folder, FIRST)
    link(folder, ruling=ruled("reject", FIRST.id))
    code, _, err = run("show", id, "--project", folder)
    assert code == 2
    assert f"{id} is no incident any more: it was withdrawn. `dateline changes` tells when" in err


def test_why_two_reports_are_one_incident_and_two_incidents_are_not(run: Run, folder: str) -> None:
    ids = link(folder, FIRST, LATER, OTHER)
    joined = next(
        id for id in ids if "1 report alone" not in run("why", id, "together", "--project", folder)[2]
    )
    (alone,) = set(ids) - {joined}
    for id in ids:
        code, out, err = run("why", id, "together", "--project", folder)
        assert code == 0
        assert ("same day" in out) == (err == "")
    code, out, _ = run("why", joined, "apart", alone, "--project", folder)
    assert code == 0
    assert "in all: more likely two incidents" in out
    code, _, err = run("why", joined, "apart", "--project", folder)
    assert (code, err) == (
        2,
        "dateline: apart takes another incident. Write it as `dateline why ID apart OTHER`.\n",
    )


def test_a_ruling_is_named_where_it_decides(run: Run, folder: str) -> None:
    (id,) = link(folder, FIRST, LATER, ruling=ruled("same", FIRST.id, LATER.id))
    assert (
        "ruled same by Ada on 2024-03-15 (decision d1)" in run("why", id, "together", "--project", folder)[1]
    )


def test_the_feed_tells_each_change_once_in_three_forms(run: Run, folder: str, tmp_path: Path) -> None:
    link(folder, FIRST)
    link(folder, LATER)
    code, out, err = run("changes", "--project", folder)
    assert (code, err) == (0, "2 changes\n")
    assert out.startswith("2024-03-12 09:00  added: ")
    assert "(Armed clash, Orvale, 2024-03-05)\n  joined by report r1\n  totals: incidents +1" in out
    lines = run("changes", "--json", "--since", "2024-03-13", "--project", folder)[1].splitlines()
    assert [json.loads(line)["change"]["totals"] for line in lines] == [{"killed": -8}]
    target = tmp_path / "changes.atom"
    assert run("changes", "--atom", "--project", folder, "-o", str(target))[0] == 0
    assert target.read_bytes().count(b"<entry>") == 2
    assert run("changes", "--since", "spring", "--project", folder)[0] == 2


def test_a_ruling_on_a_claim_that_vanished_is_shown_with_its_words(run: Run, folder: str) -> None:
    link(folder, FIRST, ruling=ruled("accept", FIRST.id))
    assert run("rulings", "--lost", "--project", folder)[1:] == ("", "0 rulings\n")
    words = (Span(13, 15),)
    other_act = msgspec.structs.replace(OTHER.event_type, spans=words)
    link(
        folder,
        msgspec.structs.replace(OTHER, report_id="r1", id="anew", event_type=other_act, evidence=words),
    )
    code, out, err = run("rulings", "--lost", "--project", folder)
    assert (code, err) == (0, "1 ruling\n")
    assert out == f"2024-03-15 00:00  Ada  accept  {FIRST.id}  gone\n  report r1 | It rained on\n"
    problems = json.loads(run("doctor", "--json", "--project", folder)[1])["problems"]
    (told,) = [one for one in problems if one["where"].startswith("ruling ")]
    assert told["where"] == "ruling d1 (accept by Ada, 2024-03-15)"
    assert "“It rained on” in report r1" in told["reason"]


def test_diff_and_asof_name_what_they_do_not_know(run: Run, folder: str) -> None:
    link(folder, FIRST)
    assert run("diff", "march", "--project", folder) == (
        2,
        "",
        "dateline: 'march' is neither a release nor a day. Releases: none yet. Write a day as 2023-01-27, or now.\n",
    )
    assert run("asof", "2020-02-30", "--project", folder)[0] == 2
    code, out, err = run("asof", "2020-02-29", "--project", folder)
    assert (code, out) == (0, "")
    assert err.startswith("0 incidents as of 2020-02-29T23:59:59")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A project with three papers on one clash, and the second paper's story in another outlet."""
    from dateline.cli import main

    folder = tmp_path_factory.mktemp("papers")
    copy = (EXAMPLES / "02-shwegu-clash-second-paper.txt").read_text(encoding="utf-8")
    (folder / "wire.txt").write_text(
        copy.replace("fought for three hours", "battled for three hours"), encoding="utf-8"
    )
    try:
        Reader()
    except MissingData as missing:
        pytest.skip(str(missing))
    paths = [str(path) for path in sorted(EXAMPLES.glob("0[123]-*.txt"))]
    for command in (["init"], ["add", *paths, str(folder / "wire.txt"), "--project"], ["link", "--project"]):
        assert main([*command, str(folder / "p")]) == 0
    return str(folder / "p")


def test_three_papers_one_clash_two_tolls_and_the_rule_is_named(run: Run, papers: str) -> None:
    found = [json.loads(line) for line in run("export", "jsonl", "--project", papers)[1].splitlines()]
    (clash,) = [one for one in found if len(one["reports"]) > 1]
    assert len(clash["reports"]) == 4
    (killed,) = [one for one in clash["toll"] if (one["outcome"], one["side"]) == ("killed", "b")]
    assert (killed["low"], killed["best"], killed["high"]) == (4, 5, 7)
    told = {
        toll["best"] for claim in clash["claims"] for toll in claim["toll"] if toll["outcome"] == "killed"
    }
    assert {4, 5, 7} <= told
    why = run("why", clash["id"], "toll", "--project", papers)[1]
    assert "chosen by: toll.independent_over_party" in why
    assert "not chosen: At least seven soldiers" in why or "not chosen: at least seven" in why


def test_a_wire_copy_is_no_further_source(papers: str) -> None:
    store = open_store(Path(papers))
    (clash,) = [one for one in store.incidents() if len(one.report_ids) > 1]
    reports = [report for report in store.reports() if "battled for three hours" not in report.text]
    kept = {report.id for report in reports}
    claims = [claim for claim in store.claims() if claim.report_id in kept]
    store.close()
    made = reconcile(claims, profiles=[profile_report(report) for report in reports])
    (without,) = [one for one in made if len(one.report_ids) > 1]
    assert (len(clash.report_ids), len(without.report_ids)) == (4, 3)
    assert clash.number_of_sources == without.number_of_sources
