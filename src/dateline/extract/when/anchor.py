"""What a time leans on: the publication day, the day the story has reached, the quarter last named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.extract.when.find import Draft
from dateline.extract.words.times import Lexicon

_FAR_YEARS = 2  # a year this far before publication is history, not news
_HISTORY = 8  # far years that make a history of a text with some words that lean on publication
_DEICTIC = frozenset({"deictic", "weekday"})


@dataclass(slots=True)
class Anchor:
    """The state while a text is read in its order.

    `narrative` texts are histories: their days hang on the day the story has reached, not on publication.
    `near`: publication is known to some days only, enough for weekdays and years, not for "today".
    `last_day`: the last day that the news told, which a month told since ("took the town in July") leaves as it was.
    `week`: the Monday of the week whose days the report tells ("between Monday and Thursday of last week").
    """

    published: date | None
    near: bool = False
    narrative: bool = False
    day: date | None = None
    year: int | None = None
    month: int | None = None
    before_christ: str = ""
    paragraph: int = -1
    explicit_paragraph: int = -1
    quarter: str | None = None
    quarter_sentence: int = -10
    quote_day: date | None = None
    counted_from: date | None = None
    latest: tuple[int, int] | None = None
    week: date | None = None
    last_day: date | None = None

    @property
    def now(self) -> date | None:
        """The day that words such as today and last year are measured from."""
        if self.quote_day is not None:
            return self.quote_day
        if self.narrative:
            return self.story or self.published
        return self.published

    @property
    def story(self) -> date | None:
        """The day the story has reached, else the first day of its month or year."""
        if self.day is not None:
            return self.day
        return date(self.year, self.month or 1, 1) if self.year else None

    @property
    def counted_on(self) -> date | None:
        """The day from which "three days later" goes on."""
        if self.day is None and self.last_day is not None and not self.narrative:
            return self.last_day
        return self.story

    def reach(self, value: str, *, paragraph: int, explicit: bool) -> None:
        """Moves the story on to a calendar value."""
        pieces = value.split("T")[0].split("-")
        if not pieces[0].isdigit() or len(pieces[0]) != 4 or not int(pieces[0]):
            return
        self.before_christ = ""
        if len(pieces) == 1 and int(pieces[0]) == self.year:
            return
        self.year = int(pieces[0])
        numbers = [int(piece) for piece in pieces[1:] if piece.isdigit()]
        self.month = numbers[0] if numbers else None
        self.day = date(self.year, *numbers) if len(numbers) == 2 else None
        self.last_day = self.day or self.last_day
        self.paragraph = paragraph
        if explicit:
            self.explicit_paragraph = paragraph


def open_anchor(
    drafts: Sequence[Draft], published: date | None, lexicon: Lexicon, *, near: bool = False
) -> Anchor:
    """The anchor at the start of a text; narrative when far years outweigh words that lean on publication."""
    far = recent = leaning = 0
    latest: tuple[int, int] | None = None
    for draft in drafts:
        year = draft.parts.get("y", "")
        if draft.role in {"publication", "furniture"}:
            continue
        if draft.kind == "bc":
            far += 1
        elif len(year) == 4 and year.isdigit():
            latest = max(latest or (0, 0), (int(year), _month(draft, lexicon)))
            is_far = published is None or published.year - int(year) >= _FAR_YEARS
            far, recent = far + is_far, recent + (not is_far)
        elif (
            draft.kind in _DEICTIC
            or draft.parts.get("rel", "").casefold() in lexicon.words["turn"]["leaning"]
        ):
            leaning += 1
    history = (published is not None and far >= 3 and not leaning and far > recent) or (
        far >= _HISTORY and far > 4 * leaning
    )
    return Anchor(published=published, near=near, narrative=history, latest=latest)


def _month(draft: Draft, lexicon: Lexicon) -> int:
    if "mon" in draft.parts:
        return lexicon.month(draft.parts["mon"])
    return int(draft.parts["m"]) if draft.kind == "day" and "m" in draft.parts else 0
