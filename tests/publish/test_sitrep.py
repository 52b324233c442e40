"""Every number of a situation report names its incidents; totals equal the table; what is held back is not in it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import docx
import msgspec
import pypdfium2
import pytest
from planted import planted_item, secrets

from dateline.errors import DatelineError
from dateline.publish.drawings import draw_map, draw_timeline
from dateline.publish.items import Item
from dateline.publish.redact import redact_items
from dateline.publish.sitrep import WRITERS, write_html, write_pdf
from dateline.publish.sitrep_words import refs
from dateline.publish.situation import Situation, entry_of, make_situation, parse_period
from dateline.records import Actor, Place, Toll

replace = msgspec.structs.replace
START, END = date(2023, 1, 23), date(2023, 1, 29)


def changed(item: Item, id: str, **changes: Any) -> Item:
    """The item under another id with some fields changed."""
    return replace(item, incident=replace(item.incident, id=id, **changes))


@pytest.fixture
def items(item: Item) -> list[Item]:
    """Six incidents: three of the week, one before it, one of the month only, one total."""
    arakan = Place(
        as_written="Ora", name="Ora", country="Myanmar", admin1="Rakhine", latitude=20.1, longitude=92.9
    )
    dead = (Toll(outcome="killed", side="a", low=4, best=4, high=4), Toll(outcome="injured", best=7))
    return [
        item,
        changed(
            item, "i2", place=arakan, toll=dead, date_start=date(2023, 1, 29), date_end=date(2023, 1, 29)
        ),
        changed(item, "i3", toll=(), losses_stated="unknown", verification="could_not_verify", side_b=()),
        changed(item, "i4", date_start=date(2023, 1, 20), date_end=date(2023, 1, 20)),
        changed(item, "i5", date_start=date(2023, 1, 1), date_end=date(2023, 1, 31), date_precision="month"),
        changed(item, "i6", sums=("i1", "i2")),
    ]


def situation_of(items: Sequence[Item], preset: str = "internal") -> Situation:
    """The week's situation after the preset."""
    return make_situation(redact_items(items, preset, Counter()), START, END, preset=preset)


def words_of_pdf(data: bytes) -> str:
    """All text of a PDF with white space folded."""
    document = pypdfium2.PdfDocument(data)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def words_of(suffix: str, data: bytes) -> str:
    """All text of a report in any form, archives unpacked."""
    if suffix == ".pdf":
        return words_of_pdf(data)
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", "replace")


def test_a_word_document_says_the_same(items: list[Item]) -> None:
    document = docx.Document(io.BytesIO(WRITERS[".docx"](situation_of(items))))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1:3] == [
        ["Incidents", "3 [1-3]", "+2 from 1"],
        ["People killed, where anybody counts", "6 [1, 3]", "+4 from 2"],
    ]
    assert len(document.inline_shapes) == 2
    assert "unconfirmed: could not verify" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_numbers_name_their_incidents_and_change(items: list[Item]) -> None:
    found = situation_of(items)
    (summary,) = found.summary
    assert [(entry.number, entry.id) for entry in found.entries] == [(1, "i1"), (2, "i3"), (3, "i2")]
    assert (summary.incidents.value, summary.incidents.entries, summary.incidents.before) == (3, (1, 2, 3), 1)
    assert (summary.killed.value, summary.killed.entries, summary.killed.before) == (6, (1, 3), 2)
    assert (summary.injured.value, summary.injured.entries) == (7, (3,))


def test_totals_equal_the_tables(items: list[Item]) -> None:
    found = situation_of(items)
    for table in (found.by_time, found.by_place):
        assert sum(row.incidents.value for row in table) == len(found.entries)
        assert sum(row.killed.value for row in table) == found.summary[0].killed.value
    assert [(row.name, row.killed.value) for row in found.by_place] == [
        ("Myanmar, Kachin", 2),
        ("Myanmar, Rakhine", 4),
    ]


@pytest.mark.parametrize(
    ("period", "step", "names"),
    [
        ("2023-W04", "day", [f"2023-01-{day}" for day in range(23, 30)]),
        ("2023-01-01..2023-03-05", "week", ["2022-W52", *(f"2023-W{week:02}" for week in range(1, 10))]),
        ("2023", "month", [f"2023-{month:02}" for month in range(1, 13)]),
    ],
)
def test_the_timeline_has_every_step_of_the_period_empty_ones_too(
    items: list[Item], period: str, step: str, names: list[str]
) -> None:
    found = make_situation(items, *parse_period(period), preset="internal")
    assert (found.step, [row.name for row in found.by_time]) == (step, names)
    assert sum(row.incidents.value for row in found.by_time) == len(found.entries) > 0
    drawing = draw_timeline(found.by_time)
    assert drawing.count('fill="#333333"/>') == sum(row.incidents.value > 0 for row in found.by_time)


def test_incidents_of_one_area_share_a_circle_and_no_label_covers_another(items: list[Item]) -> None:
    drawing = draw_map(situation_of(items).entries)
    assert drawing.count("<circle") == 2
    assert "1-2 Quen</text>" in drawing
    assert "3 Ora</text>" in drawing
    many = [entry_of(n, changed(items[0], f"m{n}", place=near(n))) for n in range(1, 60)]
    rows = sorted(
        float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"[^>]*paint-order', draw_map(many))
    )
    assert 5 < len(rows) < 59
    assert all(below - above >= 13 for above, below in pairwise(rows))


def near(n: int) -> Place:
    """A hamlet a little beside the last one."""
    return Place(as_written="x", name=f"Hamlet {n}", latitude=20 + n / 30, longitude=95.0, radius_km=1.0)


def test_what_is_roughly_dated_is_told_apart_and_totals_are_not_counted(items: list[Item]) -> None:
    found = situation_of(items)
    assert [entry.id for entry in found.uncertain] == ["i5"]
    assert found.left_out == {"totals of other incidents": 1}


def test_unconfirmed_is_marked_and_words_are_escaped(items: list[Item]) -> None:
    hostile = changed(items[0], "i7", side_a=(Actor(as_written="x", name="<script>alert(1)</script>"),))
    page = write_html(situation_of([*items, hostile])).decode("utf-8")
    assert "unconfirmed: could not verify" in page
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_every_number_in_the_page_carries_a_reference(items: list[Item]) -> None:
    page = write_html(situation_of(items)).decode("utf-8")
    cells = re.findall(r'<td class="n">(\d+)(.*?)</td>', page)
    assert len(cells) >= 12
    assert all("[" in rest for number, rest in cells if number != "0")


def test_pdf_and_page_say_the_same_and_burmese_and_arabic_print(items: list[Item]) -> None:
    burmese = changed(items[0], "i8", place=Place(as_written="ဖားကန့်", name="ဖားကန့်", country="Myanmar"))
    arabic = changed(items[0], "i9", place=Place(as_written="إدلب", name="إدلب", country="Syria"))
    data = write_pdf(situation_of([*items, burmese, arabic]))
    text = words_of_pdf(data)
    assert data.startswith(b"%PDF")
    assert "ဖားကန့်" in text
    assert "Incidents 5 [1-5] +4 from 1" in text
    assert "unconfirmed: could not verify" in text
    assert b"NotoSansMyanmar" in data.replace(b"#20", b"") or b"Myanmar" in data


def test_fonts_go_along_in_every_form_where_their_script_is_written(items: list[Item]) -> None:
    burmese = changed(items[0], "i8", place=Place(as_written="ဖားကန့်", name="ဖားကန့်", country="Myanmar"))
    for given, named in ((items, []), ([*items, burmese], ["Noto Sans Myanmar"])):
        page = write_html(situation_of(given)).decode("utf-8")
        assert re.findall(r'@font-face\{font-family:"([^"]+)"', page) == named
        with zipfile.ZipFile(io.BytesIO(WRITERS[".docx"](situation_of(given)))) as archive:
            table = archive.read("word/fontTable.xml").decode("utf-8")
            fonts = [name for name in archive.namelist() if name.endswith(".odttf")]
            assert re.findall(r'w:name="(Noto[^"]+)"><w:embedRegular', table) == named
            assert len(fonts) == len(named)
            for name in fonts:
                key = re.findall(r'w:fontKey="\{([^}]+)\}', table)[0]
                mix = bytes.fromhex(key.replace("-", ""))[::-1] * 2
                start = bytes(one ^ two for one, two in zip(archive.read(name), mix, strict=False))
                assert start.startswith(b"\x00\x01\x00\x00")


def test_the_same_incidents_give_the_same_bytes(items: list[Item]) -> None:
    for write in WRITERS.values():
        assert write(situation_of(items)) == write(situation_of(items))


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_a_public_report_holds_every_planted_secret_back(suffix: str) -> None:
    items = [planted_item(secrets(n), n=n) for n in range(40)]
    data = WRITERS[suffix](situation_of(items, "public"))
    text = words_of(suffix, data)
    plants = [plant for n in range(40) for plant in secrets(n).values()]
    assert [plant for plant in plants if plant in text] == []
    assert "40" in text


def test_200_incidents_take_less_than_five_seconds(item: Item) -> None:
    many = [
        changed(item, f"i{n}", date_start=START + timedelta(days=n % 7), date_end=None) for n in range(200)
    ]
    start = time.process_time()
    assert len(write_pdf(situation_of(many))) > 10_000
    assert time.process_time() - start < 5.0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-W04", date(2023, 1, 23), date(2023, 1, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-01-20..2023-01-26", date(2023, 1, 20), date(2023, 1, 26)),
        ("2023-01-20", date(2023, 1, 20), date(2023, 1, 20)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert parse_period(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["last week", "2023-W60", "2023-13", "0000", "20233", "2023-01-05..2023-01-01", ".."]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(DatelineError):
        parse_period(text)


def test_runs_of_numbers_are_short() -> None:
    assert refs((1, 2, 3, 5, 7, 8)) == "1-3, 5, 7-8"
    assert refs(()) == ""


def test_an_empty_period_is_a_report_too(item: Item) -> None:
    empty = make_situation([item], date(2020, 1, 1), date(2020, 1, 7), preset="internal")
    assert "No incident in this period" in write_html(empty).decode("utf-8")
    assert "No incident in this period" in words_of_pdf(write_pdf(empty))


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_where_nobody_counts_stands_a_dash_and_no_zero(items: list[Item], suffix: str) -> None:
    """They say nobody, and nobody says, are two answers."""
    bare = [
        msgspec.structs.replace(one, incident=msgspec.structs.replace(one.incident, toll=())) for one in items
    ]
    (summary,) = situation_of(bare).summary
    assert (summary.killed.value, summary.killed.told, summary.incidents.told) == (0, False, True)
    assert "–" in words_of(suffix, WRITERS[suffix](situation_of(bare)))
    none = (Toll(outcome="killed", side="civilians", low=0, best=0, high=0),)
    said = [
        msgspec.structs.replace(one, incident=msgspec.structs.replace(one.incident, toll=none))
        for one in items
    ]
    (summary,) = situation_of(said).summary
    assert (summary.killed.value, summary.killed.told, summary.injured.told) == (0, True, False)
    (summary,) = situation_of([]).summary
    assert (summary.killed.value, summary.killed.told) == (0, True)


def test_a_day_behind_an_outlet_in_arabic_keeps_its_order(items: list[Item]) -> None:
    head = msgspec.structs.replace(items[0].reports[0], outlet="شبكة النهر", published=date(2023, 1, 27))
    found = situation_of([msgspec.structs.replace(items[0], reports=(head,))])
    assert found.entries[0].sources == ("شبكة النهر\u200e 2023-01-27",)
