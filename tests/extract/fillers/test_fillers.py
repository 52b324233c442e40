"""Phrases and their wordings, groups, trees, and what the shipped scorer finds in plain sentences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dateline.extract.fillers.evidence import wording_text
from dateline.extract.fillers.features import BITS, column
from dateline.extract.fillers.groups import group_phrases
from dateline.extract.fillers.model import ROLES, load_model
from dateline.extract.fillers.phrases import find_phrases
from dateline.extract.fillers.reading import read_fillers
from dateline.extract.scorers.trees import Forest, sum_trees
from dateline.text import Document

Parse = Callable[..., Document]
ATTACK = (
    "A car bomb exploded today outside the offices of the Orbel Bank, damaging the building. "
    "Deputy Anselmo Ruiz Tovar was murdered by guerrillas of the Northern Liberation Front (NLF). "
    "The NLF has claimed responsibility for the attack."
)


@pytest.fixture(scope="module")
def attack(parse: Parse) -> Document:
    return parse(ATTACK)


def test_a_phrase_can_be_quoted_with_and_without_article_title_and_tail(attack: Document) -> None:
    texts = {wording_text(attack.doc, w.first, w.end) for p in find_phrases(attack.doc) for w in p.wordings}
    assert {"car bomb", "bomb", "offices", "offices of orbel bank", "anselmo ruiz tovar"} <= texts


def test_an_acronym_joins_the_name_it_stands_behind(attack: Document) -> None:
    phrases = [p for p in find_phrases(attack.doc) if p.wordings]
    groups = [{phrases[i].head.text for i in group} for group in group_phrases(phrases)]
    assert any({"Front", "NLF"} <= group for group in groups)


def test_a_tree_sends_each_row_to_its_leaf() -> None:
    forest = Forest(
        roots=np.array([0]),
        column=np.array([1, 0, 0]),
        threshold=np.array([0.5, 0.0, 0.0]),
        left=np.array([1, -1, -1]),
        right=np.array([2, -1, -1]),
        value=np.array([0.0, -2.0, 3.0]),
        start=1.0,
    )
    assert sum_trees(forest, np.array([[9.0, 0.4], [9.0, 0.6]])).tolist() == [-1.0, 4.0]
    assert sum_trees(forest, np.empty((0, 2))).tolist() == []


def test_a_feature_has_the_same_column_everywhere() -> None:
    assert 0 <= column("h=bomb") < 1 << BITS
    assert column("h=bomb") == column("h=bomb") != column("h=bombs")


def test_the_scorer_names_weapon_victim_and_organisation(attack: Document) -> None:
    found = read_fillers(attack)
    best = {role: next((f for f in found.fillers if f.role == role), None) for role in ROLES}
    weapon, victim, organisation = best["Weapon"], best["Victim"], best["PerpOrg"]
    assert weapon is not None
    assert weapon.text.endswith("bomb")
    assert victim is not None
    assert victim.text == "anselmo ruiz tovar"
    assert organisation is not None
    assert organisation.text in ("nlf", "northern liberation front")
    for filler in found.fillers:
        assert wording_words(filler.span.of(attack.text)) == filler.text
        assert 0.0 <= filler.probability <= 1.0


def wording_words(text: str) -> str:
    letters = "".join(c for c in text.lower() if c.isalnum() or c.isspace())
    return " ".join(w for w in letters.split() if w not in ("a", "an", "the"))


def test_a_peaceful_page_has_no_likely_filler(parse: Parse) -> None:
    found = read_fillers(
        parse("The choir of Orbel sang in the old hall. Tickets cost four coins, Ana Ruiz said.")
    )
    assert [f for f in found.fillers if f.probability > 0.5] == []
    assert found.kinds["any"] < 0.5


def test_an_empty_page_has_no_fillers(parse: Parse) -> None:
    assert read_fillers(parse("")).fillers == ()


def test_the_model_states_its_thresholds_and_version() -> None:
    model = load_model()
    assert len(model.thresholds) == len(ROLES)
    assert model.version
