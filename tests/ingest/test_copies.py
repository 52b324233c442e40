"""Near-copies are found, other stories about the like are not, and the order of texts does not matter."""

from __future__ import annotations

import random

from dateline.ingest.copies import CopyIndex, group_copies, likeness, runs_of, sign

WORDS = [f"w{n}" for n in range(400)]


def story(seed: int, length: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def shortened(words: list[str]) -> str:
    """As an editor would: the last fifth cut off, a headline and a credit added."""
    return "Another headline here altogether. " + " ".join(words[: len(words) * 4 // 5]) + " (Wire)"


def test_likeness_is_about_the_share_of_common_runs() -> None:
    one, other = " ".join(story(1)), shortened(story(1))
    common = len(runs_of(one) & runs_of(other)) / len(runs_of(one) | runs_of(other))
    assert abs(likeness(sign(one), sign(other)) - common) < 0.13
    assert likeness(sign(one), sign(one.upper())) == 1.0
    assert likeness(sign(one), sign(" ".join(story(2)))) < 0.1


def test_a_shortened_wire_story_is_found_among_many() -> None:
    index = CopyIndex()
    for n in range(300):
        assert index.add(f"s{n}", " ".join(story(n))) == ()
    ((name, share),) = index.add("copy", shortened(story(7)))
    assert name == "s7"
    assert share > 0.5


def test_groups_do_not_depend_on_the_order() -> None:
    texts = [(f"s{n}", " ".join(story(n))) for n in range(20)]
    texts += [
        ("copy-3", shortened(story(3))),
        ("copy-5", shortened(story(5))),
        ("again-5", " ".join(story(5))),
    ]
    expected = (("again-5", "copy-5", "s5"), ("copy-3", "s3"))
    for seed in range(3):
        mixed = random.Random(seed).sample(texts, len(texts))
        assert group_copies(mixed) == expected


def test_short_and_empty_texts_have_a_signature() -> None:
    assert likeness(sign(""), sign("")) == 1.0
    assert likeness(sign("A post fell."), sign("a POST fell")) == 1.0
    assert likeness(sign("A post fell."), sign("Two men died.")) < 0.1
