"""Statements about losses without a number: nobody knows, none, some, heavy."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.codebook import Losses
from dateline.extract.mentions import LossesMention
from dateline.extract.toll.frames import is_unreal
from dateline.languages import load_language
from dateline.text import Document, Sentence


@lru_cache(maxsize=4)
def _lexicon(code: str) -> dict[str, Any]:
    table: dict[str, Any] = dict(load_language(code).toll["losses"])
    for key in ("unknown", "none", "heavy", "asked"):
        table[key] = tuple(table[key])
    for key in ("words", "unhurt", "befallen"):
        table[key] = frozenset(table[key])
    return table


def read_losses(document: Document) -> tuple[LossesMention, ...]:
    """Sentences that speak of losses without counting them, in the order of the text."""
    found = (losses_in(document, s) for s in document.sentences if s.zone != "furniture")
    return tuple(m for m in found if m)


def losses_in(document: Document, sentence: Sentence) -> LossesMention | None:
    """What one sentence says of losses it does not count, or None; read once."""
    known: dict[int, LossesMention | None] = document.doc.user_data.setdefault(__name__, {})
    if sentence.index not in known:
        known[sentence.index] = _read(document, sentence)
    return known[sentence.index]


def _read(document: Document, sentence: Sentence) -> LossesMention | None:
    lexicon = _lexicon(document.report.language)
    tokens = document.tokens(sentence)
    words = [
        t for t in tokens if t.lemma_.casefold() in lexicon["words"] and t.pos_ in ("NOUN", "ADJ", "PROPN")
    ]
    unhurt = [t for t in tokens if t.lower_ in lexicon["unhurt"]]
    folded = " " + " ".join(t.lower_ for t in tokens) + " "
    folded = folded.replace(" n't ", "n't ").replace(" n’t ", "n't ")
    if _asks(tokens, folded, lexicon):
        return LossesMention(
            span=sentence.span, text=sentence.span.of(document.text), losses="unknown", rule="losses.if"
        )
    for token in words:
        losses = _judge(token, folded, lexicon)
        if losses:
            return LossesMention(
                span=sentence.span,
                text=sentence.span.of(document.text),
                losses=losses,
                rule=f"losses.{losses}",
            )
    if unhurt and not words:
        return LossesMention(
            span=sentence.span, text=sentence.span.of(document.text), losses="none", rule="unhurt"
        )
    return None


def _asks(tokens: Any, folded: str, lexicon: dict[str, Any]) -> bool:
    """True for "I do not know if anyone died", "it is unclear how many were hurt"."""
    if not any(word in folded for word in lexicon["open"]):
        return False
    asked = any(f" {phrase} " in folded for phrase in lexicon["asked"])
    return asked and any(t.lemma_.casefold() in lexicon["befallen"] for t in tokens)


def _judge(token: Any, folded: str, lexicon: dict[str, Any]) -> Losses | None:
    """What the sentence says of this word of loss, or None when it counts it or says nothing."""
    counted = any(c.dep_ == "nummod" for c in token.children)
    casualty = token.lemma_.casefold() in lexicon["nouns"]
    if not casualty or counted:
        return None
    if any(f" {p} " in folded for p in lexicon["unknown"]):
        return "unknown"
    if is_unreal(token) or _of_a_war(token, lexicon["wars"]):
        return None
    own = {c.lower_ for c in token.subtree} | {t.lower_ for t in token.lefts}
    denied = own & {"no", "zero"} or ("any" in own and _negative(token))
    if denied or _without(token):
        return "none"
    if own & set(lexicon["heavy"]) and (token.lemma_ != "injury" or own & {"many", "numerous"}):
        return "heavy"
    if token.lemma_.casefold() in lexicon["suffered"] and (
        token.head.lemma_ in lexicon["some"] or token.dep_ in ("attr", "nsubj", "nsubjpass", "dobj")
    ):
        return "some" if _of_people(token) else None
    return None


def _of_a_war(token: Any, wars: list[str]) -> bool:
    """True for "a conflict that has taken a heavy toll": no losses of one incident."""
    verb = token.head
    return verb.dep_ == "relcl" and verb.head.lemma_ in wars


def _negative(token: Any) -> bool:
    return any(c.dep_ == "neg" for a in (token.head, token.head.head) for c in a.children)


def _without(token: Any) -> bool:
    return token.head.lower_ in ("without", "no")


def _of_people(token: Any) -> bool:
    """ "loss" also means money, land or a match: it must be plural and not "of" a thing."""
    if token.lemma_.casefold() != "loss":
        return True
    of = [o for p in token.children if p.lower_ == "of" for o in p.children]
    return token.tag_ == "NNS" and not of
