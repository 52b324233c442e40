"""Bytes to text: byte-order marks, declared and guessed encodings; binary data and Zawgyi are named."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dateline.errors import UnusableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 8192
_GUESS_BYTES = 200_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL = 0.01  # share of control signs above which bytes are no text

# Zawgyi writes the vowel sign E and the medial RA before their consonant, the stacking sign as a final. In
# Unicode order (The Unicode Standard, 16.3 Myanmar) each of these would be out of place.
_BEFORE = (
    "\u1000-\u1021\u1025-\u1027\u1029\u103b-\u103e\u1050\u1051\u105a-\u1061"
    "\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e\uaa60-\uaa7f\u200b-\u200d"
)
_MISPLACED = re.compile(f"(?<![{_BEFORE}])[\u1031\u103b]|\u1039(?![\u1000-\u1021])")
_PLACED = re.compile("[\u1031\u1039\u103b]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and a note when the encoding had to be guessed."""

    text: str
    encoding: str
    note: str | None = None


def decode_bytes(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """The text of these bytes, byte-order mark dropped; UnusableInput when they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, name), encoding)
    if b"\x00" in data[:HEAD] and not _looks_wide(data):
        raise _binary(name)
    for encoding in dict.fromkeys(e for e in (declared, "utf-8") if e):
        try:
            return _checked(Decoded(data.decode(encoding), encoding), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _checked(_guess(data, name, declared=declared), name)


def _looks_wide(data: bytes) -> bool:
    """True for UTF-16 or UTF-32 without a mark: every second byte of plain text is null."""
    head = data[:HEAD]
    return max(head[0::2].count(0), head[1::2].count(0)) > 0.4 * (len(head) / 2)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnusableInput(
            f"marked as {encoding}, but byte {fault.start} does not fit",
            where=name,
            remedy="Save it as UTF-8.",
        ) from None


def _guess(data: bytes, name: str, *, declared: str | None) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    if best is None:
        raise _binary(name)
    try:
        text = data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnusableInput("its encoding cannot be told", where=name, remedy="Save it as UTF-8.") from None
    claim = f"declared as {declared}, " if declared else ""
    return Decoded(text, best.encoding, note=f"{claim}not UTF-8: read as {best.encoding}")


def _checked(decoded: Decoded, name: str) -> Decoded:
    sample = decoded.text[:100_000]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL * max(len(sample), 100):
        raise _binary(name)
    return decoded


def _binary(name: str) -> UnusableInput:
    return UnusableInput(
        "binary data, not text", where=name, remedy="Give a text, HTML, PDF, mail, feed or WARC file."
    )


def is_zawgyi(text: str) -> bool:
    """True when Burmese letters stand in Zawgyi's order."""
    # In Unicode Burmese a misplaced sign is a slip of the pen; a tenth of the telling signs is none.
    misplaced = len(_MISPLACED.findall(text))
    return misplaced >= 2 and misplaced > 0.1 * len(_PLACED.findall(text))
