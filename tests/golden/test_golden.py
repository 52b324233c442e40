"""A small invented project in every format, whole: `GOLDEN=write pytest tests/golden` rewrites, the diff is read."""

from __future__ import annotations

import io
import os
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import invented
import pytest
from msgspec.structs import replace
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from dateline.codebook import EventType, SubEventType
from dateline.plugins import list_plugins
from dateline.publish.collapse import code_items
from dateline.publish.formats import load_export
from dateline.publish.items import Item, make_items
from dateline.publish.profiles import load_profile
from dateline.publish.redact import redact_items
from dateline.publish.sitrep import write_html
from dateline.publish.situation import make_situation
from dateline.records import Actor, Claim, Incident, Period, Place, Report, Settled, Target, Toll

FILES = Path(__file__).with_name("files")
FORMATS = sorted(list_plugins("exports"))


def second_paper(claim: Claim, report: Report) -> tuple[Claim, Report]:
    """The same clash in another paper, with another toll, from a party."""
    toll = Toll(outcome="killed", side="unknown", low=5, best=5, high=5, as_written="five")
    spoken = replace(
        claim.attribution[0].value, original="a rebel source", kind="armed group", party_to_conflict=True
    )
    other = replace(
        claim,
        id="c2",
        report_id="r2",
        toll=(replace(claim.toll[0], value=toll),),
        attribution=(replace(claim.attribution[0], value=spoken),),
    )
    return other, replace(report, id="r2", outlet="Valley Courier", headline="Five dead in Quen", url=None)


def invented_items() -> list[Item]:
    """A clash in two papers, an air strike of a month, a killing nobody is named for and not placed, a total."""
    claim, report = invented.make_claim(), invented.make_report()
    other, paper = second_paper(claim, report)
    clash = replace(
        invented.make_incident(claim), claim_ids=("c1", "c2"), report_ids=("r1", "r2"), number_of_sources=2
    )
    strike, killing = _strike(clash), _killing(clash)
    total = replace(
        clash, id="i4", claim_ids=("c4",), report_ids=("r1",), sums=("i1", "i3"), summed_count=4, toll=()
    )
    sixty = replace(claim.toll[0], value=strike.toll[0].value)
    made = (claim, other, replace(claim, id="c3", toll=(sixty,)), replace(claim, id="c4", toll=()))
    claims = {one.id: one for one in made}
    return list(make_items([clash, strike, killing, total], claims.get, {"r1": report, "r2": paper}.get))


def _strike(clash: Incident) -> Incident:
    month = Period(start=date(2022, 10, 1), end=date(2022, 10, 31), precision="month")
    return replace(
        clash,
        id="i2",
        claim_ids=("c3",),
        report_ids=("r1",),
        event_type=Settled(value=EventType.EXPLOSIONS),
        sub_event_type=Settled(value=SubEventType.AIR_STRIKE),
        side_a=Settled(
            value=(Actor(as_written="jets", name="Air Force of Quenland", actor_id="x", inter=1),)
        ),
        side_b=Settled(value=()),
        victims=(Actor(as_written="concert goers", name="concert goers", inter=7),),
        date=Settled(value=month),
        toll=(Settled(value=Toll(outcome="killed", side="civilians", low=60, as_written="at least 60")),),
        background=True,
    )


def _killing(clash: Incident) -> Incident:
    place = Place(
        as_written="Ora", name="Ora", kind="village", country="Mali", reason="two villages of this name"
    )
    return replace(
        clash,
        id="i3",
        claim_ids=("c4",),
        report_ids=("r1",),
        event_type=Settled(value=EventType.CIVILIANS),
        sub_event_type=Settled(value=SubEventType.ATTACK),
        side_a=Settled(value=()),
        side_b=Settled(value=()),
        victims=(Actor(as_written="=herders", name="=herders", inter=7),),
        targets=(Target(as_written="huts", count=20, fate="burned"),),
        location=Settled(value=place),
        toll=(),
        losses_stated=Settled(value="unknown"),
        verification=Settled(value="could_not_verify"),
    )


def as_text(name: str, data: bytes) -> str:
    """What a person can compare: the text itself, or the cells of a workbook or a database."""
    if name == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {page: book.get_sheet_by_name(page).to_python() for page in book.sheet_names}
        return "".join(f"## {page}\n" + "".join(f"{row}\n" for row in rows) for page, rows in sheets.items())
    if name == "geoparquet":
        table = parquet.read_table(io.BytesIO(data))
        return "".join(f"{line}\n" for line in (table.schema.to_string(), *table.to_pylist()))
    if name == "gpkg":
        connection = sqlite3.connect(":memory:")
        connection.deserialize(data)
        dump = "\n".join(
            line for line in connection.iterdump() if "INSERT INTO" in line and "qgis" not in line
        )
        connection.close()
        return dump + "\n"
    return data.decode("utf-8")


def check(name: str, text: str) -> None:
    """Compares with the golden file, or writes it."""
    path = FILES / name
    if os.environ.get("GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_bytes().decode("utf-8") == text


@pytest.mark.parametrize("preset", ["internal", "partner", "public"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_its_golden_file(name: str, preset: str) -> None:
    stream = io.BytesIO()
    load_export(name).write(redact_items(invented_items(), preset, Counter()), stream)
    check(f"{preset}-{name}.txt", as_text(name, stream.getvalue()))


def test_the_acled_like_rows_with_their_reasons() -> None:
    stream = io.BytesIO()
    load_export("acled").write(code_items(invented_items(), load_profile("acled-like")), stream)
    check("profile-acled.txt", stream.getvalue().decode("utf-8"))


def test_the_situation_report_of_the_week() -> None:
    situation = make_situation(invented_items(), date(2023, 1, 23), date(2023, 1, 29), preset="internal")
    check("sitrep.html", write_html(situation).decode("utf-8"))
