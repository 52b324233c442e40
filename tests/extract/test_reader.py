"""A report of several incidents, a sum and much that is no incident, read from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dateline.extract.claims import claims
from dateline.extract.mentions import SourceMention, TollMention
from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Claim, Incident, Reading, Report

TEXT = """Rebels Hit Army Posts In Katha

The Kachin Independence Army (KIA) attacked three junta posts on Monday and Tuesday in Katha Township, Sagaing Region.

KIA fighters overran and burned a police post in Katha town on Monday night, a teacher told the Hill Times. “I do not know about casualties,” he said.

The KIA also attacked an army post near Moda village on Tuesday morning. Five soldiers were killed and rifles were seized, according to a KIA officer. The Hill Times could not verify those claims.

Two other junta posts were seized in Indaw Township, media reports said.

There is shooting in the township almost every night, residents said. KIA Battalion 26 is based in the hills.

Junta troops shot dead two farmers in Tigyaing on May 3, according to relatives. The KIA has vowed to hit back.
"""


@pytest.fixture(scope="module")
def read() -> ReadReport:
    report = Report(id="r", text=TEXT, published=date(2024, 5, 10), outlet="Hill Times")
    return read_report(report, Reader())


def days(incident: Incident) -> tuple[str | None, str | None]:
    period = incident.date.value
    return tuple(day.isoformat() if day else None for day in (period.start, period.end))  # type: ignore[return-value]


def test_each_incident_has_its_day_and_place(read: ReadReport) -> None:
    told = [(one.location.value.as_written if one.location else None, *days(one)) for one in read.incidents]
    assert told == [
        ("Katha", "2024-05-06", "2024-05-07"),
        ("Katha", "2024-05-06", "2024-05-06"),
        ("Moda", "2024-05-07", "2024-05-07"),
        ("Indaw", None, None),
        ("Tigyaing", "2024-05-03", "2024-05-03"),
    ]


def test_a_total_is_linked_to_its_parts_and_not_to_others(read: ReadReport) -> None:
    total, first, second, *others = read.incidents
    assert (set(total.sums), total.summed_count) == ({first.id, second.id}, 3)
    assert all(not one.sums for one in [first, second, *others])


def test_unknown_losses_are_not_nought(read: ReadReport) -> None:
    burned = read.incidents[1]
    assert (burned.losses_stated.value if burned.losses_stated else None, burned.toll) == ("unknown", ())


def test_a_partys_own_tale_stays_unverified(read: ReadReport) -> None:
    sources = [(one.kind, one.party_to_conflict) for one in read.incidents[2].sources]
    assert (sources, read.incidents[2].verification.value) == ([("armed group", True)], "could_not_verify")


def test_tolls_stand_on_the_side_that_suffered(read: ReadReport) -> None:
    tolls = [(t.value.outcome, t.value.side, t.value.best) for one in read.incidents for t in one.toll]
    assert tolls == [("killed", "b", 5), ("killed", "civilians", 2)]


def test_what_is_no_incident_is_listed_with_its_kind(read: ReadReport) -> None:
    assert [one.kind for one in read.extraction.not_incidents] == ["habit", "garrison", "vow"]


def readings(claim: Claim) -> Iterator[Reading]:
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Reading):
                yield one


def test_every_span_lies_in_the_sentences_of_its_claim_and_every_value_without_one_says_so(
    read: ReadReport,
) -> None:
    for claim in read.extraction.claims:
        for reading in readings(claim):
            assert reading.spans or reading.basis != "stated"
            for span in reading.spans:
                assert any(sentence.covers(span) for sentence in claim.evidence), (
                    reading.rule,
                    span.of(TEXT),
                )


def test_reading_twice_gives_the_same_to_the_byte(read: ReadReport) -> None:
    again = Reader().read(read.report)
    assert again == read.extraction


def test_two_speakers_who_are_called_the_same_have_a_claim_each(monkeypatch: pytest.MonkeyPatch) -> None:
    of_speakers = claims._speakers

    def split(*of: object) -> list[tuple[list[SourceMention], list[TollMention]]]:
        return [(sources, [toll]) for sources, tolls in of_speakers(*of) for toll in tolls]

    monkeypatch.setattr(claims, "_speakers", split)
    text = "A mine killed three farmers and wounded five others in Katha on Monday, a medic said."
    made = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims
    assert [claim.toll[0].value.best for claim in made] == [3, 5]
    assert len({claim.id for claim in made}) == 2


def _only_incident(text: str) -> tuple[Incident, list[Claim]]:
    found = read_report(Report(id="r", text=text, published=date(2024, 5, 10), outlet="Hill Times"), Reader())
    (incident,) = found.incidents
    return incident, list(found.extraction.claims)


@pytest.mark.parametrize(
    ("denial", "verification"),
    [
        ("The M23 rebels denied having taken part.", "reported"),
        ("The army denied having taken part.", "denied"),
        ("The army denied any involvement.", "denied"),
    ],
)
def test_who_denies_having_done_it_denies_it_for_nobody_else(denial: str, verification: str) -> None:
    incident, _ = _only_incident(f"Soldiers killed two men in Bunia on Monday, a priest said. {denial}")
    assert incident.verification.value == verification


@pytest.mark.parametrize(
    "figures",
    [
        "A security source put the toll at 14.",
        "Residents said the toll was 14.",
        "The death toll was higher, at 14, according to a doctor.",
    ],
)
def test_a_figure_that_another_speaker_gives_for_the_toll_is_their_own_claim(figures: str) -> None:
    told = f"Gunmen killed 11 people in Bunia on Saturday, a mayor said. {figures}"
    incident, claims_ = _only_incident(told)
    speakers = {claim.toll[0].value.best: claim.attribution[0].value.original for claim in claims_}
    assert speakers[11] == "a mayor"
    assert speakers[14] in {"A security source", "Residents", "a doctor"}
    assert incident.toll[0].dissent
