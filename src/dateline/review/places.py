"""Rulings on places -> what the spellings in the reports mean from now on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from dateline.records import Claim, Decision, Place
from dateline.review.judgements import standing
from dateline.review.rulings import Ruling

Meaning = tuple[str, str]


def spellings_of(decisions: Iterable[Decision], claim: Callable[[str], Claim | None]) -> dict[str, Meaning]:
    """(pack, id) by the words of the report; `claim` gives claims as they were read.

    A place that was only confirmed teaches nothing, nor do words that two rulings in force give two places.
    """
    meanings: dict[str, set[Meaning]] = {}
    for decision in standing(decisions):
        if decision.judgement != "edit" or decision.field != "location" or not decision.value:
            continue
        ruling = msgspec.json.decode(decision.value, type=Ruling)
        place = msgspec.convert(ruling.value, Place) if ruling.value else None
        held = claim(decision.subject)
        if place is None or held is None or place.gazetteer is None or place.gazetteer_id is None:
            continue
        read = held.location.value if held.location else None
        words = ruling.raw or (read.as_written if read else "")
        if words and (read is None or read.gazetteer_id != place.gazetteer_id):
            meanings.setdefault(words, set()).add((place.gazetteer, place.gazetteer_id))
    return {words: next(iter(found)) for words, found in sorted(meanings.items()) if len(found) == 1}
