"""What a preset holds back stands in no byte of any format; what it shows is coarse, never moved."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import KINDS, planted_item, secrets
from pyarrow import parquet

from dateline.errors import DatelineError
from dateline.plugins import list_plugins
from dateline.publish.formats import load_export
from dateline.publish.items import Item
from dateline.publish.patterns import mask_text
from dateline.publish.redact import REASONS, coarse_place, hold_recent, redact_items
from dateline.records import Place

PARTNER_HOLDS = ("speaker", "phone", "e-mail", "coordinates", "clinic", "link")
FORMATS = sorted(list_plugins("exports"))


def published(items: list[Item], preset: str, name: str) -> bytes:
    """All bytes of one format after the preset, archives unpacked."""
    stream = io.BytesIO()
    load_export(name).write(redact_items(items, preset, Counter()), stream)
    data = stream.getvalue()
    if data.startswith(b"PAR1"):
        return repr(parquet.read_table(io.BytesIO(data)).to_pylist()).encode("utf-8")
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(member) for member in archive.namelist())


def found_in(data: bytes, plants: list[str]) -> list[str]:
    """The plants that stand in the bytes, as they are or as XML and JSON write them."""
    return [plant for plant in plants if plant.encode("utf-8") in data]


@pytest.fixture(scope="module")
def corpus() -> list[Item]:
    """40 reports with 8 plants each."""
    return [planted_item(secrets(n), n=n) for n in range(40)]


@pytest.mark.parametrize("name", FORMATS)
def test_public_lets_no_planted_secret_out(name: str, corpus: list[Item]) -> None:
    plants = [plant for n in range(40) for plant in secrets(n).values()]
    assert len(plants) == len(set(plants)) == 320
    assert found_in(published(corpus, "public", name), plants) == []


@pytest.mark.parametrize("name", FORMATS)
def test_partner_holds_the_kinds_it_promises(name: str, corpus: list[Item]) -> None:
    plants = [secrets(n)[kind] for n in range(40) for kind in PARTNER_HOLDS]
    assert found_in(published(corpus, "partner", name), plants) == []


def test_internal_holds_nothing_back(corpus: list[Item]) -> None:
    data = published(corpus, "internal", "jsonl")
    assert len(found_in(data, [plant for n in range(40) for plant in secrets(n).values()])) == 320


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.text("abcdefghij éßက", min_size=9, max_size=30), min_size=len(KINDS), max_size=len(KINDS)
    )
)
def test_no_words_of_a_report_survive_the_public_preset(words: list[str]) -> None:
    plants = {kind: f"zq{word}qz" for kind, word in zip(KINDS, words, strict=True)}
    for name in FORMATS:
        assert found_in(published([planted_item(plants)], "public", name), list(plants.values())) == []


def test_a_body_that_speaks_and_acts_keeps_its_name_for_partners(item: Item) -> None:
    spoken = msgspec.structs.replace(item.incident.sources[0], as_written="River Army", kind="armed group")
    line = msgspec.structs.replace(item.incident, sources=(spoken,))
    (shown,) = redact_items([msgspec.structs.replace(item, incident=line)], "partner", Counter())
    assert shown.incident.side_a[0].name == "River Army"
    assert shown.incident.sources[0].as_written == "armed group"
    assert shown.reports[0].title == "River Army takes a post"


def test_exact_points_are_not_in_public_bytes(corpus: list[Item]) -> None:
    for name in FORMATS:
        assert (
            found_in(published(corpus, "public", name), ["25.61284", "96.31217", "25.6128", "96.3121"]) == []
        )


def test_a_public_place_is_its_area_and_its_cell() -> None:
    place = Place(
        as_written="the well of Ora", name="Ora", country="Myanmar", admin1="Kachin", admin2="Mohnyin",
        admin3="Hpakant", latitude=25.61, longitude=96.31, radius_km=0.5, where_prec=1, geo_precision=1,
        gazetteer_id="x", site="a clinic",
    )  # fmt: skip
    assert coarse_place(place) == Place(
        as_written="Mohnyin", name="Mohnyin", kind="area", country="Myanmar", admin1="Kachin",
        admin2="Mohnyin", latitude=25.75, longitude=96.25, radius_km=40.0, where_prec=3, geo_precision=2,
    )  # fmt: skip
    assert coarse_place(msgspec.structs.replace(place, latitude=25.501, longitude=96.499)).latitude == 25.75


def test_a_place_without_coordinates_stays_without() -> None:
    open_place = coarse_place(Place(as_written="x", name="x", country="Myanmar"))
    assert (open_place.latitude, open_place.name, open_place.where_prec) == (None, "Myanmar", 6)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call 09-42 123 4567 now", "call [phone held] now"),
        ("call +44 (0)20 7946 0958.", "call [phone held]."),
        ("write to a.b@c.example, please", "write to [e-mail held], please"),
        ("write to a.b (at) c (dot) example", "write to [e-mail held]"),
        ("at 25.6128, 96.3121 there", "at [coordinates held] there"),
        ("at 25°36'46\"N 96°18'43\"E there", "at [coordinates held] [coordinates held] there"),
        ("at 47QKA 12345 67890 there", "at [coordinates held] there"),
        ("see https://x.example/a?b=c ok", "see [link held] ok"),
        ("on 2023-01-25 and 25/01/2023, in 2010-2012", "on 2023-01-25 and 25/01/2023, in 2010-2012"),
        ("1,300 people and 60mm shells, 62nd year", "1,300 people and 60mm shells, 62nd year"),
    ],
)
def test_patterns_are_masked_and_plain_numbers_are_not(text: str, masked: str) -> None:
    assert mask_text(text, Counter()) == masked


def test_what_was_held_back_is_counted(corpus: list[Item]) -> None:
    held: Counter[str] = Counter()
    assert len(list(redact_items(corpus, "public", held))) == 40
    assert held["speaker"] == held["exact place"] == held["quote"] == held["title and link"] == 40


def test_every_kind_that_is_held_back_has_a_reason(corpus: list[Item]) -> None:
    held: Counter[str] = Counter()
    for preset in ("partner", "public"):
        list(redact_items(corpus, preset, held))
    assert set(held) <= set(REASONS)


def test_what_is_newer_than_the_delay_is_held_back(item: Item) -> None:
    held: Counter[str] = Counter()
    line = item.incident
    undated = msgspec.structs.replace(
        item, incident=msgspec.structs.replace(line, date_start=None, date_end=None)
    )
    assert list(hold_recent([item, undated], None, held)) == [item, undated]
    assert list(hold_recent([item, undated], date(2023, 1, 25), held)) == [item]
    assert list(hold_recent([item, undated], date(2023, 1, 24), held)) == []
    assert held == {"recent incident": 3}


def test_an_unknown_preset_is_refused_before_anything_is_written() -> None:
    with pytest.raises(DatelineError, match="Known: internal, partner, public"):
        redact_items([], "secret", Counter())
