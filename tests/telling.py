"""What a reader makes of paragraphs that a test tells, printed on 10 May 2024, a Friday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Incident, Report


def incidents(reader: Reader, *paragraphs: str) -> tuple[Incident, ...]:
    """The incidents of a report with these paragraphs."""
    text = "\n\n".join(paragraphs) + "\n"
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader).incidents


def killed(found: Iterable[Incident]) -> list[int | None]:
    """The best figure of dead of each incident, None where none is told."""
    return [next((t.value.best for t in one.toll if t.value.outcome == "killed"), None) for one in found]
