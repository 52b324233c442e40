"""One contract over every store that is installed, and over a SQLite store closed and opened again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from contract_records import TEXT, arrival, claim, decision, extraction, incident
from msgspec.structs import replace

from dateline.errors import DatelineError, UnusableInput
from dateline.records import (
    Arrival,
    Period,
    Place,
    Span,
)
from dateline.stores import Counts, Hit, IncidentFilter, Store, create_store, open_store
from dateline.stores.glances import glance_of, hearing_of


def test_an_empty_store_holds_nothing_and_nothing_is_wrong_with_it(store: Store) -> None:
    assert store.counts() == Counts(reports=0, claims=0, incidents=0, decisions=0)
    assert (list(store.reports()), list(store.claims()), list(store.incidents())) == ([], [], [])
    assert store.check() == ()
    assert (
        store.report("x"),
        store.raw("x"),
        store.extraction("x"),
        store.incident("x"),
        store.claim("x"),
    ) == (
        None,
        None,
        None,
        None,
        None,
    )


def test_a_report_comes_back_as_it_was_with_its_raw_bytes(store: Store) -> None:
    given = arrival(
        headline="Post falls",
        outlet="Quen Herald",
        published=date(2024, 3, 4),
        retrieved=datetime(2024, 3, 5, tzinfo=UTC),
        url="https://quen.example/1",
        language="my",
        raw=b"\x00\xffraw",
    )
    assert store.add_report(given) is True
    assert store.report("r1") == given.report
    assert store.raw("r1") == b"\x00\xffraw"


def test_what_was_noted_at_intake_is_kept(store: Store) -> None:
    noted = Arrival(report=arrival().report, raw=b"x", notes=("no date", "read as cp1252"))
    store.add_report(noted)
    store.add_report(arrival("r2"))
    assert store.notes("r1") == ("no date", "read as cp1252")
    assert store.notes("r2") == store.notes("r9") == ()


@pytest.mark.parametrize(
    "again",
    [arrival(), arrival(raw=b"other bytes"), arrival("other-id", raw=b"r1 " + TEXT.encode())],
    ids=["all the same", "same id and text", "same bytes"],
)
def test_adding_the_same_report_twice_changes_nothing(store: Store, again: Arrival) -> None:
    assert store.add_report(arrival()) is True
    assert store.add_report(again) is False
    assert list(store.reports()) == [arrival().report]
    assert store.raw("r1") == arrival().raw


def test_an_id_with_another_text_is_refused_by_name_and_nothing_is_overwritten(store: Store) -> None:
    store.add_report(arrival())
    with pytest.raises(UnusableInput, match="a report 'r1' with another text is stored already"):
        store.add_report(arrival(text="Another text."))
    assert list(store.reports()) == [arrival().report]


def test_many_arrivals_are_stored_together_or_not_at_all(store: Store) -> None:
    assert store.add_reports([arrival("b"), arrival("a"), arrival("b")]) == 2
    with pytest.raises(UnusableInput):
        store.add_reports([arrival("c"), arrival("a", text="Another text.")])
    assert [report.id for report in store.reports()] == ["a", "b"]
    assert list(store.arrivals()) == ["b", "a"]


def test_an_extraction_replaces_the_one_before_and_unread_knows_the_version(store: Store) -> None:
    store.add_reports([arrival("r1"), arrival("r2")])
    assert [report.id for report in store.unread("stub@1")] == ["r1", "r2"]
    store.put_extraction(extraction("r1", claim("c2"), claim("c1")))
    assert store.extraction("r1") == extraction("r1", claim("c2"), claim("c1"))
    assert [found.id for found in store.claims()] == ["c1", "c2"]
    assert store.claim("c2") == claim("c2")
    assert [report.id for report in store.unread("stub@1")] == ["r2"]
    assert [report.id for report in store.unread("stub@2")] == ["r1", "r2"]
    store.put_extraction(extraction("r1", claim("c3"), extractor="stub@2"))
    assert [found.id for found in store.claims()] == ["c3"]
    assert store.check() == ()


def test_some_reports_and_claims_are_fetched_together_in_the_order_of_ids(store: Store) -> None:
    store.add_reports([arrival(f"r{n:04}") for n in range(5)])
    store.put_extraction(extraction("r0001", *(claim(f"c{n:04}", report_id="r0001") for n in range(1200))))
    wanted = [f"c{n:04}" for n in range(1199, 0, -2)]
    assert [found.id for found in store.claims([*wanted, *wanted, "nobody"])] == sorted(wanted)
    assert [found.id for found in store.reports(["r0003", "none", "r0000"])] == ["r0000", "r0003"]
    assert list(store.claims([])) == list(store.reports([])) == []


def test_an_extraction_of_an_unknown_report_is_refused(store: Store) -> None:
    with pytest.raises(DatelineError, match="no report 'r9'"):
        store.put_extraction(extraction("r9"))


def test_incidents_are_replaced_as_a_whole(store: Store) -> None:
    store.add_report(arrival())
    store.put_extraction(extraction("r1", claim("c1")))
    store.put_incidents([incident("i2"), incident("i1")])
    assert list(store.incidents()) == [incident("i1"), incident("i2")]
    assert store.incident("i2") == incident("i2")
    assert store.incidents_of("r1") == (incident("i1"), incident("i2"))
    assert store.incidents_of("r2") == ()
    store.put_incidents([incident("i3")])
    assert [found.id for found in store.incidents()] == ["i3"]
    assert store.check() == ()


def test_a_change_of_some_incidents_leaves_the_others(store: Store) -> None:
    store.add_report(arrival())
    store.put_extraction(extraction("r1", claim("c1")))
    store.put_incidents([incident("i1"), incident("i2"), incident("i3")])
    dated = incident("i2", day=date(2024, 3, 5))
    store.change_incidents(["i1", "unknown"], [dated, incident("i4")])
    assert list(store.incidents()) == [dated, incident("i3"), incident("i4")]
    assert store.incidents_of("r1") == (dated, incident("i3"), incident("i4"))
    assert store.check() == ()


def test_glances_follow_the_incidents_and_hearings_what_was_read(store: Store) -> None:
    store.add_report(arrival(outlet="Quen Herald"))
    store.put_extraction(extraction("r1", claim("c1"), claim("c2")))
    store.put_incidents([incident("i2"), incident("i1")])
    store.change_incidents(["i1"], [incident("i2", day=date(2024, 3, 5))])
    assert list(store.glances()) == [glance_of(one) for one in store.incidents()]
    assert [one.id for one in store.incidents(among=["i2", "unknown"])] == ["i2"]
    anew = extraction("r1", claim("c1"), extractor="stub@2")
    store.put_extraction(anew)
    assert list(store.hearings()) == [hearing_of(anew, "Quen Herald")]
    store.forget("r1", "asked to")
    assert [*store.glances(), *store.hearings()] == []


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (IncidentFilter(), ["early", "late", "nowhere"]),
        (IncidentFilter(start=date(2024, 2, 1)), ["late"]),
        (IncidentFilter(end=date(2024, 2, 1)), ["early"]),
        (IncidentFilter(event_types=("Battles", "Riots"), start=date(2024, 1, 1)), ["early", "late"]),
        (IncidentFilter(event_types=("Riots",)), []),
        (IncidentFilter(country="Quenia"), ["early", "late"]),
        (IncidentFilter(admin1="North"), ["late"]),
        (IncidentFilter(box=(90.0, 20.0, 96.0, 30.0)), ["early"]),
        (IncidentFilter(background=True), []),
        (IncidentFilter(background=False, admin1="North"), ["late"]),
    ],
)
def test_a_filter_gives_the_incidents_it_wants(store: Store, wanted: IncidentFilter, ids: list[str]) -> None:
    ora = Place(as_written="Ora", name="Ora", country="Quenia", admin1="South", latitude=25.0, longitude=95.0)
    bel = Place(as_written="Bel", name="Bel", country="Quenia", admin1="North", latitude=25.0, longitude=99.0)
    store.put_incidents(
        [
            incident("early", day=date(2024, 1, 5), place=ora),
            incident("late", day=date(2024, 3, 5), place=bel),
            incident("nowhere"),
        ]
    )
    assert [found.id for found in store.incidents(wanted)] == ids


def test_decisions_are_kept_in_the_order_they_were_made_and_only_once(store: Store) -> None:
    assert store.add_decision(decision("z", 1)) is True
    assert store.add_decision(decision("a", 2)) is True
    assert store.add_decision(decision("z", 1)) is False
    assert list(store.decisions()) == [decision("z", 1), decision("a", 2)]


def test_a_journal_numbers_the_entries_of_each_stream_on_its_own(store: Store) -> None:
    assert [
        store.append("history", b"one"),
        store.append("release", b"other"),
        store.append("history", b"two"),
    ] == [1, 1, 2]
    assert list(store.entries("history")) == [(1, b"one"), (2, b"two")]
    assert list(store.entries("history", after=1)) == [(2, b"two")]
    assert list(store.entries("other")) == []


def test_an_entry_written_after_a_number_is_refused_when_another_writer_was_first(store: Store) -> None:
    assert store.append("audit", b"one", after=0) == 1
    assert store.append("audit", b"late", after=0) == 0
    assert store.append("audit", b"two", after=1) == 2
    assert [entry for _, entry in store.entries("audit")] == [b"one", b"two"]


BURMESE = "ကချင်ပြည်နယ်တွင် တိုက်ပွဲဖြစ်ပွားခဲ့သည်။"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("overran", ["r1"]),
        ("OVERRAN post", ["r1"]),
        ("overr", ["r1"]),
        ("ora", ["r1", "r3"]),
        ('"near ora"', ["r1"]),
        ('"ora near"', []),
        ("ပြည်နယ်", ["r2"]),
        ("တိုက်ပွဲ နယ်", ["r2"]),
        ("الهجوم", ["r3"]),
        ("bridge", ["r3"]),
        ("post bridge", []),
        ("AND OR NOT", []),
        ("100%", ["r3"]),
        ('"', []),
        ("* ( ) ^ : - { }", []),
        ("post*", ["r1"]),
        ("col:post", []),
        ("", []),
        ("post\x00", ["r1"]),
    ],
)
def test_search_finds_words_of_any_script_and_no_query_fails(
    store: Store, query: str, ids: list[str]
) -> None:
    store.add_reports(
        [
            arrival("r1"),
            arrival("r2", BURMESE),
            arrival("r3", "وقع الهجوم على 100 Ora.", headline="Bridge blown up"),
        ]
    )
    assert sorted(hit.report_id for hit in store.search(query)) == ids


def test_a_hit_shows_where_the_match_stands(store: Store) -> None:
    store.add_report(arrival())
    (hit,) = store.search("nurse")
    span = Span(TEXT.index("nurse"), TEXT.index("nurse") + 5)
    assert hit == Hit(report_id="r1", snippet=" ".join(TEXT.split()), span=span)


def test_a_long_report_is_shown_around_the_match(store: Store) -> None:
    store.add_report(arrival(text="word " * 100 + "needle " + "word " * 100))
    (hit,) = store.search("needle")
    assert hit.snippet.startswith("… word")
    assert hit.snippet.endswith("word …")
    assert "needle" in hit.snippet


def test_a_span_outside_the_text_is_found(store: Store) -> None:
    store.add_report(arrival(text="Short."))
    store.put_extraction(extraction("r1", claim("c1")))
    assert [(problem.where, problem.reason) for problem in store.check()] == [
        ("claim c1", "a span ends after the text")
    ]


def test_records_are_read_while_others_are_written(store: Store) -> None:
    store.add_reports([arrival("r1"), arrival("r2")])
    for report in store.reports():
        store.put_extraction(extraction(report.id, claim(f"c-{report.id}", report.id)))
        store.add_report(arrival(f"new-{report.id}"))
    assert store.counts() == Counts(reports=4, claims=2, incidents=0, decisions=0)


def test_a_project_is_made_once_and_opened_again(tmp_path: Path) -> None:
    first = create_store(tmp_path / "project")
    assert first.add_report(arrival()) is True
    first.close()
    second = create_store(tmp_path / "project")
    assert second.add_report(arrival()) is False
    second.close()
    third = open_store(tmp_path / "project")
    assert third.counts().reports == 1
    third.close()


def test_incidents_come_in_pages_the_latest_first_and_are_counted(store: Store) -> None:
    days = {"b": date(2024, 1, 5), "c": date(2024, 3, 5), "a": date(2024, 3, 5), "nowhen": None}
    store.put_incidents([incident(name, day=day) for name, day in days.items()])
    assert [one.id for one in store.page(limit=9)] == ["a", "c", "b", "nowhen"]
    assert [one.id for one in store.page(limit=2, offset=1)] == ["c", "b"]
    wanted = IncidentFilter(start=date(2024, 3, 1))
    assert ([one.id for one in store.page(wanted, limit=9)], store.count(wanted)) == (["a", "c"], 2)
    assert (store.count(), store.page(limit=5, offset=4)) == (4, ())


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (3, 3, ["week", "third"]),
        (2, 4, ["week", "fourth", "third"]),
        (5, 9, ["ninth", "week"]),
        (9, 9, ["ninth"]),
        (10, 30, []),
        (1, 31, ["ninth", "week", "fourth", "third"]),
    ],
)
def test_what_lasted_beyond_a_span_of_days_is_in_it_too(
    store: Store, first: int, last: int, ids: list[str]
) -> None:
    week = incident("week", day=date(2024, 3, 2))
    period = replace(week.date, value=Period(start=date(2024, 3, 2), end=date(2024, 3, 8), precision="week"))
    days = {"third": 3, "fourth": 4, "ninth": 9}
    told = [incident(name, day=date(2024, 3, day)) for name, day in days.items()]
    store.put_incidents([replace(week, date=period), *told, incident("nowhen")])
    wanted = IncidentFilter(start=date(2024, 3, first), end=date(2024, 3, last))
    assert [one.id for one in store.page(wanted, limit=9)] == ids
    assert [one.id for offset in range(5) for one in store.page(wanted, limit=1, offset=offset)] == ids
    assert store.count(wanted) == len(ids)
    assert [one.id for one in store.incidents(wanted)] == sorted(ids)


def test_what_one_extractor_has_dealt_with_can_be_left_out(store: Store) -> None:
    store.add_reports([arrival("r1"), arrival("r2"), arrival("r3")])
    store.put_extractions([extraction("r1", extractor="screen@1"), extraction("r2", extractor="stub@1")])
    assert store.extractors() == {"screen@1": 1, "stub@1": 1}
    assert [report.id for report in store.unread("stub@1")] == ["r1", "r3"]
    assert [report.id for report in store.unread("stub@1", besides="screen@1")] == ["r3"]


def test_null_characters_in_a_text_come_back(store: Store) -> None:
    given = arrival(text="Rebels overran\x00 a post.", headline="Post\x00 falls")
    store.add_report(given)
    assert store.report("r1") == given.report
    assert [hit.report_id for hit in store.search("overran")] == ["r1"]
    assert store.check() == ()
