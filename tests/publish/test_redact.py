"""What a preset holds back stands in no byte of any format; what it shows is coarse, never moved."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date
from typing import Any

import h3
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import KINDS, planted_item, secrets
from pyarrow import parquet

from dateline.errors import DatelineError
from dateline.plugins import list_plugins
from dateline.publish import patterns, persons
from dateline.publish.areas import cell_of, coarse_place
from dateline.publish.formats import load_export
from dateline.publish.items import Item
from dateline.publish.patterns import mask_text, names_site
from dateline.publish.persons import Mask, find_persons, persons_in
from dateline.publish.redact import REASONS, Rules, held_back, hold_recent, redact_items
from dateline.publish.sitrep import write_html
from dateline.publish.situation import make_situation
from dateline.records import Place, Toll

PARTNER_HOLDS = ("speaker", "victim", "phone", "e-mail", "coordinates", "clinic", "link")
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


NAME = st.from_regex(r"(Daw|Ko|Mr\.|Umm) [A-Z][a-z]{4,9} [A-Z][a-z]{4,9}", fullmatch=True)
SECRET = st.fixed_dictionaries(
    {
        "speaker": NAME,
        "victim": NAME,
        "phone": st.from_regex(r"\+?[1-9][0-9]{1,2}([ .-]?[0-9]{3}){3}", fullmatch=True),
        "e-mail": st.from_regex(r"[a-z]{3,9}\.[a-z0-9]{2,9}@[a-z]{3,9}\.example", fullmatch=True),
        "coordinates": st.from_regex(r"-?[1-8][0-9]\.[0-9]{4,5}, -?[1-9][0-9]\.[0-9]{4,5}", fullmatch=True),
        "clinic": st.from_regex(
            r"[A-Z][a-z]{4,9} [A-Z][a-z]{4,9} (Clinic|School|Shelter|Camp)", fullmatch=True
        ),
        "link": st.from_regex(
            r"(https://|www\.)[a-z]{4,9}\.example/[a-z0-9/-]{4,20}[a-z0-9]", fullmatch=True
        ),
        "handle": st.from_regex(r"@[a-z]{4,9}_[a-z0-9]{2,6}", fullmatch=True),
    }
)


@settings(max_examples=25, deadline=None)
@given(plants=SECRET)
def test_no_generated_secret_survives_either_preset_in_any_format_or_report(plants: dict[str, str]) -> None:
    for preset in ("partner", "public"):
        for name in FORMATS:
            assert found_in(published([planted_item(plants)], preset, name), list(plants.values())) == []
        (item,) = redact_items([planted_item(plants)], preset, Counter())
        situation = make_situation([item], date(2023, 1, 1), date(2023, 1, 31), preset=preset)
        assert found_in(write_html(situation), list(plants.values())) == []


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


VILLAGE = Place(
    as_written="the well of Ora", name="Ora", country="Myanmar", admin1="Kachin", admin2="Mohnyin",
    admin3="Hpakant", latitude=25.61, longitude=96.31, radius_km=0.5, where_prec=1, geo_precision=1,
    gazetteer="mimu", gazetteer_id="x", site="a ford",
)  # fmt: skip


def test_a_public_place_is_its_cell_and_its_province() -> None:
    index = h3.latlng_to_cell(25.61, 96.31, 4)
    latitude, longitude = h3.cell_to_latlng(index)
    found = coarse_place(VILLAGE)
    assert found == Place(
        as_written="Kachin", name="Kachin", kind="area", country="Myanmar", admin1="Kachin",
        latitude=round(latitude, 4), longitude=round(longitude, 4), radius_km=found.radius_km,
        gazetteer="h3", gazetteer_id=index, where_prec=3, geo_precision=2,
    )  # fmt: skip
    assert 20 < (found.radius_km or 0) < 40
    corners = [h3.great_circle_distance((latitude, longitude), one) for one in h3.cell_to_boundary(index)]
    assert max(corners) <= (found.radius_km or 0)


def test_or_its_unit_without_a_point() -> None:
    assert coarse_place(VILLAGE, area="unit") == Place(
        as_written="Mohnyin", name="Mohnyin", kind="area", country="Myanmar", admin1="Kachin",
        admin2="Mohnyin", where_prec=3, geo_precision=2, reason="held back",
    )  # fmt: skip


def test_a_cell_is_larger_where_the_risk_is_and_never_smaller_than_what_was_read() -> None:
    def resolution(**changes: Any) -> int:
        cell = cell_of(msgspec.structs.replace(VILLAGE, **changes), risk=bool(changes.get("site")))
        return -1 if cell is None else int(h3.get_resolution(cell.id))

    assert resolution(site=None) == 4
    assert resolution(site="a clinic") == 3
    assert resolution(site=None, radius_km=50.0) == 3
    assert resolution(site=None, radius_km=400.0) == 1
    assert resolution(site=None, where_prec=6) == -1


def test_places_of_one_cell_cannot_be_told_apart() -> None:
    near = msgspec.structs.replace(
        VILLAGE, latitude=25.6105, longitude=96.3108, admin2="Other", name="Elsewhere"
    )
    assert coarse_place(near) == coarse_place(VILLAGE)


def test_a_few_living_civilians_are_a_range_and_the_dead_keep_their_number(item: Item) -> None:
    toll = (
        Toll(outcome="killed", side="civilians", low=1, best=1, high=1),
        Toll(outcome="arrested", side="civilians", low=2, best=2, high=2),
        Toll(outcome="abducted", side="unknown", low=1),
        Toll(outcome="injured", side="a", low=1, best=1, high=1),
        Toll(outcome="missing", side="civilians", low=0, best=0, high=0),
        Toll(outcome="displaced", side="civilians", low=3, best=3, high=3),
    )
    held: Counter[str] = Counter()
    line = msgspec.structs.replace(item.incident, toll=toll)
    (shown,) = redact_items([msgspec.structs.replace(item, incident=line)], "public", held)
    assert shown.incident.toll == (
        toll[0],
        Toll(outcome="arrested", side="civilians", low=1, high=2),
        Toll(outcome="abducted", side="unknown", low=1),
        *toll[3:],
    )
    assert held["small count"] == 1
    (internal,) = redact_items([msgspec.structs.replace(item, incident=line)], "internal", Counter())
    assert internal.incident.toll == toll


def test_a_released_name_is_shown_with_its_incident_only(item: Item) -> None:
    other = msgspec.structs.replace(item, incident=msgspec.structs.replace(item.incident, id="i2"))
    for preset in ("partner", "public"):
        shown = redact_items([item, other], preset, Counter(), Rules(names={"i1": ("Lina Ort",)}))
        assert [[one.name for one in made.incident.victims] for made in shown] == [["Lina Ort"], []]


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


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ("09", "42", "123", "4567", " ", "-", ".", ",", "@", "(at)", "[dot]", "a.b", "x", "°", "'", "N",
             "25.61", "96.31", "47QKA", "http", "s://", "www.", "Velka", "clinic", "CLİNİC", "shelters", "of", "é", "က",
             "12345", "/", "+", "(", ")", "2023", "\n")
        ),
        max_size=14,
    )
)  # fmt: skip
def test_a_glance_at_a_text_never_misses_what_the_patterns_would_find(parts: list[str]) -> None:
    text = "".join(parts)
    masked = text
    for _, _, pattern, mask in patterns._MASKS:
        masked = patterns._put(pattern, mask, masked)[0]
    assert mask_text(text, Counter()) == patterns._named_site().sub("[site held]", masked)
    assert names_site(text) == bool(patterns._site_word().search(text))


@pytest.mark.parametrize(
    "words",
    ["Umar al-Sabri", "umar_al_sabri", "UMAR AL SABRI", "alsabri", "al-Sabri", "Sabri", "umar%20al-sabri-2"],
)
def test_a_name_with_small_words_in_it_is_masked_whole_and_by_its_last_part(words: str) -> None:
    persons = find_persons("The house of Sheikh Umar al-Sabri was hit")
    assert persons == ("Sheikh Umar al-Sabri",)
    masked, count = Mask(persons).put(f"at the gate of {words} on Friday", "[name held]")
    assert count == 1
    assert not any(part in masked.casefold() for part in ("umar", "sabri"))


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Aisha bint Yusuf, 34, fled", ("Aisha bint Yusuf",)),
        ("Dr. Jan van der Velde spoke", ("Dr. Jan van der Velde",)),
        ("a nurse told Mr Ben al-Odeh", ("Mr Ben al-Odeh",)),
        ("the River Army took Quen, 34 km away", ()),
    ],
)
def test_persons_are_found_by_a_title_or_an_age(text: str, persons: tuple[str, ...]) -> None:
    assert find_persons(text) == persons


def test_what_was_held_back_is_counted(corpus: list[Item]) -> None:
    held: Counter[str] = Counter()
    assert len(list(redact_items(corpus, "public", held))) == 40
    assert held["speaker"] == held["exact place"] == held["quote"] == held["title and link"] == 40


def test_every_kind_that_is_held_back_has_a_reason(corpus: list[Item]) -> None:
    held: Counter[str] = Counter()
    for preset in ("partner", "public"):
        list(redact_items(corpus, preset, held, Rules(newest=date(2023, 1, 24))))
        list(redact_items(corpus, preset, held))
    assert set(held) <= set(REASONS)
    assert [one.kind for one in held_back(held)] == sorted(kind for kind, count in held.items() if count)


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


PIECES = st.lists(
    st.sampled_from(
        ["Daw ", "Mr. ", "Ora Quen", "Lin", ", 34", " aged 7", " (12)", ", a 9-year-old", " told", "\n", " ", "x",
         "1", "555 12 34", "25.61", "°", "(at)", "@ora_q", "www.", "47Q ", "KM 12345", "camp", "2023-01-25", "ward", "\u00a0"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(PIECES, max_size=5))
def test_a_look_at_all_texts_together_misses_nothing_that_one_of_them_holds(texts: list[str]) -> None:
    one_by_one = tuple(dict.fromkeys(name for text in texts for name in find_persons(text)))
    assert persons_in(texts) == one_by_one
    if not patterns.may_be_masked("\n|\n".join(texts)):
        assert [patterns.find_masked(text) for text in texts] == [(text, {}) for text in texts]


@settings(max_examples=300, deadline=None)
@given(text=PIECES)
def test_a_cheap_look_never_hides_a_name_from_the_pattern(text: str) -> None:
    by_pattern = [match.group(1) for match in persons._titled().finditer(text)] + persons._AGED.findall(text)
    assert find_persons(text) == tuple(dict.fromkeys(name.strip() for name in by_pattern))
