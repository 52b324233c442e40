"""spaCy's attribute ruler at a lower cost: what its rules say of a token is asked once for each kind of token."""

from __future__ import annotations

from typing import Any

_KEPT = 100_000  # kinds of token kept; a long run meets ever new words
_ASKED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


class QuickRuler:
    """Sets the same attributes as the ruler it is made from.

    Nearly all its rules look at one token alone, by tag, word and relation: what they set is found by the ruler's
    own matcher the first time such a token is met, and kept. Rules over several tokens are matched in each text.
    """

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self._ruler = ruler
        self._vocab = ruler.vocab
        self._kept: dict[tuple[Any, ...], dict[int, Any] | None] = {}
        self._longer = Matcher(ruler.vocab, validate=False)
        for number, rule in enumerate(ruler.patterns):
            if any(len(pattern) > 1 for pattern in rule["patterns"]):
                self._longer.add(str(number), rule["patterns"])

    @staticmethod
    def fits(ruler: Any) -> bool:
        """True when the rules over single tokens ask only for what tokens are told apart by here."""
        single = [p for rule in ruler.patterns for p in rule["patterns"] if len(p) == 1]
        alone = all(len({len(p) > 1 for p in rule["patterns"]}) == 1 for rule in ruler.patterns)
        return alone and all(set(pattern[0]) <= _ASKED for pattern in single)

    def __call__(self, doc: Any) -> Any:
        """The document, its tokens' attributes set."""
        from spacy.tokens._retokenize import set_token_attrs

        longer = self._matches(self._longer, doc)
        touched = {start + self._ruler.indices[number] for number, start in longer}
        kept = [self._attributes(token) if token.i not in touched else None for token in doc]
        late = sorted([*longer, *(m for i in sorted(touched) for m in self._single(doc, i))])
        for token, attributes in zip(doc, kept, strict=True):
            if attributes:
                set_token_attrs(token, attributes)
        for number, start in late:
            set_token_attrs(doc[start + self._ruler.indices[number]], self._ruler.attrs[number])
        return doc

    def _attributes(self, token: Any) -> dict[int, Any] | None:
        """What all rules together set for such a token, later rules over earlier ones."""
        key = (token.tag, token.lower, token.dep, token.is_space)
        if key not in self._kept:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found: dict[int, Any] = {}
            for number, _ in sorted(self._single(token.doc, token.i)):
                found.update(self._ruler.attrs[number])
            self._kept[key] = found or None
        return self._kept[key]

    def _single(self, doc: Any, index: int) -> list[tuple[int, int]]:
        return self._matches(self._ruler.matcher, doc[index : index + 1], start=index)

    def _matches(self, matcher: Any, doc: Any, *, start: int = 0) -> list[tuple[int, int]]:
        """Number of the rule and first token of each match."""
        strings = self._vocab.strings
        return [(int(strings[m]), start + s) for m, s, _ in matcher(doc, allow_missing=True, as_spans=False)]
