"""The word for a kind of place beside a name: "Ora village", "the village of Ora", "Ora, a village"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.places import Gazetteer
from dateline.text import Document

_LIST = 24  # tokens of a list of places behind "the villages of"
_TOWN = 5  # level of towns and villages
_BEFORE = 5  # tokens from "a" to the comma behind its village: "another Ngok Dinka village,"
_CALLED = 8  # tokens from a hamlet to what it is called
_WITHIN_CITY = 3  # level from which a unit may be a part of a city


def is_called_so(doc: Any, at: int, words: Mapping[str, Any]) -> bool:
    """True for the "called" of "a place called Ora" and "a hamlet of the municipality of Bel called Ora"."""
    if doc[at].lower_ not in words["naming"]:
        return False
    if at > 0 and doc[at - 1].lower_ in words["spots"]:
        return True
    return any(
        (doc[i].lower_ in words["spots"] or doc[i].lower_ in words["heads"])
        and doc[i - 1].lower_ in words["one_of"]
        and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in doc[i:at])
        for i in range(max(1, at - _CALLED), at)
    )


class Heads:
    """Looks beside the names of one document."""

    def __init__(
        self,
        document: Document,
        words: dict[str, Any],
        demonyms: dict[str, tuple[str | None, str]],
        capitals: frozenset[int],
        gazetteer: Gazetteer,
    ) -> None:
        self._document = document
        self._doc = document.doc
        self._words = words
        self._heads = words["heads"]
        self._demonyms = demonyms
        self._capitals = capitals
        self._gazetteer = gazetteer
        self._written = [t.text for t in self._doc]
        self._small = [text.lower() for text in self._written]
        self._folded = [text.casefold() for text in self._written]

    def _text_of(self, first: int, end: int) -> str:
        last = self._doc[end - 1]
        return self._document.text[self._doc[first].idx : last.idx + len(last.text)]

    def after(self, first: int, stop: int) -> tuple[int, str | None, int]:
        """The end of the bare name, the word for its kind or None, and the end of the wording: of "Ora village"."""
        own = self._folded[stop - 1]
        if (
            stop - first > 1
            and own in self._heads
            and not self._is_towns_part(stop - 1)
            and (min(self._heads[own]["levels"]) < 5 or not self._gazetteer.knows(self._text_of(first, stop)))
        ):
            return stop - 1, own, stop
        if stop < len(self._written):
            word = self._folded[stop]
            dash = stop + 2 < len(self._written) and self._written[stop + 1] == "-"
            last = stop + 1 + dash
            twice = f"{word} {self._small[last]}" if last < len(self._written) else ""
            if twice in self._heads:
                return stop, twice, last + 1
            if self._written[stop].islower() or stop in self._capitals:
                one = word if word in self._heads else self._doc[stop].lemma_  # "Ora and Bel townships"
                if one in self._heads:
                    return stop, one, stop + 1
        return stop, None, stop

    def _is_towns_part(self, i: int) -> bool:
        """True for the "Town" of "Ora Town quarter", which the quarter is called by."""
        behind = self._written[i + 1] if i + 1 < len(self._written) else ""
        levels = self._heads[self._folded[i]]["levels"]
        return behind in self._heads and self._written[i].istitle() and min(levels) == _TOWN

    def before(self, first: int) -> str | None:
        """The kind told before the name that begins at a token: "the village of Ora", "the town Ora"."""
        listed = self._of_list(first)
        if listed is not None:
            return listed
        back = first - 1
        if self._is_told_before(back):
            return str(self._small[back - 1])
        if (back >= 1 and self._small[back] == "of") or (
            back >= 0 and self._small[back] in {"called", "named"}
        ):
            if self._small[back] == "of" and self.is_one_of(back - 1):
                return None
            back -= 1
        if back < 0:
            return None
        word = self._small[back]
        small = self._written[back].islower() or back in self._capitals
        if self._small[first - 1] != "of" and self._heads_another(back):
            return None
        return word if small and word in self._heads else None

    def _is_told_before(self, comma: int) -> bool:
        """True for the comma of "a village, Ora, north of Bel", behind a settlement that has no other name."""
        if comma < 2 or self._small[comma] != "," or self._small[comma - 1] not in self._heads:
            return False
        settled = min(self._heads[self._small[comma - 1]]["levels"]) >= _TOWN
        return settled and bool(set(self._small[max(0, comma - _BEFORE) : comma - 1]) & self._words["one_of"])

    def _of_list(self, first: int) -> str | None:
        """The "town" of "the towns of Ora, Bel and Quen", before each of the three."""
        back = first - 1
        last = back > 0 and self._small[back] in self._words["joining"]
        back -= last
        while back > max(0, first - _LIST) and (
            self._written[back] == "," or self._written[back][0].isupper()
        ):
            back -= 1
        if back < 1 or self._small[back] != "of":
            return None
        word = self._doc[back - 1]
        head = str(word.lemma_).lower()
        return head if word.tag_ == "NNS" and head in self._heads else None

    def _heads_another(self, i: int) -> bool:
        """True for the "county" of "the commissioner of Ora county John Bel", which is the head of the name before."""
        before = self._doc[i - 1] if i > 0 else None
        return (
            before is not None
            and before.pos_ == "PROPN"
            and before.text[0].isupper()
            and before.text not in self._demonyms
            and not before.is_sent_start
        )

    def is_one_of(self, i: int) -> bool:
        """True for the "town" of "a town of Ora" and the "Ora" of "an Ora village": in Ora, and not called so."""
        before = self._doc[i - 1] if i > 0 else None
        return before is not None and before.pos_ == "DET" and before.lower_ in self._words["one_of"]

    def behind(self, end: int) -> str | None:
        """The kind told behind the name that ends at a token: "Ora, a village by the river", "Ora, a small town"; not
        for "Tom Ora, a village head"."""
        behind = self._small[end : end + 4]
        if len(behind) < 4 or behind[:2] != [",", "a"]:
            return None
        at = next((i for i in (end + 2, end + 3) if self._small[i] in self._heads), None)
        return None if at is None or self._doc[at].dep_ == "compound" else self._small[at]

    def shared_before(self, bare: int, end: int) -> int | None:
        """The end of the capitalised words behind the "district of" of "the Oram district of Ora"."""
        if end == bare or self._small[end : end + 1] != ["of"] or self._written[end - 1] not in self._heads:
            return None
        if max(self._heads[self._written[end - 1]]["levels"]) < _WITHIN_CITY:
            return None
        stop = end + 1
        while stop < len(self._written) and self._written[stop][0].isupper():
            stop += 1
        return stop if stop > end + 1 else None

    def shared_with(self, first: int) -> tuple[int, int] | None:
        """The first token and the end of the "Ora" of "the Ora district of Bel", where `first` begins the Bel: one word
        for the kind of either."""
        back = first - 2
        if back < 1 or self._small[back + 1] != "of" or self._written[back] not in self._heads:
            return None
        urban = max(self._heads[self._written[back]]["levels"]) >= _WITHIN_CITY
        if not urban or not self._heads_another(back):
            return None
        at = back
        while at > 0 and self._doc[at - 1].pos_ == "PROPN" and self._written[at - 1][0].isupper():
            at -= 1
        return (at, back) if at < back else None
