"""Records go to JSON and back unchanged; a line that does not fit is named, and the others go on."""

from __future__ import annotations

import json

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import jsonl
from dateline.errors import UnusableInput
from dateline.records import Actor, Report, Toll


def test_there_is_a_strategy_for_every_record() -> None:
    assert set(strategies.RECORDS) == set(jsonl.RECORDS)


@pytest.mark.parametrize("kind", jsonl.RECORDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_json_round_trip_is_identity(kind: type, data: st.DataObject) -> None:
    record = data.draw(strategies.RECORDS[kind])
    encoded = jsonl.encode(record)
    assert b"\n" not in encoded
    assert jsonl.decode(encoded, kind) == record
    assert jsonl.encode(jsonl.decode(encoded, kind)) == encoded


@given(given_lines=st.lists(strategies.reports, max_size=4))
@settings(max_examples=25, deadline=None)
def test_lines_with_a_header_give_back_their_records(given_lines: list[Report]) -> None:
    lines = list(jsonl.write_lines(given_lines, kind=Report))
    assert json.loads(lines[0]) == {"dateline": jsonl.FORMAT_VERSION, "record": "Report"}
    assert list(jsonl.read_lines(lines, Report)) == given_lines


@given(data=st.binary(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_record_or_an_unusable_input(data: bytes) -> None:
    for found in jsonl.read_lines([data], Report):
        assert isinstance(found, Report | UnusableInput)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"as_written":"a","name":"b","bogus":1}', "bogus"),
        (b'{"as_written":1,"name":"b"}', "$.as_written"),
        (b'{"as_written":"a"', "truncated"),
        (b'{"dateline":99,"record":"Actor"}', "format version 99"),
        (b'{"dateline":1,"record":"Toll"}', "a file of Toll records"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong_and_the_next_is_read(line: bytes, said: str) -> None:
    good = Actor(as_written="a", name="b")
    fault, read = jsonl.read_lines([line, jsonl.encode(good)], Actor, name="file.jsonl")
    assert isinstance(fault, UnusableInput)
    assert said in fault.reason
    assert fault.where == "file.jsonl, line 1"
    assert read == good


def test_a_rule_of_a_record_holds_for_lines_too() -> None:
    (fault,) = jsonl.read_lines([b'{"outcome":"killed","low":5,"best":2}'], Toll)
    assert "low <= best <= high" in str(fault)


def test_the_schema_names_every_record_and_refuses_unknown_keys() -> None:
    schema = jsonl.json_schema()
    for kind in jsonl.RECORDS:
        assert kind.__name__ in schema["$defs"]
    assert schema["$defs"]["Claim"]["additionalProperties"] is False
    assert json.loads(json.dumps(schema))["title"] == "dateline records, format version 1"
