"""Rulings over claims: what was read stays, what is ruled outranks it, and all of it can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from invented import make_claim

from dateline.codebook import EventType, SubEventType
from dateline.errors import DatelineError
from dateline.records import Period, Span
from dateline.review import (
    Ruling,
    apply_rulings,
    field_of,
    last_word,
    list_fields,
    make_decision,
    rank_claims,
    readings_of,
    rule_claim,
    standing,
    states_of,
    undo_last,
    write_ruling,
)

NOON = datetime(2024, 6, 6, 12, tzinfo=UTC)


def rulings(*made, subject="c", analyst="Mara Tun"):
    """Decisions made one minute after another."""
    return [
        make_decision(judgement, subject, analyst=analyst, made_at=NOON + timedelta(minutes=i), **details)
        for i, (judgement, details) in enumerate(made)
    ]


@pytest.fixture
def claim():
    """An invented claim with a toll, a date and a place."""
    return make_claim()


def test_no_decision_leaves_claims_as_they_were_read(claim):
    assert apply_rulings([claim], []) == (claim,)


def test_a_note_changes_nothing_of_the_claim(claim):
    (note,) = rulings(("note", {"note": "odd"}), subject=claim.id)
    assert apply_rulings([claim], [note]) == (claim,)


def test_a_rejected_claim_is_left_out_and_an_accepted_one_is_certain(claim):
    reject, accept = rulings(("reject", {}), ("accept", {}), subject=claim.id)
    assert apply_rulings([claim], [reject]) == ()
    assert [one.confidence for one in apply_rulings([claim], [accept])] == [1.0]
    assert [one.id for one in apply_rulings([claim], [reject, accept])] == [claim.id]


def test_undoing_restores_what_was_read_and_leaves_both_on_record(claim):
    (reject,) = rulings(("reject", {}), subject=claim.id)
    undo = undo_last([reject], analyst="Mara Tun", made_at=NOON + timedelta(hours=1))
    assert undo.supersedes == reject.id
    assert apply_rulings([claim], [reject, undo]) == (claim,)
    assert standing([reject, undo]) == ()


def test_one_undoes_only_ones_own_rulings(claim):
    (reject,) = rulings(("reject", {}), subject=claim.id)
    assert undo_last([reject], analyst="Ko Aung", made_at=NOON) is None


def test_an_edited_date_is_the_analysts_and_names_the_decision(claim):
    value = write_ruling(
        "date", Ruling(value={"start": "2024-06-03", "end": "2024-06-03", "precision": "day"})
    )
    (edit,) = rulings(("edit", {"field": "date", "value": value}), subject=claim.id)
    ruled = rule_claim(claim, [edit])
    assert ruled.date.value == Period(
        start=NOON.date().replace(day=3), end=NOON.date().replace(day=3), precision="day"
    )
    assert (ruled.date.basis, ruled.date.confidence, ruled.date.rule) == (
        "analyst",
        1.0,
        f"decision {edit.id}",
    )


def test_a_corrected_kind_brings_its_event_type(claim):
    value = write_ruling("sub_event_type", Ruling(value="Air/drone strike"))
    (edit,) = rulings(("edit", {"field": "sub_event_type", "value": value}), subject=claim.id)
    ruled = rule_claim(claim, [edit])
    assert (ruled.sub_event_type.value, ruled.event_type.value) == (
        SubEventType.AIR_STRIKE,
        EventType.EXPLOSIONS,
    )


def test_words_chosen_outside_the_evidence_become_part_of_it(claim):
    far = Span(900, 910)
    value = write_ruling("weapons", Ruling(value=["rockets"], raw="rockets", spans=(far,)))
    (edit,) = rulings(("edit", {"field": "weapons", "value": value}), subject=claim.id)
    ruled = rule_claim(claim, [edit])
    assert any(span.covers(far) for span in ruled.evidence)
    assert all(any(e.covers(s) for e in ruled.evidence) for _, r in readings_of(ruled) for s in r.spans)


def test_numbers_of_list_entries_hold_while_others_are_refused(claim):
    toll = {"outcome": "injured", "low": 3, "best": 3, "high": 3}
    value = write_ruling("toll.1", Ruling(value=toll))
    first, second = rulings(
        ("reject", {"field": "toll.0"}), ("edit", {"field": "toll.1", "value": value}), subject=claim.id
    )
    ruled = rule_claim(claim, [first, second])
    assert ("injured", 3) in [(one.value.outcome, one.value.best) for one in ruled.toll]
    assert claim.toll[0] not in ruled.toll


def test_a_refused_field_taken_up_again_is_back(claim):
    refuse, accept = rulings(("reject", {"field": "date"}), ("accept", {"field": "date"}), subject=claim.id)
    assert rule_claim(claim, [refuse]).date is None
    assert rule_claim(claim, [refuse, accept]).date.value == claim.date.value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("date", {"start": "soon"}),
        ("toll.0", {"outcome": "killed", "low": 5, "high": 2}),
        ("toll.0", {"outcome": "bored"}),
        ("sub_event_type", "Picnic"),
        ("weather", "rain"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(path, value):
    with pytest.raises(DatelineError) as fault:
        write_ruling(path, Ruling(value=value))
    assert fault.value.remedy


def test_an_unknown_judgement_is_refused():
    with pytest.raises(DatelineError, match="perhaps"):
        make_decision("perhaps", "c", analyst="a", made_at=NOON)


def test_the_same_ruling_has_the_same_id_and_another_has_another():
    one, other = (make_decision("accept", "c", analyst="a", made_at=NOON) for _ in range(2))
    assert one == other
    assert one.id != make_decision("reject", "c", analyst="a", made_at=NOON).id


def test_the_last_word_counts_undone_rulings_too():
    made = rulings(("note", {}), ("accept", {}))
    undo = undo_last(made, analyst="Mara Tun", made_at=NOON + timedelta(hours=1))
    assert last_word([*made, undo], "c") == undo.id
    assert last_word(made, "other") == ""


def test_states_follow_the_standing_ruling_on_the_whole_claim():
    made = rulings(("accept", {}), ("reject", {"field": "date"}), ("reject", {}))
    assert states_of(made) == {"c": "rejected"}
    assert states_of(made[:2]) == {"c": "accepted"}


def test_the_doubtful_and_grave_come_first(claim):
    import msgspec

    replace = msgspec.structs.replace
    sure = replace(claim, id="sure", confidence=0.99)
    doubtful = replace(claim, id="doubtful", confidence=0.2)
    old = replace(doubtful, id="old", background=True)
    harmless = replace(doubtful, id="harmless", toll=())
    order = [ticket.claim_id for ticket in rank_claims([sure, old, harmless, doubtful])]
    assert order[0] == "doubtful"
    assert order.index("harmless") < order.index("old")
    assert order == [ticket.claim_id for ticket in rank_claims([doubtful, harmless, old, sure])]


def test_every_field_of_the_table_is_a_field_of_the_claim(claim):
    for field in list_fields():
        assert hasattr(claim, field.name)
        assert isinstance(getattr(claim, field.name), tuple) == field.many
        assert field.asks.endswith(".")
        assert field_of(f"{field.name}.0") is field
