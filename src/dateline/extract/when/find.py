"""Document -> drafts: which stretches of the text tell a time, by which rule; nothing is resolved yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dateline.extract.words.times import Lexicon, Rule
from dateline.records import Span
from dateline.text import Document, Sentence

_TELEX = re.compile(r"(?<![\d.,/+-])0[0-9][0-5][0-9](?![\d.,/-]|\s?(?:GMT|UTC))")
_QUOTES = " \n\"'`‘’“”„«»-–—"  # before the first word of a sentence
_EARLY_YEAR = 1600  # numbers below are years only where a preposition or a bracket says so
_SHARED = re.compile(r",? (?:and|or|to|through|until) (?:in |on |the )?| ?[-–/] ?")
_WITH_MONTH = frozenset({"day", "paired", "part_date", "part_of", "week_of", "weekday_of_month"})
_SHARING = frozenset({"day", "month", "season"})
_DAY_BEFORE = re.compile(r"[A-Za-z]{3,9}\.? [0-3]?[0-9](?:st|nd|rd|th)?(?:[-–/]| and | or | to |, )$")
_BESIDE_ITS_DAY = re.compile(r"([A-Za-z]+\.?) ?[0-9]{0,2}(?:st|nd|rd|th)?(?:,? [0-9]{4})?(?:, an? | ?\()$")
_DAY_BEHIND = re.compile(r" ?\((?:the )?(?:[0-9]{1,2}(?:st|nd|rd|th)? )?([A-Za-z]+)")
_WEEKDAY_BESIDE = re.compile(r"\b(\w{3,6}day)\W{1,3}$")


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
    for start, end in _paragraphs(document):
        met = lexicon.needs_met(text[start:end])
        for order, rule in enumerate(lexicon.rules):
            if not met & rule.needs:
                continue
            for match in rule.pattern.finditer(text, start, end):
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
    drafts.sort(key=lambda draft: draft.span)
    _share_years(document.text, drafts)
    _share_weeks(document.text, drafts)
    return drafts


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    """Start and end of each paragraph that has a sentence."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in document.sentences:
        start, _ = bounds.get(sentence.paragraph, (sentence.span.start, 0))
        bounds[sentence.paragraph] = (start, sentence.span.end)
    return list(bounds.values())


def _share_years(text: str, drafts: list[Draft]) -> None:
    """Nothing comes back; "April and June 1955", "31 May-1 June 1916": the first has the year of the second."""
    for first, second in pairwise(drafts):
        if second.kind not in _SHARING or first.kind != second.kind or "y" not in second.parts:
            continue
        lone = not {"y", "rel", "that"} & first.parts.keys()
        if lone and _SHARED.fullmatch(text[first.span.end : second.span.start]):
            first.parts["y"] = second.parts["y"]


def _share_weeks(text: str, drafts: list[Draft]) -> None:
    """Nothing comes back; "between Monday and Thursday of last week": the first weekday is of that week too."""
    for second, first in pairwise(reversed(drafts)):
        if first.kind != second.kind or "wd" not in first.parts or "week" not in second.parts:
            continue
        lone = not {"week", "rel"} & first.parts.keys()
        if lone and _SHARED.fullmatch(text[first.span.end : second.span.start]):
            first.parts["week"] = second.parts["week"]


def _draft(document: Document, lexicon: Lexicon, match: re.Match[str], rule: Rule) -> Draft | None:
    if not document.sentences:
        return None
    parts = {key.rstrip("234"): value for key, value in match.groupdict().items() if value is not None}
    span = Span(match.start(), match.end())
    weekday = _weekday_of(document.text, span, lexicon) if rule.kind == "day" else None
    if weekday:
        parts["weekday"] = weekday
    sentence = document.sentence_at(span.start)
    token = _root(document.tokens(sentence), span)
    draft = Draft(span, match.group(), rule.kind, rule.name, parts, sentence, token)
    return draft if _is_time(document.text, lexicon, draft) else None


def _weekday_of(text: str, span: Span, lexicon: Lexicon) -> str | None:
    """The weekday that is told with a day: "Thursday, Sept. 16"."""
    own = re.match(r"([A-Za-z]+)\.?,? ", span.of(text))
    beside = _WEEKDAY_BESIDE.search(text[max(0, span.start - 14) : span.start])
    words = [found.group(1).casefold() for found in (own, beside) if found]
    return next((word for word in words if word in lexicon.words["weekdays"]), None)


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
    if month and not _is_month(text, lexicon, draft, month):
        return False
    check = _CHECKS.get(draft.rule) or _CHECKS.get(draft.kind)
    return check is None or check(text, lexicon, draft)


def _is_day(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for the day in a name: "the March 23 Movement"."""
    after = re.match(r" ([A-Z]\w+)", text[draft.span.end : draft.span.end + 20])
    return after is None or after.group(1).casefold() not in lexicon.words["not_day"]["before"]


def _is_duration(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for a rate ("ten dollars a day") and for a name in capitals ("60 Minutes")."""
    if draft.rule == "when.duration_a" and draft.text.casefold().startswith(("a ", "an ")):
        return not _is_rate(draft)
    unit = draft.parts["unit"]
    return not unit[0].isupper() or draft.text.isupper() or (draft.parts.get("n") or "x")[0].isupper()


def _is_relative(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for a title such as "Last Week"."""
    return not (draft.text.istitle() and " " in draft.text)


def _is_weekday(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for a weekday in small letters, unless the whole text is, for one that a day has beside it ("21 May, a
    Sunday", "Sunday (21 May)"), and for one of several ("one Sunday in May")."""
    before, after = text[max(0, draft.span.start - 30) : draft.span.start], text[draft.span.end :][:30]
    beside = (_BESIDE_ITS_DAY.search(before), _DAY_BEHIND.match(after))
    if any(found and found.group(1).rstrip(".").casefold() in lexicon.words["months"] for found in beside):
        return False
    some, led, following = lexicon.words["bare"], before.casefold().split()[-1:], after.casefold().split()[:1]
    if led and following and led[0] in some["any"] and following[0] in some["any_of"]:
        return False
    return draft.parts["wd"][0].isupper() or (draft.parts["wd"].islower() and text.islower())


def _is_deictic(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for part of a name, as in "VOA Today"."""
    token = draft.token
    named = draft.text.istitle() and token is not None and draft.span.start > draft.sentence.span.start
    return not (named and token.nbor(-1).pos_ == "PROPN")


def _is_second_day(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """True for the 5 of "May 4 and 5", and not for that of "May 4 and 5 soldiers"."""
    before = _DAY_BEFORE.search(text[max(0, draft.span.start - 24) : draft.span.start])
    if before is None or before.group().split()[0].rstrip(".").casefold() not in lexicon.words["months"]:
        return False
    token = draft.token
    return before.group()[-1] != " " or token is None or token.head.i <= token.i


def _is_span_end(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """True for the 17 of "1915-17": a later year of the same century."""
    return int(text[draft.span.start - 3 : draft.span.start - 1]) < int(draft.parts["y"])


def _is_span_start(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """The same for the 1915 of it."""
    return int(draft.text[2:]) < int(text[draft.span.end + 1 : draft.span.end + 3])


def _is_month(text: str, lexicon: Lexicon, draft: Draft, month: str) -> bool:
    """False for the verbs may and march, for names, and for what is no month by its case."""
    if draft.kind in _WITH_MONTH or "y" in draft.parts:
        return True
    if "rel" in draft.parts:
        return month not in {"march", "may"} or text.islower()
    before = text[max(0, draft.span.start - 8) : draft.span.start].split()
    led = bool(before) and before[-1].casefold() in lexicon.words["bare"]["leads"]
    if not month[0].isupper():
        return led and before[-1].casefold() != "and" and month.casefold() not in {"march"}
    if (
        "mod" not in draft.parts
        and month.casefold() in lexicon.words["bare"]["also_words"]
        and draft.token is not None
    ):
        return draft.token.pos_ == "PROPN" and (
            led or (draft.token.ent_type_ == "DATE" and not _in_name(draft))
        )
    return True


def _in_name(draft: Draft) -> bool:
    """True for the march of "the Long March" and "their March to the sea"."""
    token = draft.token
    return bool(token.i) and token.nbor(-1).pos_ in {"DET", "ADJ", "PRON", "PROPN", "PART"}


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
    if _is_telex_hour(text, draft.parts["y"]) and (
        not before or before[-1] not in lexicon.words["bare"]["leads"]
    ):
        return False
    if int(draft.parts["y"]) < _EARLY_YEAR:
        return (
            "mod" in draft.parts
            or lead == "("
            or (bool(before) and before[-1] in lexicon.words["bare"]["leads"])
        )
    token = draft.token
    counts = (
        token is not None
        and token.dep_ == "nummod"
        and token.head.tag_ == "NNS"
        and token.head.i == token.i + 1
    )
    return not counts or (token.head.i > 0 and token.nbor(-1).lower_ in {"the", "in"} if token.i else False)


def _is_telex_hour(text: str, number: str) -> bool:
    """True for what can be an hour ("1840") in a text that writes its hours so ("0915")."""
    return number < "2400" and number[2:] < "60" and _TELEX.search(text) is not None


def _is_rate(draft: Draft) -> bool:
    """True for "ten dollars a day": an amount stands right before the unit."""
    token = draft.token
    before = token.doc[token.i - 2] if token is not None and token.i >= 2 else None
    return before is not None and (before.pos_ in {"NUM", "NOUN", "SYM", "PROPN"} or before.text == "%")


def _is_a_rate(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """The same for the rule of rates."""
    return _is_rate(draft)


def _is_vague(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for names such as a paper's, and for words that stand inside one."""
    token = draft.token
    capital = draft.text[:1].isupper()
    if draft.text.casefold() == "daily" and token is not None and token.pos_ not in {"ADV", "ADJ"}:
        return False
    if capital and _opens_talk(text, lexicon, draft):
        return False
    if draft.text.casefold() == "soon" and token is not None and token.i and token.nbor(-1).lower_ == "as":
        return False
    lead = text[draft.sentence.span.start : draft.span.start]
    return not (capital and token is not None and lead.strip(_QUOTES))


def _opens_talk(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """True for the word that only opens a remark: "Now, where were we?"."""
    table = lexicon.words["remark"]
    after = text[draft.span.end : draft.span.end + 8].casefold().lstrip()
    return draft.text.casefold() in table["words"] and after.startswith(tuple(table["before"]))


def _is_feast(text: str, lexicon: Lexicon, draft: Draft) -> bool:
    """False for an operation named after the month of fasting."""
    return draft.token is None or not draft.token.i or draft.token.nbor(-1).lower_ != "operation"


_CHECKS: dict[str, Callable[[str, Lexicon, Draft], bool]] = {
    "day": _is_day,
    "when.year": _is_year,
    "when.rate": _is_a_rate,
    "when.year_span": _is_span_start,
    "when.year_span_end": _is_span_end,
    "paired_after": _is_second_day,
    "duration": _is_duration,
    "relative_unit": _is_relative,
    "weekday": _is_weekday,
    "deictic": _is_deictic,
    "vague": _is_vague,
    "ramadan": _is_feast,
}
