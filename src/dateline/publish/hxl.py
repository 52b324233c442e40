"""HXL: a table for humanitarian programs, with a second header row of hashtags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from dateline.publish.countries import country_of
from dateline.publish.formats import Export, Written, write_csv
from dateline.publish.items import Item
from dateline.publish.words import harmed, names, sentence_of

# Column, and its hashtag with attributes (HXL standard 1.1).
TAGS = {
    "Incident id": "#event+id",
    "Type": "#event+type",
    "Sub-type": "#event+subtype",
    "First day": "#date+occurred+start",
    "Last day": "#date+occurred+end",
    "Date precision": "#date+precision",
    "Country": "#country+name",
    "Country code": "#country+code+v_iso3",
    "Admin 1": "#adm1+name",
    "Admin 2": "#adm2+name",
    "Admin 3": "#adm3+name",
    "Place": "#loc+name",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Radius (km)": "#geo+radius",
    "Side A": "#group+actor+side_a",
    "Side B": "#group+actor+side_b",
    "Victims": "#group+victims",
    "Killed (low)": "#affected+killed+min",
    "Killed (best)": "#affected+killed",
    "Killed (high)": "#affected+killed+max",
    "Injured": "#affected+injured",
    "Abducted": "#affected+abducted",
    "Missing": "#affected+missing",
    "Arrested": "#affected+arrested",
    "Displaced": "#affected+displaced",
    "Total of others": "#event+aggregate",
    "Background": "#event+background",
    "Status": "#status+verification",
    "Sources": "#meta+source",
    "Reports": "#meta+reports+num",
    "Description": "#description",
}
COLUMNS = tuple(TAGS)


def row_of(item: Item) -> dict[str, Any]:
    """One row; empty where nobody says, 0 only where they say none. Totals are marked, not left out."""
    line, place = item.incident, item.incident.place
    low, best, high = harmed(line, "killed")
    row: dict[str, Any] = {
        "Incident id": line.id,
        "Type": line.event_type.value,
        "Sub-type": line.sub_event_type.value,
        "First day": line.date_start,
        "Last day": line.date_end,
        "Date precision": line.date_precision,
        "Side A": names(line.side_a),
        "Side B": names(line.side_b),
        "Victims": names(line.victims),
        "Killed (low)": low,
        "Killed (best)": best,
        "Killed (high)": high,
        "Injured": harmed(line, "injured")[1],
        "Abducted": harmed(line, "abducted")[1],
        "Missing": harmed(line, "missing")[1],
        "Arrested": harmed(line, "arrested")[1],
        "Displaced": harmed(line, "displaced")[1],
        "Total of others": "yes" if line.sums else "no",
        "Background": "yes" if line.background else "no",
        "Status": line.verification,
        "Sources": "; ".join(dict.fromkeys(head.outlet for head in item.reports if head.outlet)),
        "Reports": len(item.reports),
        "Description": sentence_of(line),
    }
    if place is not None:
        row |= {
            "Country": place.country,
            "Country code": country_of(place.country).iso3,
            "Admin 1": place.admin1,
            "Admin 2": place.admin2,
            "Admin 3": place.admin3,
            "Place": place.name,
            "Latitude": place.latitude,
            "Longitude": place.longitude,
            "Radius (km)": place.radius_km,
        }
    return row


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """A table of values separated by commas, headings and hashtags first."""
    return write_csv(items, stream, columns=COLUMNS, row_of=row_of, second_header=tuple(TAGS.values()))


EXPORT = Export(name="hxl", suffix=".hxl.csv", columns=COLUMNS, write=write)
