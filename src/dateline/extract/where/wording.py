"""Which capitalised words cannot be one name of a place: a body's, two names run together, a person's with a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_FEATURE = 5  # level from which a head noun names a settlement or less


class Wording:
    """Looks at the words of one document; `knows` tells whether the gazetteer has those from one to another."""

    def __init__(
        self, written: Sequence[str], words: dict[str, Any], knows: Callable[[int, int], bool]
    ) -> None:
        self._written = written
        self._small = [text.lower() for text in written]
        self._folded = [text.casefold() for text in written]
        self._words = words
        self._knows = knows

    def is_of_day(self, bare: int) -> bool:
        """True for the name of a feast: "Independence Day"."""
        behind = self._written[bare : bare + 1]
        return bool(behind) and behind[0].istitle() and self._folded[bare] in self._words["feasts"]

    def ends_otherwise(self, first: int, bare: int, head: str | None) -> bool:
        """True for what ends in a word that ends no place's name: "Ora Sunday", "the Ora Union", "Military Region"."""
        last = self._folded[bare - 1]
        if head is not None and last in self._words["commands"]:
            return True
        if bare - first == 1:
            return (
                last in self._words["heads"] and 0 < min(self._words["heads"][last]["levels"]) < _FEATURE - 1
            )
        return last in self._words["weekdays"] or (
            last in self._words["bodies"] and not self._knows(first, bare)
        )

    def are_two(self, first: int, bare: int) -> bool:
        """True for what only a title's capitals or a unit's "of" make one: "Raid In Ora", "Ora District of Bel"."""
        heads = self._words["heads"]
        inner = range(first + 1, bare - 1)
        titled = any(self._folded[i] in self._words["titles"] for i in range(first + 1, bare))
        parted = titled or any(
            (self._small[i] in self._words["strong"] and self._written[i].istitle())
            or (self._small[i] == "of" and self._is_of_unit(i, first, bare))
            or (
                self._small[i + 1] == "of"
                and min(heads.get(self._small[i], {"levels": [_FEATURE]})["levels"]) < _FEATURE
            )
            for i in inner
        )
        return parted and not self._knows(first, bare)

    def _is_of_unit(self, i: int, first: int, bare: int) -> bool:
        """True for the "of" of "Ora of Bel district", where only the second name is that of a unit."""
        behind = self._folded[bare] if bare < len(self._folded) else ""
        heads = self._words["heads"]
        unit = behind in heads and 0 < min(heads[behind]["levels"]) < _FEATURE
        named = {self._folded[at] for at in range(first, i)}
        return unit and self._knows(i + 1, bare) and not named & set(heads)

    def holds_body(self, head: str, first: int, bare: int) -> bool:
        """True for an unknown name of a unit with a body's word in it: "Police Office-Ora Autonomous Region"."""
        named = {self._folded[i] for i in range(first, bare)}
        unit = min(self._words["heads"][head]["levels"]) < _FEATURE
        return bare - first > 1 and unit and bool(named & self._words["organisations"])

    def names_body(self, first: int, bare: int) -> bool:
        """True for an unknown name with a body's word in it, or with a unit's before its end: "Ora County Police
        Inspector", "Ora Township People"."""
        heads = self._words["heads"]
        inner = (self._folded[i] for i in range(first + 1, bare - 1))
        return any(word in heads and min(heads[word]["levels"]) < _FEATURE for word in inner) or (
            bare - first > 1
            and any(self._folded[i] in self._words["organisations"] for i in range(first, bare))
        )

    def is_alias(self, first: int, bare: int) -> bool:
        """True for a nickname, and for a name's initials in brackets: "Ora Liberation Front (Olf)"."""
        words = self._written
        if "alias" in {*words[max(0, first - 1) : first], *words[bare : bare + 2]}:
            return True  # "the man, alias Ora"
        if (
            bare - first > 1
            or not 0 < first < len(words) - 1
            or (words[first - 1], words[bare]) != ("(", ")")
        ):
            return False
        word = words[first]
        before = [w[0] for w in words[max(0, first - 1 - 2 * len(word)) : first - 1] if w[0].isupper()]
        return bool("".join(before[-len(word) :]).casefold() == word.casefold())
