"""The small net over the parser's vectors, and fillers judged side by side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dateline.extract.fillers.evidence import parse_phrases
from dateline.extract.fillers.joint import Candidate, joint_rows
from dateline.extract.fillers.net import Net, net_rows, pass_net
from dateline.text import Document

Parse = Callable[..., Document]
KINDS = [0.0] * 6


def candidate(text: str, *, role: int = 3, group: int = 0, start: int = 0, chance: float = 0.5) -> Candidate:
    return Candidate(role, group, text, start, chance, 0.9, 1)


def test_nets_side_by_side_give_the_mean_of_their_scores() -> None:
    net = Net(
        mean=np.array([1.0, 0.0]),
        scale=np.array([2.0, 1.0]),
        hidden=np.array([[[1.0], [0.0]], [[0.0], [1.0]]]),
        hidden_bias=np.zeros((2, 1)),
        out=np.array([[[1.0]], [[3.0]]]),
        out_bias=np.zeros((2, 1)),
    )
    assert pass_net(np.array([[5.0, 4.0], [-5.0, -4.0]]), net).tolist() == [[7.0], [0.0]]


def test_a_phrase_is_seen_with_the_vectors_of_its_words_and_the_place_in_the_text(parse: Parse) -> None:
    doc = parse("Rebels burned the old mill. The guards fled.").doc
    parsed = parse_phrases(doc, frozenset(), {})
    rows = net_rows(parsed, np.array([0.5] * 6))
    heads = [phrase.head for phrase in parsed.phrases]
    assert [h.text for h in heads] == ["Rebels", "mill", "guards"]
    assert np.array_equal(rows[1, :96], doc.tensor[heads[1].i])
    assert np.array_equal(rows[1, 96:192], doc.tensor[heads[1].head.i])
    assert rows[1, -8:-2].tolist() == [0.5] * 6
    assert np.isclose(rows[1, -1], 1 / 3)


def test_a_parse_without_vectors_gives_zeros(parse: Parse) -> None:
    doc = parse("Rebels burned the old mill.").doc
    bare = doc.copy()
    bare.tensor = np.zeros((0,), dtype=np.float32)
    rows = net_rows(parse_phrases(bare, frozenset(), {}), np.zeros(6))
    assert not rows[:, :-8].any()


def test_a_long_text_with_odd_words_keeps_a_vector_for_every_token(parse: Parse) -> None:
    doc = parse("Rebels overran an outpost, and gunmen killed a guard.\n\n" * 300).doc
    assert doc.tensor.shape == (len(doc), 96)
    assert np.abs(doc.tensor).sum(1).all()


def test_who_is_named_again_less_surely_is_seen_beside_the_surer() -> None:
    first = candidate("deputy ana ruiz", chance=0.8)
    again = candidate("ruiz", group=1, start=90, chance=0.3)
    rows = joint_rows([first, again], KINDS, 400)
    alone = joint_rows([again], KINDS, 400)
    changed = np.flatnonzero(rows[1] != alone[0])
    assert rows.shape == (2, alone.shape[1])
    assert changed.size
    better, same = 14, 15
    assert rows[:, better].tolist() == [0.0, 1.0]
    assert rows[:, same].tolist() == [1.0, 1.0]
    assert alone[0, [better, same]].tolist() == [0.0, 0.0]


def test_no_candidates_give_no_rows() -> None:
    assert len(joint_rows([], KINDS, 400)) == 0
