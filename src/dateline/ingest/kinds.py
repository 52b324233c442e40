"""Which reader an input needs: told by its first bytes where they tell, else by its suffix."""

from __future__ import annotations

import re

from dateline.errors import UnusableInput
from dateline.ingest.source import Source

_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".eml": "mail", ".warc": "warc", ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
}  # fmt: skip
SUFFIXES = frozenset(_SUFFIXES) | {".gz"}
_REFUSED = (
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}", re.MULTILINE)
_MAIL_FIELDS = re.compile(
    rb"^(?:From|Received|Subject|Message-ID|MIME-Version|Date):", re.MULTILINE | re.IGNORECASE
)


def kind_of(source: Source) -> str:
    """The name of the reader; UnusableInput for archives, pictures and other things that hold no text."""
    head = source.head()
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise UnusableInput(
                f"{what}, not text", where=source.name, remedy="Unpack it, or save it as text or PDF."
            )
    if head.startswith(b"\x1f\x8b"):
        return "warc" if ".warc" in source.name.lower() else "gzip"
    return _by_content(head.removeprefix(b"\xef\xbb\xbf").lstrip(), source) or _SUFFIXES.get(
        source.suffix, "text"
    )


def _by_content(head: bytes, source: Source) -> str | None:
    """The reader that the first bytes call for, whatever the suffix says."""
    start = head[:200].lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if re.match(rb"(?:<\?xml|<rss|<feed|<rdf:rdf)", start):
        return "html" if b"<html" in head.lower() else "feed"
    if source.suffix:
        return None
    if re.match(rb'\{\s*"', head):
        return "jsonl"
    fields = _MAIL_HEAD.match(head)
    if fields and len(_MAIL_FIELDS.findall(fields.group())) >= 2:
        return "mail"
    return None
