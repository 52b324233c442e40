"""Whether a text is in letters that the reader can read, and if not, in which."""

from __future__ import annotations

import unicodedata
from collections import Counter

_SAMPLE = 4000
_MOST = 0.5


def foreign_script(text: str) -> str | None:
    """The script of most letters, as Unicode names it, when it is not Latin; None when it is."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return None
    letters = [*filter(str.isalpha, sample)]
    if sum(map("\u0250".__gt__, letters)) >= _MOST * len(letters):
        return None
    scripts = Counter(unicodedata.name(c, "UNKNOWN").split()[0] for c in letters if c >= "\u0250")
    return scripts.most_common(1)[0][0].capitalize() if scripts else None
