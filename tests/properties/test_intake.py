"""Whatever bytes come in: arrivals or unusable inputs, never an error; encodings give back their text."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import UnusableInput
from dateline.ingest import read_inputs
from dateline.ingest.decode import decode_bytes
from dateline.records import Arrival

EXAMPLES = int(os.environ.get("DATELINE_FUZZ_BYTES", "360"))
# The first bytes that call for each of the readers.
HEADS = {
    "text": b"date 2024-03-04 ",
    "html": b"<!doctype html><html><body><p>",
    "pdf": b"%PDF-1.4\n1 0 obj\n",
    "jsonl": b'{"text": ',
    "feed": b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>',
    "mail": b"From: a@b.example\r\nSubject: x\r\n",
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\n",
    "gzip": b"\x1f\x8b\x08\x00",
    "csv": b"id,published,title,text\n",
    "parquet": b"PAR1",
    "zip": b"PK\x03\x04",
}


@pytest.fixture(autouse=True)
def tell(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """What this part of the soak tried."""
    record_property(
        "tried", f"up to {EXAMPLES // len(HEADS):,} inputs, {request.node.name.removeprefix('test_')}"
    )


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@given(rest=st.binary(max_size=300))
@settings(max_examples=EXAMPLES // len(HEADS), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_behind_any_head_are_arrivals_or_unusable(head: bytes, rest: bytes) -> None:
    found = list(read_inputs(["-"], stdin=io.BytesIO(head + rest)))
    assert found or head == HEADS["jsonl"]
    for one in found:
        assert isinstance(one, Arrival | UnusableInput)
        if isinstance(one, UnusableInput):
            assert one.reason
            assert one.where
            assert one.remedy


letters = st.text(st.characters(categories=["Lu", "Ll", "Zs"], max_codepoint=0x24F), min_size=1, max_size=60)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_text_with_its_mark_is_decoded_to_itself(encoding: str, text: str) -> None:
    text = text.lstrip("\ufeff") + "."
    assert decode_bytes(text.encode(encoding), "file").text == text


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
@settings(max_examples=150, deadline=None)
def test_the_text_of_jsonl_is_unchanged(text: str) -> None:
    import msgspec

    line = msgspec.json.encode({"id": "a", "published": None, "text": text})
    (found,) = read_inputs(["-"], stdin=io.BytesIO(line + b"\n"))
    if isinstance(found, Arrival):
        assert found.report.text == text
        assert found.raw == line
    else:
        assert found.reason in ("no text in it",) or "Zawgyi" in found.reason
