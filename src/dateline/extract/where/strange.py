"""Names that no gazetteer holds and whose words the parser does not know: "in Niambly", "Dedebit was shelled"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.extract.where.capitals import is_common
from dateline.extract.where.struck import is_by_fighters, is_under_fire, undergone

_DESCRIBES = frozenset({"amod", "compound", "nmod", "poss"})
_NAMES = frozenset({"PROPN", "NOUN", "ADJ", "ADV", "X"})
_NO_PLACE = frozenset({"PERSON", "ORG"})
_WHERE = "where"
_SHORT = 2  # words


def is_strange(token: Any) -> bool:
    """True for a capitalised word within a sentence that is none of the common ones."""
    return bool(token.text[0].isupper() and not token.is_sent_start and not is_common(token.text))


def names_spot(token: Any) -> bool:
    """True for such a word in small letters behind the first, whatever the parser takes it for, that describes no noun
    behind it: the Niambly of "in Niambly", not the "Bantu" of "in Bantu huts"."""
    spelt = token.text.isalpha() and token.text.istitle() and token.pos_ in _NAMES
    before_noun = token.dep_ in _DESCRIBES and token.head.i > token.i
    return spelt and not before_noun and not is_common(token.text)


def is_raided(doc: Any, first: int, bare: int, words: Mapping[str, Any]) -> bool:
    """True for what is done to no person: "Ora was shelled", "Ora came under attack"; for one word whatever the parser
    takes it for, where those who fight did so or the sentence goes on with what happened there: "Ora was attacked,
    where six were killed"."""
    name, named = doc[bare - 1], doc[first:bare]
    if len(named) > _SHORT or any(not t.text.istitle() or is_common(t.text) for t in named):
        return False
    if first > 0 and doc[first - 1].dep_ == "det":
        return False  # a people: "raided the Teral"
    plain = not any(t.ent_type_ in _NO_PLACE for t in named)
    verb = undergone(name)
    if verb is None:
        sure = plain or (len(named) == 1 and is_by_fighters(name.head, words))
        return sure and is_under_fire(name, words)
    lemma = verb.lemma_.lower()
    if lemma in words["ground"]:
        return plain or len(named) == 1
    there = any(t.lower_ == _WHERE and t.i > verb.i for t in verb.sent)
    return len(named) == 1 and there and lemma in words["assailed"]
