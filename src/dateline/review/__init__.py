"""Append-only decisions and the queue: pure functions over claims and rulings."""

from dateline.review.fields import Field, field_of, list_fields, readings_of
from dateline.review.judgements import Judgement, last_word, make_decision, standing, undo_last
from dateline.review.queue import State, Ticket, rank_claims, states_of
from dateline.review.rulings import Ruling, apply_rulings, rule_claim, write_ruling

__all__ = [
    "Field",
    "Judgement",
    "Ruling",
    "State",
    "Ticket",
    "apply_rulings",
    "field_of",
    "last_word",
    "list_fields",
    "make_decision",
    "rank_claims",
    "readings_of",
    "rule_claim",
    "standing",
    "states_of",
    "undo_last",
    "write_ruling",
]
