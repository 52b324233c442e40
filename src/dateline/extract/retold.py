"""Whether an act only points back to one that is told already."""

from __future__ import annotations

from dateline.extract.mentions import EventMention
from dateline.extract.phrases import clause_of, root_of
from dateline.languages import load_language
from dateline.text import Document


def points_back(document: Document, event: EventMention) -> bool:
    """True for "the attack took place at noon" and "Tuesday's attack": an act that the reader knows of already."""
    head = root_of(document, event.span)
    if head is None or not event.nominal or event.plural or event.distinct:
        return False
    if any(child.dep_ == "poss" and child.ent_type_ in {"DATE", "TIME"} for child in head.children):
        return True
    happen = load_language(document.report.language).events["cues"]["happen"]
    subject = head.dep_ in {"nsubj", "nsubjpass"}
    return event.definite and subject and clause_of(head).lemma_.lower() in happen
