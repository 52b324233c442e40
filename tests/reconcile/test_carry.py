"""A better reader replaces claims, and no ruling is lost: each follows its words, or is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from invented_claims import claim_of

from dateline import past
from dateline.pipeline import relink
from dateline.reconcile.rulings import LostRuling, lost_rulings
from dateline.records import Arrival, Claim, Decision, Extraction, Reading, Report, Span, Toll
from dateline.review import Ruling, apply_rulings, write_ruling
from dateline.stores.memory import MemoryStore

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
TEXT = "Fighters overran the post at Orvale and four people died. Later, two houses in Belmar burned down."
ORVALE: dict[str, Any] = {"day": "2024-03-05", "place": {"name": "Orvale"}, "killed": 4}
BELMAR: dict[str, Any] = {"day": "2024-03-05", "place": {"name": "Belmar"}, "moment": 1}


def read_by(reader: str, claim: Claim, words: str) -> Claim:
    """The claim as another version of the reader would give it, its act in these words."""
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    act = Reading(value=claim.sub_event_type.value, spans=(span,))
    event = Reading(value=claim.event_type.value, spans=(span,))
    toll = tuple(Reading(value=one.value, spans=(Span(43, 49),)) for one in claim.toll)
    new = msgspec.structs.replace(
        claim, evidence=(Span(0, 57),), event_type=event, sub_event_type=act, toll=toll
    )
    return msgspec.structs.replace(new, id=f"{claim.id[:8]}-{reader}", extractor=f"rules@{reader}")


def put(store: MemoryStore, *claims: Claim) -> None:
    report = Report(id="r1", text=TEXT)
    store.add_report(Arrival(report=report, raw=TEXT.encode()))
    store.put_extraction(Extraction(report_id="r1", extractor=claims[0].extractor, claims=claims))
    relink(store)


def rule(judgement: str, subject: str, **given: Any) -> Decision:
    return Decision(
        id=f"{judgement}!", judgement=judgement, subject=subject, analyst="Ada", made_at=NOON, **given
    )


OLD, NEW = (read_by(version, claim_of("r1", **ORVALE), "overran") for version in ("1", "2"))


def test_a_value_an_analyst_gave_holds_when_the_report_is_read_anew() -> None:
    store = MemoryStore()
    put(store, OLD)
    toll = msgspec.to_builtins(Toll(outcome="killed", low=6, best=6, high=6))
    store.add_decision(rule("edit", OLD.id, field="toll.0", value=write_ruling("toll.0", Ruling(value=toll))))
    put(store, NEW)
    (incident,) = store.incidents()
    assert incident.claim_ids == (NEW.id,)
    assert incident.toll[0].value.best == 6
    assert lost_rulings(past.list_rulings(store), [incident]) == ()
    assert [one.subject for one in store.decisions()] == [OLD.id]


def test_a_claim_rejected_stays_out_when_the_report_is_read_anew() -> None:
    store = MemoryStore()
    put(store, OLD)
    store.add_decision(rule("reject", OLD.id))
    put(store, NEW)
    assert list(store.incidents()) == []


def test_rulings_on_incidents_follow_the_moment_they_stood_for() -> None:
    store = MemoryStore()
    put(store, OLD)
    (before,) = store.incidents()
    store.add_decision(rule("reject", before.id))
    relink(store)
    assert list(store.incidents()) == []
    put(store, NEW)
    assert list(store.incidents()) == []


def test_two_claims_ruled_the_same_stay_so() -> None:
    store = MemoryStore()
    burned = read_by("1", claim_of("r1", **BELMAR), "burned")
    put(store, OLD, burned)
    store.add_decision(rule("same", OLD.id, value=burned.id))
    relink(store)
    assert len(list(store.incidents())) == 1
    put(store, NEW, read_by("2", burned, "burned"))
    assert len(list(store.incidents())) == 1


def test_a_ruling_whose_words_the_new_reader_takes_for_another_act_is_shown_and_not_moved() -> None:
    store = MemoryStore()
    put(store, OLD)
    store.add_decision(rule("accept", OLD.id, field="date"))
    other = read_by("2", OLD, "died")
    put(store, other)
    rulings = past.list_rulings(store)
    known = [claim.id for claim in store.claims()]
    assert lost_rulings(rulings, store.incidents(), known) == (
        LostRuling(decision_id="accept!", subject=OLD.id, reason="gone"),
    )


def test_a_ruling_on_a_toll_whose_words_vanished_is_shown() -> None:
    store = MemoryStore()
    put(store, OLD)
    store.add_decision(rule("reject", OLD.id, field="toll.0"))
    put(store, msgspec.structs.replace(NEW, toll=()))
    assert [one.subject for one in past.list_rulings(store)] == [OLD.id]
    assert apply_rulings(store.claims(), past.list_rulings(store)) == tuple(store.claims())
