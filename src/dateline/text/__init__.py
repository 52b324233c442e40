"""Report -> Document: sentences, zones of the page, quotations, tokens."""

from dateline.text.document import Document, Quote, Sentence, Zone
from dateline.text.opening import find_opening
from dateline.text.parse import load_parser, parse_report

__all__ = ["Document", "Quote", "Sentence", "Zone", "find_opening", "load_parser", "parse_report"]
