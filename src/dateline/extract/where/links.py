"""Which name the text puts inside which: "Ora, Telland", "Ora village in Quen Township", "Telland's Ora"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.extract.where.names import Name
from dateline.extract.words.places import abbreviated, place_words
from dateline.records import Span
from dateline.text import Document

_COMMA = re.compile(r"^\s*,\s*(?:in\s+)?(?:the\s+)?(?:\w+\s+){0,2}$")
_IN = re.compile(
    r"^[\s,]*(?:[\w-]+\s+){0,3}?\(?(?:in|of|inside|within|under)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,5}?(?:of\s+)?(?:the\s+)?$"
)
_AND_OTHERS = re.compile(
    r"(?:,\s[A-Z][\w'’-]{1,30}){0,4},?\sand\s(?:\w+\s){0,2}(?:other|neighbou?ring|nearby|surrounding)\s\w+\s(?:in|of)\s(?:the\s)?"
)  # "Ora, Bel and two other villages in Quen county"
_OWNED = re.compile(r"^\s*['’]s\s+(?:[\w'’-]+\s+){0,4}$")
_UNIT_OF = re.compile(r"\s+(?:(?!(?:in|of|the|inside|within)\b)[\w-]+\s+){0,2}(\w+)\s+of\s+(?:the\s+)?")
_BRACKET = re.compile(r"^\s*[(\[]\s*$")
_SHORT = re.compile(r"^\s*,\s*((?:[A-Z]\.){2,3}|[A-Z][a-z]{0,4}\.|[A-Z]{2})(?=[\s,.;)]|$)")
_ANAPHOR = re.compile(r"^[^.;]{0,40}?\b(?:in|of)\s+(?:the|that|this)\s+(?:same\s+)?(\w+)\b")
_AGENCY = 4  # letters
_NARROW = 4  # level from which a head noun names a village tract or less
_SETTLEMENTS = frozenset({"city", "town", "village", "hamlet", "suburb"})
_LOWERCASE_BREAK = re.compile(r"\b(?:and|or|but|said|says|told|which|who|that|when|where|after)\b")


def link_names(document: Document, names: list[Name]) -> tuple[list[Name], list[frozenset[int]]]:
    """The names with short forms of states added, and for each the numbers of those that hold it."""
    names = _with_short_forms(document, names)
    inside: list[set[int]] = [set() for _ in names]
    pairs: list[int] = []
    for index, name in enumerate(names):
        if name.demonym:
            continue
        following = names[index + 1] if index + 1 < len(names) else None
        if following is not None and not following.demonym and _holds(document, name, following):
            inside[index].add(index + 1)
        if following is not None and _owns(document, name, following):
            inside[index + 1].add(index)
        if following is not None and _is_paired(document, name, following):
            pairs.append(index)
        unit = _anaphor(document, names, index)
        if unit is not None:
            inside[index].add(unit)
    for index in reversed(range(len(names) - 1)):
        if _is_listed(document, names[index : index + 3]):
            inside[index] |= inside[index + 1]
    for index in reversed(pairs):
        names[index] = replace(names[index], head=names[index].head or names[index + 1].head)
        inside[index] |= inside[index + 1]
    return names, [frozenset(held - {n}) for n, held in enumerate(inside)]


def _between(document: Document, a: Name, b: Name) -> str | None:
    start = (a.phrase or a.span).end
    if start > b.span.start or b.span.start - start > 70:
        return None
    if document.sentence_at(a.span.start).paragraph != document.sentence_at(b.span.start).paragraph:
        return None
    return document.text[start : b.span.start]


def _holds(document: Document, a: Name, b: Name) -> bool:
    """True when the text says that b holds a."""
    gap = _between(document, a, b)
    if gap is None or _tells(document, a, b):
        return False
    if _AND_OTHERS.fullmatch(gap):
        return True
    if _LOWERCASE_BREAK.search(gap):
        return False
    if _is_unit_of(document, gap) or _is_city_of(document, a, b, gap) or _descends(document, a, b, gap):
        return False
    agency = b.lookup.isupper() and len(b.lookup) <= _AGENCY  # "ORA (AB)"
    return bool(_COMMA.match(gap) or _IN.match(gap) or (_BRACKET.match(gap) and not agency))


def _is_listed(document: Document, names: list[Name]) -> bool:
    """True for the Ora of "Ora, Bel and two other villages in Quen county"."""
    if len(names) < 3 or _between(document, names[0], names[1]) != ", ":
        return False
    return _AND_OTHERS.fullmatch(_between(document, names[1], names[2]) or "") is not None


def _is_paired(document: Document, a: Name, b: Name) -> bool:
    """True for "Ora and Bel villages": one kind, and in one unit."""
    gap = _between(document, a, b)
    if gap is None or gap.strip() not in place_words(document.report.language)["pairing"]:
        return False
    behind = document.text[b.span.end : b.phrase.end].strip() if b.phrase else ""
    return b.head is not None and behind.casefold() == f"{b.head}s"


def _tells(document: Document, a: Name, b: Name) -> bool:
    """True when a verb stands between two names, "of Ora was killed in Bel", or a number that is there: "four in Ora,
    two in Bel"."""
    between = document.doc[a.end : b.first]
    counted = len(between) > 1 and between[-1].pos_ == "ADP" and between[-2].pos_ == "NUM"
    return counted or any(token.pos_ == "AUX" or token.tag_ in {"VBD", "VBZ", "VBP"} for token in between)


def _is_unit_of(document: Document, gap: str) -> bool:
    """True for "region of" between two names: "the Ora Sea region of Bel" is by that sea, "the Bel mining town of Ora"
    is in Bel."""
    match = _UNIT_OF.fullmatch(gap)
    return match is not None and match.group(1) in place_words(document.report.language)["heads"]


def _owns(document: Document, a: Name, b: Name) -> bool:
    gap = _between(document, a, b)
    if gap is None or _LOWERCASE_BREAK.search(gap):
        return False
    if _is_unit_of(document, gap) or _descends(document, a, b, gap):
        return True
    return bool(_OWNED.match(gap)) or _is_city_of(document, a, b, gap)


def _descends(document: Document, a: Name, b: Name, gap: str) -> bool:
    """True for "Ora District, Bel village", told from the wide to the narrow."""
    heads = place_words(document.report.language)["heads"]
    if gap.strip() != "," or a.head is None or b.head is None:
        return False
    return bool(min(heads[a.head]["levels"]) < _NARROW <= min(heads[b.head]["levels"]))


def _is_city_of(document: Document, a: Name, b: Name, gap: str) -> bool:
    """True for "the West Bank city of Nablus", where the head is that of the second name; not for "Ora village of Bel
    Township"."""
    own = b.phrase is not None and b.phrase != b.span
    if a.head not in _SETTLEMENTS or own or gap.split() != ["of"]:
        return False
    return any(token.lower_ == "the" for token in document.doc[max(0, a.first - 2) : a.first])


def _anaphor(document: Document, names: list[Name], index: int) -> int | None:
    """ "Ora in the east of the township": the last township named before."""
    name = names[index]
    start = (name.phrase or name.span).end
    match = _ANAPHOR.match(document.text[start : start + 80])
    if not match:
        return None
    word = match.group(1).casefold()
    heads = place_words(document.report.language)["heads"]
    if word not in heads or min(heads[word]["levels"]) > 3:
        return None
    return next((n for n in range(index - 1, -1, -1) if names[n].head == word), None)


def _with_short_forms(document: Document, names: list[Name]) -> list[Name]:
    """ "Ora, Ala." has two names; a short form counts only after a comma."""
    words = place_words(document.report.language)
    found: list[Name] = []
    for name in names:
        found.append(name)
        end = (name.phrase or name.span).end
        match = _SHORT.match(document.text[end : end + 12])
        full = abbreviated(match.group(1), words) if match else None
        if match is None or full is None:
            continue
        span = Span(end + match.start(1), end + match.end(1))
        if any(span.overlaps(other.span) for other in names):
            continue
        found.append(
            replace(
                name, span=span, phrase=span, lookup=full, head=None, country=None, demonym=False, part_of=None,
                first=name.end, end=name.end + 1, levels=frozenset({0, 1}),
            )
        )  # fmt: skip
    return found
