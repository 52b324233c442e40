"""Quotations in a text: curly, straight and typewriter marks, open ones closed at the paragraph's end."""

from __future__ import annotations

import re

from dateline.records import Span
from dateline.text.document import Quote

_PAIRS = {"“": "”", "«": "»", '"': '"', "``": "''"}
_MARK = re.compile(r"“|”|«|»|``|''|\"")
_PARAGRAPH_END = re.compile(r"\n\s*\n")


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Quotations in the order of the text, none inside another; a lone closing mark is passed over."""
    quotes: list[Quote] = []
    start = 0
    for end_match in [*_PARAGRAPH_END.finditer(text), None]:
        end = end_match.start() if end_match else len(text)
        quotes.extend(_in_paragraph(text, start, end))
        start = end_match.end() if end_match else end
    return tuple(quotes)


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    closer = ""
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if mark in _PAIRS:
                opened, closer = match, _PAIRS[mark]
        elif mark == closer or (closer == "”" and mark == '"'):
            found.append(Quote(Span(opened.start(), match.end()), Span(opened.end(), match.start())))
            opened = None
    if opened is not None and text[opened.start()] != '"':
        found.append(Quote(Span(opened.start(), end), Span(opened.end(), end)))
    return found
