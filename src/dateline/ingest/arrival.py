"""The one place where an Arrival is made: its id, its limits, its day, and notes for the analyst."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from datetime import datetime

from dateline.errors import UnusableInput
from dateline.ingest.dates import DateCandidate
from dateline.ingest.decode import is_zawgyi
from dateline.ingest.script import foreign_script
from dateline.records import Arrival, Report, content_id

MAX_TEXT_CHARS = (
    200_000  # the longest article is shorter; the reader takes 20 s for 40,000 and grows faster than the text
)


def make_arrival(
    text: str,
    raw: bytes,
    *,
    origin: str,
    media_type: str,
    dates: Sequence[DateCandidate] = (),
    published: Day | None = None,
    id: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    source: str | None = None,
    retrieved: datetime | None = None,
    notes: Sequence[str] = (),
) -> Arrival:
    """The arrival, its text unchanged; UnusableInput for no text, too much, half letters, or Zawgyi.

    A day the user gave outranks all; else the first candidate is taken. Other days found are noted.
    """
    _refuse(text, origin)
    day = published or (dates[0].day if dates else None)
    script = foreign_script(text)
    report = Report(
        id=id or content_id("report", text, url or "", outlet or ""),
        text=text,
        source=source if source is not None else origin,
        outlet=outlet or None,
        url=url or None,
        headline=headline or None,
        published=day,
        retrieved=retrieved,
        language="und" if script else "en",
    )
    return Arrival(
        report=report,
        raw=raw,
        media_type=media_type,
        origin=origin,
        notes=(*notes, *_script_notes(script), *_date_notes(day, dates, given=published is not None)),
    )


def _script_notes(script: str | None) -> tuple[str, ...]:
    return (
        (f"written in {script} letters, which no reader here knows: kept and searchable",) if script else ()
    )


def _refuse(text: str, origin: str) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\xa0"):
        raise UnusableInput("no text in it", where=origin, remedy="Check that it is the article itself.")
    if len(text) > MAX_TEXT_CHARS:
        raise UnusableInput(
            f"{len(text):,} characters, more than {MAX_TEXT_CHARS:,} in one report",
            where=origin,
            remedy="Split it into its articles.",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise UnusableInput(
            f"half a character (a lone surrogate) at {fault.start}", where=origin, remedy="Mend the encoding."
        ) from None
    if is_zawgyi(text):
        raise UnusableInput(
            "Burmese in the Zawgyi encoding, which looks like Unicode and is not",
            where=origin,
            remedy="Convert it to Unicode first.",
        )


def _date_notes(day: Day | None, dates: Sequence[DateCandidate], *, given: bool) -> tuple[str, ...]:
    """One note when no day is known, or when others than the one taken stand on the page."""
    if day is None:
        return ("no publication date found; give one with --published, or weekdays stay unresolved",)
    others = {c.day: c.found_in for c in reversed(dates) if c.day != day}
    if not others:
        return ()
    taken = "the one given" if given else f"the one in {dates[0].found_in}"
    listed = ", ".join(f"{other} in {found_in}" for other, found_in in sorted(others.items()))
    return (f"more than one date: took {day}, {taken}; also {listed}",)
