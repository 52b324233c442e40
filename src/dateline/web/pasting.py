"""Reports that somebody pastes into the pages, and the reader that reads them, loaded before the first comes."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property

from dateline.pipeline import Extractor, ReadReport, read_report
from dateline.records import Arrival, Report, content_id


class Pasting:
    """Reads what is pasted. Touches no store, so it may run in a thread."""

    def __init__(self, load: Callable[[], Extractor], clock: Callable[[], datetime]) -> None:
        self._load_extractor = load
        self._clock = clock
        self._warming = False

    @cached_property
    def extractor(self) -> Extractor:
        """The reader, loaded when first asked for; that takes some seconds."""
        return self._load_extractor()

    def warm(self) -> None:
        """Loads the reader beside the pages, once, so that a pasted report need not wait for it."""
        if not self._warming:
            self._warming = True
            threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        with suppress(Exception):  # a paste meets the same fault, and says what to do
            self.extractor.read(Report(id="", text="It rained in the hills."))
        gc.freeze()  # the reader's million objects stay: no page has to wait while they are looked through for garbage

    def read_text(
        self, text: str, *, published: date | None, outlet: str | None, headline: str | None
    ) -> tuple[Arrival, ReadReport]:
        """A pasted report and what was read in it."""
        report = Report(
            id=content_id("paste", text, str(published), outlet or ""),
            text=text,
            source="paste",
            outlet=outlet,
            headline=headline,
            published=published,
            retrieved=self._clock(),
        )
        arrival = Arrival(report=report, raw=text.encode("utf-8", "surrogatepass"), origin="pasted")
        return arrival, read_report(report, self.extractor)
