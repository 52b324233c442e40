"""The wire says what the contract says, and every span is the text that was read."""

from __future__ import annotations

import json

import msgspec

from dateline.publish.calibration import calibrated
from dateline.publish.wire import export_line, incident_line, report_line, to_json
from dateline.records import Claim, Extraction, Incident, NotIncident, Report, Span

INCIDENT_KEYS = [
    "id", "event_type", "sub_event_type", "acts", "date_start", "date_end", "date_precision", "time_of_day",
    "place", "side_a", "side_b", "victims", "targets", "weapons", "toll", "losses_stated", "sources",
    "verification", "background", "sums", "confidence", "evidence", "basis",
]  # fmt: skip


def test_an_incident_has_the_keys_of_the_contract_in_its_order(incident: Incident, claim: Claim) -> None:
    line = json.loads(to_json(incident_line(incident, [claim])))
    assert list(line) == INCIDENT_KEYS
    assert line["side_a"] == [
        {"as_written": "Rebels of the River Army", "name": "River Army", "actor_id": "xxx-ra", "inter": 2}
    ]
    assert line["sources"] == [
        {
            "as_written": "a resident",
            "kind": "resident",
            "via": ["Riverbank News"],
            "party_to_conflict": False,
            "hedged": False,
            "quoted": False,
        }
    ]
    assert (line["date_start"], line["date_precision"], line["time_of_day"]) == (
        "2023-01-25",
        "day",
        "evening",
    )
    assert line["confidence"]["incident"] == round(calibrated("incident", 0.8), 4)


def test_every_span_is_its_words_and_lies_in_the_sentences(
    incident: Incident, claim: Claim, report: Report
) -> None:
    evidence = json.loads(to_json(incident_line(incident, [claim])))["evidence"]
    words = {field: [report.text[a:b] for a, b in spans] for field, spans in evidence.items()}
    assert words["date_start"] == words["time_of_day"] == ["Wednesday evening"]
    assert words["toll"] == ["two men"]
    assert words["acts"] == ["overran", "burned"]
    assert words["side_b"] == ["police"]
    assert words["incident"] == [report.text]


def test_no_part_of_the_day_has_no_words_of_its_own(incident: Incident, claim: Claim) -> None:
    assert claim.date is not None
    date = msgspec.structs.replace(
        claim.date, value=msgspec.structs.replace(claim.date.value, time_of_day=None)
    )
    evidence = incident_line(incident, [msgspec.structs.replace(claim, date=date)]).evidence
    assert "date_start" in evidence
    assert "time_of_day" not in evidence


def test_a_value_without_words_says_so(incident: Incident, claim: Claim) -> None:
    assert incident_line(incident, [claim]).basis == {"verification": "inferred"}


def test_evidence_of_several_reports_stands_with_the_claims_only(incident: Incident, claim: Claim) -> None:
    other = msgspec.structs.replace(claim, id="c2", report_id="r2")
    joined = msgspec.structs.replace(incident, claim_ids=("c1", "c2"), report_ids=("r1", "r2"))
    line = export_line(joined, [other, claim])
    assert line.evidence == {}
    assert line.reports == ("r1", "r2")
    assert isinstance(line.claims, tuple)
    assert [(one.report, sorted(one.evidence)[:2]) for one in line.claims] == [
        ("r1", ["acts", "date_end"]),
        ("r2", ["acts", "date_end"]),
    ]


def test_a_sum_carries_its_count_and_others_do_not(incident: Incident, claim: Claim) -> None:
    total = msgspec.structs.replace(incident, sums=("i2",), summed_count=4)
    assert json.loads(to_json(incident_line(total, [claim])))["count"] == 4
    assert "count" not in json.loads(to_json(incident_line(incident, [claim])))


def test_a_report_line_shows_what_was_set_aside(incident: Incident, claim: Claim, report: Report) -> None:
    aside = NotIncident(span=Span(0, 6), kind="habit")
    read = Extraction(report_id="r1", extractor="rules@1", claims=(claim,), not_incidents=(aside,))
    line = json.loads(to_json(report_line(report, read, (incident,))))
    assert line["report"] == {
        "id": "r1",
        "title": "River Army takes a post",
        "published": "2023-01-27",
        "outlet": "Riverbank News",
        "url": "https://riverbank.example/1",
        "language": "en",
        "text_sha256": report.text_sha256,
    }
    assert line["not_incidents"] == [{"start": 0, "end": 6, "kind": "habit", "text": "Rebels"}]
    assert [one["id"] for one in line["incidents"]] == ["i1"]
