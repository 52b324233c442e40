"""Settling: one value a field, the rule named, every disagreement kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from invented_claims import SPANS, claim_of

from dateline.reconcile import reconcile
from dateline.reconcile.settle import settle_incident
from dateline.reconcile.story import profile_report
from dateline.records import Incident, Reading, Report, Toll

CLASH: dict[str, Any] = {
    "day": "2024-03-05",
    "place": {"name": "Orvale", "latitude": 10.0, "longitude": 20.0},
    "side_a": ["Dawn Front"],
    "side_b": ["Army"],
    "toll_side": "b",
}


def settle(*claims: Any) -> Incident:
    return settle_incident(claims, {})


def test_three_papers_one_clash_two_tolls_all_figures_kept() -> None:
    claims = [
        claim_of(
            "r1", reported="2024-03-06", killed=5, sources=(("an army spokesman", "military", True),), **CLASH
        ),
        claim_of("r2", reported="2024-03-06", killed=9, sources=(("a doctor", "medical"),), **CLASH),
        claim_of("r3", reported="2024-03-08", killed=11, sources=(("a villager", "resident"),), **CLASH),
    ]
    (incident,) = reconcile(claims)
    (toll,) = incident.toll
    assert toll.value == Toll(outcome="killed", side="b", low=5, best=11, high=11)
    assert toll.claim_ids == (claims[2].id,)
    assert toll.rule == "toll.independent_over_party"
    assert toll.dissent == tuple(sorted([f"5-5-5 killed [{claims[0].id}]", f"9-9-9 killed [{claims[1].id}]"]))
    assert incident.number_of_sources == 3
    assert incident.verification.value == "confirmed"
    assert incident.verification.rule == "verification.independent_speakers_agree"


def test_a_later_figure_told_as_history_does_not_outrank_the_news() -> None:
    news = claim_of("r1", reported="2024-03-06", killed=75, **CLASH)
    history = claim_of("r2", reported="2024-06-01", killed=60, background=True, **CLASH)
    incident = settle(news, history)
    assert incident.toll[0].value == Toll(outcome="killed", side="b", low=60, best=75, high=75)
    assert incident.toll[0].rule == "toll.news_over_background"
    assert not incident.background


def test_nobody_says_is_none_and_none_is_zero() -> None:
    silent, none = claim_of("r1", **CLASH), claim_of("r1", moment=1, killed=0, **CLASH)
    assert settle(silent).toll == ()
    assert settle(none).toll[0].value == Toll(outcome="killed", side="b", low=0, best=0, high=0)


def test_a_day_outranks_a_month_and_the_month_is_kept() -> None:
    month = claim_of("r1", day="2024-03-01", last="2024-03-31")
    day = claim_of("r2", day="2024-03-05")
    date_ = settle(month, day).date
    assert (date_.value.start, date_.value.end) == (date(2024, 3, 5), date(2024, 3, 5))
    assert date_.rule == "date.most_exact"
    assert date_.dissent == (f"2024-03-01 - 2024-03-31 [{month.id}]",)


def test_no_day_is_said_to_be_said_by_nobody() -> None:
    date_ = settle(claim_of("r1")).date
    assert date_.value.start is None
    assert date_.rule == "date.nobody_says"


def test_a_party_alone_claims_and_its_enemy_admitting_confirms() -> None:
    front = claim_of("r1", sources=(("a Front source", "armed group", True),), **CLASH)
    assert settle(front).verification.value == "claimed"
    army = claim_of("r2", sources=(("an army officer", "military", True),), **CLASH)
    both = settle(front, army)
    assert (both.verification.value, both.verification.rule) == (
        "confirmed",
        "verification.both_sides_say_so",
    )


def test_a_disclaimer_in_the_text_comes_first() -> None:
    checked = Reading(value="could_not_verify", spans=SPANS, rule="checks")
    incident = settle(
        claim_of("r1", verification=checked, sources=(("a Front source", "armed group", True),))
    )
    assert incident.verification.value == "could_not_verify"
    assert incident.verification.rule == "verification.said_in_text"


def test_what_one_paper_could_not_verify_the_enemy_admits_in_another() -> None:
    checked = Reading(value="could_not_verify", spans=SPANS, rule="checks")
    doubted = claim_of(
        "r1", verification=checked, sources=(("a Front source", "armed group", True),), **CLASH
    )
    admitted = claim_of("r2", sources=(("an army officer", "military", True),), **CLASH)
    settled = settle(doubted, admitted).verification
    assert (settled.value, settled.rule) == ("confirmed", "verification.confirmed_elsewhere")
    assert settled.dissent == (f"could_not_verify [{doubted.id}]",)


def test_a_wire_story_in_two_outlets_is_one_source() -> None:
    text = "Rebels of the Dawn Front raided a barracks in Orvale before dawn on Tuesday and left by the river road."
    reports = [Report(id=id, text=text) for id in ("r1", "r2")]
    claims = [
        claim_of("r1", sources=(("Orvale Post", "media"),), **CLASH),
        claim_of("r2", sources=(("Belmar Times", "media"),), **CLASH),
    ]
    (copied,) = reconcile(claims, profiles=[profile_report(report) for report in reports])
    (unlike,) = reconcile(claims)
    assert (copied.number_of_sources, unlike.number_of_sources) == (1, 2)


def test_an_outlet_that_passes_on_a_speaker_is_not_counted_beside_him() -> None:
    claims = [
        claim_of("r1", sources=(("a doctor", "medical", False, ("Orvale Post",)),), **CLASH),
        claim_of("r2", sources=(("Orvale Post", "media"),), **CLASH),
    ]
    assert settle(*claims).number_of_sources == 1


def test_the_same_harm_with_and_without_a_side_is_one_toll() -> None:
    plain = {key: value for key, value in CLASH.items() if key != "toll_side"}
    incident = settle(claim_of("r1", killed=4, **CLASH), claim_of("r2", killed=4, **plain))
    assert [toll.value.side for toll in incident.toll] == ["b"]
    assert incident.toll[0].rule == "toll.agreed"


def test_sides_told_the_other_way_round_are_turned_and_their_tolls_with_them() -> None:
    here = {key: value for key, value in CLASH.items() if key not in ("side_a", "side_b", "toll_side")}
    first = claim_of("r1", side_a=["Dawn Front"], side_b=["Army"], killed=4, toll_side="b", **here)
    turned = claim_of("r2", side_a=["Army"], side_b=["Dawn Front"], killed=6, toll_side="a", **here)
    incident = settle(first, turned)
    assert [actor.name for actor in incident.side_a.value] == ["Dawn Front"]
    assert [actor.name for actor in incident.side_b.value] == ["Army"]
    assert [(toll.value.side, toll.value.low, toll.value.high) for toll in incident.toll] == [("b", 4, 6)]


def test_a_general_name_gives_way_to_a_known_party() -> None:
    here = {key: value for key, value in CLASH.items() if key not in ("side_a", "side_b")}
    incident = settle(claim_of("r1", side_b=["Army"], **here), claim_of("r2", side_b=["soldiers"], **here))
    assert [actor.name for actor in incident.side_b.value] == ["Army"]
    alone = settle(claim_of("r2", side_b=["soldiers"], **here))
    assert [actor.name for actor in alone.side_b.value] == ["soldiers"]


def test_who_speaks_for_himself_outranks_a_report_of_others() -> None:
    relayed = claim_of("r1", killed=7, sources=(("a report", "media"),), **CLASH)
    spoken = claim_of("r1", killed=5, sources=(("the residents", "resident"),), **CLASH)
    incident = settle(relayed, spoken)
    assert incident.toll[0].value.best == 5
    assert incident.number_of_sources == 1


def test_of_two_figures_in_a_correction_the_new_one_is_the_news() -> None:
    claims = [
        claim_of("r1", reported="2024-03-06", killed=7, **CLASH),
        claim_of(
            "r2", reported="2024-03-08", killed=7, sources=(("an earlier article", "unnamed"),), **CLASH
        ),
        claim_of("r2", reported="2024-03-08", killed=5, **CLASH),
    ]
    assert settle(*claims).toll[0].value == Toll(outcome="killed", side="b", low=5, best=5, high=7)


def test_a_figure_that_only_a_party_gives_is_marked_as_such() -> None:
    boast = claim_of("r1", killed=40, sources=(("a Front source", "armed group", True),), **CLASH)
    assert settle(boast).toll[0].rule == "toll.only_parties_say"


def test_residents_by_any_article_are_one_voice() -> None:
    claims = [
        claim_of(f"r{n}", sources=((words, "resident"),), **CLASH)
        for n, words in enumerate(("two residents", "the residents", "a resident"))
    ]
    assert settle(*claims).number_of_sources == 1


STRIKE: dict[str, Any] = {
    "day": "2024-03-05",
    "place": {"name": "Orvale"},
    "kind": "Air/drone strike",
    "side_a": ["Army"],
    "side_b": ["Dawn Front"],
    "toll_side": "civilians",
}


def test_a_party_that_counts_its_own_later_is_taken_at_its_word_where_nobody_says_more() -> None:
    first = claim_of("r1", reported="2024-03-06", killed=50, sources=(("a paper", "media"),), **STRIKE)
    theirs = (("a Dawn Front spokesman", "armed group", True),)
    later = claim_of("r2", reported="2024-03-09", killed=75, sources=theirs, **STRIKE)
    incident = settle(first, later)
    assert incident.toll[0].value == Toll(outcome="killed", side="civilians", low=50, best=75, high=75)
    assert incident.toll[0].rule == "toll.latest"
    less = claim_of("r3", reported="2024-03-10", killed=20, sources=theirs, **STRIKE)
    assert settle(first, less).toll[0].value.best == 50
    assert settle(first, less).toll[0].rule == "toll.independent_over_party"


def test_a_party_that_counts_its_enemys_dead_does_not_outrank_others() -> None:
    others = claim_of("r1", reported="2024-03-06", killed=5, **CLASH)
    boast = claim_of(
        "r2", reported="2024-03-09", killed=40, sources=(("the Dawn Front", "armed group", True),), **CLASH
    )
    assert settle(others, boast).toll[0].value == Toll(outcome="killed", side="b", low=5, best=5, high=40)
