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
# What pages mean when they declare these, as browsers read them; utf-7 is a trick and not an encoding of pages.
_MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252", "utf-7": "", "iso8859-9": "cp1254"}
_FEW = 0.05  # up to this share of bytes beyond ASCII, a Latin text with curly quotes and accents
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
    if b"\x00" in data[:HEAD]:
        return _checked(_wide(data, name), name)
    for encoding in _candidates(data, declared):
        try:
            return _checked(Decoded(data.decode(encoding), encoding), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _checked(_guess(data, name, declared=declared), name)


def _candidates(data: bytes, declared: str | None) -> tuple[str, ...]:
    """The encodings to try before guessing. Bytes beyond ASCII that are UTF-8 are UTF-8, whatever is declared."""
    try:
        known = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        known = ""
    known = _MEANT.get(known, known)
    if not known:
        return ("utf-8",)
    return (known, "utf-8") if data.isascii() else ("utf-8", known)


def _wide(data: bytes, name: str) -> Decoded:
    """UTF-16 without a mark, where every second byte of plain text is null; anything else is binary."""
    half = min(len(data), HEAD) / 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[first:HEAD:2].count(0) > 0.4 * half:
            try:
                return Decoded(data.decode(encoding), encoding, note=f"no mark: read as {encoding}")
            except UnicodeDecodeError:
                break
    raise _binary(name)


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

    if sum(byte > 127 for byte in data[:_GUESS_BYTES]) < _FEW * min(len(data), _GUESS_BYTES):
        try:
            return Decoded(data.decode("cp1252"), "cp1252", note=_guessed(declared, "cp1252"))
        except UnicodeDecodeError:
            pass
    best = from_bytes(data[:_GUESS_BYTES]).best()
    if best is None:
        raise _binary(name)
    try:
        text = data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnusableInput("its encoding cannot be told", where=name, remedy="Save it as UTF-8.") from None
    return Decoded(text, best.encoding, note=_guessed(declared, best.encoding))


def _guessed(declared: str | None, encoding: str) -> str:
    claim = f"declared as {declared}, which it is not" if declared else "not UTF-8"
    return f"{claim}: read as {encoding}"


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
