"""Runs of capitalised words, with the particles between them: where a name of a place may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.where.capitals import is_common, is_ordinary
from dateline.extract.words.places import demonyms_of, place_words
from dateline.places import Gazetteer
from dateline.places.pack import ADMIN1
from dateline.text import Document

PARTICLES = frozenset(
    {"al", "el", "de", "du", "da", "del", "la", "le", "of", "-", "–", "bin", "es", "ad", "e", "i", "ul", "ud"}
)
HYPHENS = frozenset({"-", "–"})
_ARTICLES = frozenset(
    {
        "al",
        "el",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "az",
        "ad",
        "es",
        "ez",
        "er",
        "ed",
        "en",
        "et",
        "ech",
        "esh",
        "uz",
        "us",
    }
)
# Small words that are part of a name only where hyphens tie them on both sides: "Ora-au-Bel".
_TIED = frozenset(
    {
        "au",
        "aux",
        "à",
        "a",
        "des",
        "les",
        "lez",
        "sur",
        "sous",
        "y",
        "bel",
        "bou",
        "ben",
        "on",
        "upon",
        "am",
        "der",
    }
)
_OWNS = frozenset({"'s", "’s"})
_ENDING = 2  # letters of a common word that may yet end a name: "Ora-an"
_MOST_PARTICLES = 3  # in a row: "Ora-e-Bel", "Deir al-Bel"


class Runs:
    """Looks through the words of one document."""

    def __init__(
        self,
        document: Document,
        written: Sequence[str],
        starts: Sequence[int],
        capitals: frozenset[int],
        gazetteer: Gazetteer,
    ) -> None:
        self._written = written
        self._starts = starts
        self._capitals = capitals
        self._gazetteer = gazetteer
        self._tags = [token.tag_ for token in document.doc]
        self._demonyms = demonyms_of(document.report.language)
        self._joining = place_words(document.report.language)["joining"]

    def within(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches of capitalised words, with particles between them."""
        at = first
        while at < end:
            if not self._capital(at):
                at += 1
                continue
            stop = at + 1
            while stop < end:
                if self._capital(stop):
                    stop += 1
                elif joined := self._joined(stop, end) or self._tied(stop, end):
                    stop = joined
                else:
                    break
            yield self._with_article(at), stop
            at = stop

    def _with_article(self, at: int) -> int:
        """The start of a name with the small article that a hyphen ties to it: "al-Ora"."""
        tied = at >= 2 and self._written[at - 1] in HYPHENS and self._written[at - 2] in _ARTICLES
        return (
            at - 2
            if tied and self._starts[at] - self._starts[at - 2] == len(self._written[at - 2]) + 1
            else at
        )

    def _capital(self, i: int) -> bool:
        text = self._written[i]
        if i in self._capitals:
            named = text.title() in self._demonyms or not is_ordinary(text, self._gazetteer)
            return text[0].isalpha() and named
        return text[0].isupper() or (
            len(text) > 3 and text[:3].lower() in {"al-", "el-"} and text[3].isupper()
        )

    def _tied(self, i: int, end: int) -> int:
        """The end of a small word that a hyphen ties to a name and that is none of the language: "Ora-bel", and not
        "Ora-based"; 0 where there is none."""
        if i + 1 >= end or self._written[i] != "-" or self._starts[i + 1] != self._starts[i] + 1:
            return 0
        word = self._written[i + 1]
        touches = self._starts[i] == self._starts[i - 1] + len(self._written[i - 1])
        if not (touches and word.isalpha() and word.islower()) or word in PARTICLES:
            return 0
        if is_common(word) and (len(word) > _ENDING or self._written[i + 2 : i + 3] == ["-"]):
            return 0
        return 0 if self._tags[i + 1].startswith("V") else i + 2

    def _joined(self, i: int, end: int) -> int:
        """The end of the particles from here and of the capitalised word behind them; 0 where there is none."""
        if self._written[i] in self._joining:
            return self._paired(i, end)
        if self._written[i] in _OWNS:
            return self._owned(i, end)
        stop = i
        while stop < end and stop - i < _MOST_PARTICLES and self._is_particle(stop):
            if self._stands_apart(stop):
                return 0
            stop += 1
        return stop + 1 if i < stop < end and self._capital(stop) else 0

    def _owned(self, i: int, end: int) -> int:
        """The end of a known name that has an apostrophe and s in it: "Ora's Bazar"; 0 for "Ora's Bel"."""
        if i + 1 >= end or not self._capital(i + 1):
            return 0
        name = f"{self._written[i - 1]}'s {self._written[i + 1]}"
        return i + 2 if any(c.grade == 0 for c in self._gazetteer.find(name)[:1]) else 0

    def _is_particle(self, i: int) -> bool:
        """True for a small word within names: "Ora de Bel", "Ora-au-Bel", "Ora ez-Bel"."""
        word = self._written[i]
        if word in PARTICLES:
            return True
        before = self._starts[i - 1] + len(self._written[i - 1]) == self._starts[i]
        behind = self._starts[i] + len(word) == self._starts[i + 1] if i + 1 < len(self._starts) else False
        if not behind or self._written[i + 1] not in HYPHENS:
            return False
        return word in _ARTICLES or (word in _TIED and before and self._written[i - 1] in HYPHENS)

    def _paired(self, i: int, end: int) -> int:
        """The end of the name of a country or a province that has "and" in it: "Ora and Bel"."""
        first = i
        while first > 0 and self._capital(first - 1):
            first -= 1
        for stop in range(min(end, i + _MOST_PARTICLES), i + 1, -1):
            if not all(self._capital(at) for at in range(i + 1, stop)):
                continue
            name = " ".join(self._written[first:stop])
            if any(c.grade <= 1 and c.entry.level <= ADMIN1 for c in self._gazetteer.find(name)[:1]):
                return stop
        return 0

    def _stands_apart(self, i: int) -> bool:
        """True for a dash between blanks, which parts a dateline from its sentence: "Ora Region – A man"."""
        if self._written[i] not in HYPHENS or i + 1 >= len(self._written):
            return False
        before = self._starts[i] > self._starts[i - 1] + len(self._written[i - 1])
        return before and self._starts[i + 1] > self._starts[i] + 1
