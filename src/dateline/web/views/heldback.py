"""What a file would hold, and what would be held back from it and why, before anybody writes it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from dateline.publish.areas import Area
from dateline.publish.collapse import code_items
from dateline.publish.formats import load_export
from dateline.publish.items import Item
from dateline.publish.profiles import load_profile
from dateline.publish.redact import REASONS, Rules, redact_items
from dateline.records import Place, Record
from dateline.web.views import words

COUNTED = 500  # incidents looked at for a preview; a file is always whole
SHOWN = 4

Items = Callable[[int | None], Iterable[Item]]


class Wanted(Record, frozen=True, kw_only=True):
    """What somebody asks to be given: format, preset, the rules of a profile, days of delay, the areas of places."""

    format: str = "xlsx"
    preset: str = "public"
    profile: str = ""
    delay: int = 0
    area: Area = "cell"


class Contrast(Record, frozen=True, kw_only=True):
    """One incident as the project holds it and as the file would: label, before, after, same or not."""

    id: str
    title: str
    rows: tuple[tuple[str, str, str], ...]


class Preview(Record, frozen=True, kw_only=True):
    """How many incidents a file would hold, what is left out or held back and why, and some examples."""

    written: int
    size: int
    left_out: tuple[tuple[str, int], ...]
    held: tuple[tuple[str, int, str], ...]
    examples: tuple[Contrast, ...]
    partial: bool


def preview(items: Items, wanted: Wanted, *, total: int, today: date) -> Preview:
    """The file written to nowhere and counted; no more than COUNTED incidents are looked at."""
    held: Counter[str] = Counter()
    out = io.BytesIO()
    made = load_export(wanted.format).write(passed(items(COUNTED), wanted, held, today=today), out)
    return Preview(
        written=made.incidents,
        size=out.tell(),
        left_out=tuple(made.left_out.items()),
        held=tuple((kind, count, REASONS.get(kind, "")) for kind, count in held.most_common() if count),
        examples=tuple(contrasts(items(SHOWN * 8), wanted, today=today)),
        partial=total > COUNTED,
    )


def passed(items: Iterable[Item], wanted: Wanted, held: Counter[str], *, today: date) -> Iterator[Item]:
    """The items as the preset lets them out, in the order of the command `export`."""
    newest = today - timedelta(days=wanted.delay) if wanted.delay else None
    coded = code_items(items, load_profile(wanted.profile)) if wanted.profile else items
    return redact_items(coded, wanted.preset, held, Rules(area=wanted.area, newest=newest))


def contrasts(items: Iterable[Item], wanted: Wanted, *, today: date) -> list[Contrast]:
    """Incidents of which the file would say less, each field side by side."""
    found = []
    for item in items:
        after = next(passed([item], wanted, Counter(), today=today), None)
        rows = compare_items(item, after)
        if any(before != left for _, before, left in rows):
            found.append(Contrast(id=item.incident.id, title=title_of(item), rows=rows))
        if len(found) == SHOWN:
            break
    return found


def compare_items(before: Item, after: Item | None) -> tuple[tuple[str, str, str], ...]:
    """Label, what the project holds, what the file would say; empty where it would say nothing."""
    told = _said(after) if after else {}
    return tuple((label, value, told.get(label, "")) for label, value in _said(before).items() if value)


def title_of(item: Item) -> str:
    """What and where, in a few words."""
    place = item.incident.place
    return f"{item.incident.sub_event_type.value}, {place.name if place else 'an unnamed place'}"


def _said(item: Item) -> dict[str, str]:
    line = item.incident
    speakers = [" → ".join((one.as_written, *one.via)) for one in line.sources]
    titles = [", ".join(part for part in (one.title, one.outlet) if part) for one in item.reports]
    return {
        "When": _days(line.date_start, line.date_end, line.time_of_day),
        "Where": _place(line.place),
        "Who acted": words.actors_words(line.side_a),
        "Against whom": words.actors_words(line.side_b),
        "Victims": words.actors_words(line.victims),
        "Things hit": "; ".join(one.as_written for one in line.targets),
        "Toll": "; ".join(words.toll_words(one) for one in line.toll),
        "Who says so": _listed(speakers),
        "Reports": _listed(titles),
        "Links": _listed([one.url for one in item.reports if one.url]),
        "In which words": _listed([one.text for one in item.quotes[:1]]),
    }


def _days(start: date | None, end: date | None, part: str | None) -> str:
    if start is None:
        return ""
    span = words.day_words(start) if end in (None, start) else f"{start} to {end}"
    return f"{span}, {part.replace('_', ' ')}" if part else span


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    point = (
        f" · {place.latitude:.3f}, {place.longitude:.3f}"
        if None not in (place.latitude, place.longitude)
        else ""
    )
    radius = f", within {place.radius_km:g} km" if place.radius_km else ""
    site = f"{place.site}, " if place.site else ""
    return f"{site}{words.place_words(place)}{point}{radius}"


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))
