"""Quotations in a text: curly, straight and typewriter marks, open ones closed at the paragraph's end."""

from __future__ import annotations

import re

from dateline.records import Span
from dateline.text.document import Quote
from dateline.text.paragraphs import paragraph_spans

_PAIRS = {"“": "”", "«": "»", '"': '"', "``": "''"}
_MARK = re.compile(r"“|”|«|»|``|''|\"")


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Quotations in the order of the text, none inside another; a lone closing mark is passed over, unless it stands
    right before a word."""
    return tuple(
        quote for span in paragraph_spans(text) for quote in _in_paragraph(text, span.start, span.end)
    )


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    closer = ""
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if mark in _PAIRS or _opens(text, match.start()):
                opened, closer = match, _PAIRS.get(mark, mark)
        elif mark == closer or (closer == "”" and mark == '"'):
            found.append(Quote(Span(opened.start(), match.end()), Span(opened.end(), match.start())))
            opened = None
    if opened is not None and text[opened.start()] != '"':
        found.append(Quote(Span(opened.start(), end), Span(opened.end(), end)))
    return found


def _opens(text: str, at: int) -> bool:
    """True for ”They came at night,” he said: a closing mark right before a word, with a space or nothing before it."""
    before = text[at - 1 : at]
    return text[at] == "”" and (not before or before.isspace()) and text[at + 1 : at + 2].isalnum()
