"""Document -> drafts: which stretches of the text tell a time, by which rule; nothing is resolved yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.extract.when_lexicon import Lexicon, Rule
from dateline.records import Span
from dateline.text import Document, Sentence

_EARLY_YEAR = 1600  # numbers below are years only where a preposition or a bracket says so
_WEEKDAY_BESIDE = re.compile(r"\b(\w{3,6}day)\W{1,3}$")
_ALSO_WORDS = frozenset({"may", "march", "august", "april", "june"})  # months that are verbs or names too
_YEAR_LEADS = frozenset(
    {"in", "by", "since", "of", "until", "till", "from", "during", "after", "before", "and"}
)


@dataclass(slots=True)
class Draft:
    """One expression found: where, by which rule, its parts, and the token that governs its words."""

    span: Span
    text: str
    kind: str
    rule: str
    parts: dict[str, str]
    sentence: Sentence
    token: Any
    role: str = "event"
    tense: str = "past"


def find_drafts(document: Document, lexicon: Lexicon) -> list[Draft]:
    """Drafts in the order of the text, none overlapping; the longest wins, then the earlier rule."""
    text = document.text
    found = []
    for order, rule in enumerate(lexicon.rules):
        for match in rule.pattern.finditer(text):
            if match.end() > match.start():
                found.append((match.start() - match.end(), order, match.start(), match, rule))
    found.sort(key=lambda entry: entry[:3])
    taken = bytearray(len(text) + 1)
    drafts = []
    for _, _, start, match, rule in found:
        if any(taken[start : match.end()]):
            continue
        draft = _draft(document, lexicon, match, rule)
        if draft is not None:
            taken[start : match.end()] = b"\x01" * (match.end() - start)
            drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.span)


def _draft(document: Document, lexicon: Lexicon, match: re.Match[str], rule: Rule) -> Draft | None:
    if not document.sentences:
        return None
    parts = {key.rstrip("23"): value for key, value in match.groupdict().items() if value is not None}
    span = Span(match.start(), match.end())
    beside = _WEEKDAY_BESIDE.search(document.text[max(0, span.start - 14) : span.start])
    if beside and rule.kind == "day":
        parts["beside"] = beside.group(1)
    sentence = document.sentence_at(span.start)
    token = _root(document.tokens(sentence), span)
    draft = Draft(span, match.group(), rule.kind, rule.name, parts, sentence, token)
    return draft if _is_time(document.text, lexicon, draft) else None


def _root(tokens: Iterable[Any], span: Span) -> Any:
    """The token of the span whose head lies outside it; None when no token lies in it."""
    inside = [t for t in tokens if t.idx < span.end and t.idx + len(t.text) > span.start]
    for token in inside:
        head = token.head
        if head.i == token.i or not span.start <= head.idx < span.end:
            return token
    return inside[0] if inside else None


def _is_time(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    month = draft.parts.get("mon")
    if month and not _is_month(text, draft, month):
        return False
    if draft.rule in {"when.year", "when.fiscal"}:
        return _is_year(text, lexicon, draft)
    if draft.rule == "when.duration_a" and draft.text.casefold().startswith(("a ", "an ")):
        return not _is_rate(text, draft)
    if draft.kind == "relative_unit" and draft.text.istitle() and " " in draft.text:
        return False
    if draft.kind == "vague":
        return _is_vague(draft)
    if draft.kind == "weekday" and not draft.parts["wd"][0].isupper():
        return draft.parts["wd"].islower() and text.islower()
    return True


def _is_month(text: str, draft: Draft, month: str) -> bool:
    """False for the verbs may and march, for names, and for what is no month by its case."""
    if draft.kind in {"day", "paired", "part_date"} or "y" in draft.parts or "rel" in draft.parts:
        return True
    before = text[max(0, draft.span.start - 8) : draft.span.start].split()
    led = bool(before) and before[-1].casefold() in _YEAR_LEADS
    if not month[0].isupper():
        return led and before[-1].casefold() != "and" and month.casefold() not in {"march"}
    if "mod" not in draft.parts and month.casefold() in _ALSO_WORDS and draft.token is not None:
        return draft.token.pos_ == "PROPN" and (led or draft.token.ent_type_ == "DATE")
    return True


def _is_year(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    start, end = draft.span.start, draft.span.end
    before = text[max(0, start - 16) : start].casefold().split()
    after = re.match(r"[\s-]*([A-Za-z%]+)", text[end : end + 20])
    table = lexicon.words["not_year"]
    if (before and before[-1] in table["after"]) or (after and after.group(1).casefold() in table["before"]):
        return False
    lead = text[start - 1 : start]
    if lead in {"-", "/", ".", ","} and not text[max(0, start - 2) : start - 1].isalpha():
        return lead == "-" and text[max(0, start - 5) : start - 1].isdigit()
    if int(draft.parts["y"]) < _EARLY_YEAR:
        return "mod" in draft.parts or lead == "(" or (bool(before) and before[-1] in _YEAR_LEADS)
    token = draft.token
    counts = (
        token is not None and token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i > token.i
    )
    return not counts or (token.head.i > 0 and token.nbor(-1).lower_ in {"the", "in"} if token.i else False)


def _is_rate(text: str, draft: Draft) -> bool:
    """True for "ten dollars a day": an amount stands right before the unit."""
    token = draft.token
    before = token.doc[token.i - 2] if token is not None and token.i >= 2 else None
    return before is not None and (before.pos_ in {"NUM", "NOUN", "SYM", "PROPN"} or before.text == "%")


def _is_vague(draft: Draft) -> bool:
    """False for names such as a paper's, and for words that stand inside one."""
    token = draft.token
    capital = draft.text[:1].isupper()
    if draft.text.casefold() == "daily" and token is not None and token.pos_ not in {"ADV", "ADJ"}:
        return False
    if draft.text.casefold() == "soon" and token is not None and token.i and token.nbor(-1).lower_ == "as":
        return False
    return not (capital and token is not None and draft.span.start != draft.sentence.span.start)
