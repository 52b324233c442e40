"""Scorers: weights and trees say one chance together; what an act is told beside is seen."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.extract.features_telling import context_features, judged_features
from dateline.extract.reader import Reader
from dateline.extract.scoring import Scorer, load_scorer, probabilities, use_scorers
from dateline.extract.trees import Forest, forest_arrays, read_forest
from dateline.records import Report
from dateline.text import parse_report

# One tree: 0.9 where `old` is at most 2, else 0.1.
STUMP = Forest(
    roots=np.array([0], np.int32),
    column=np.array([0, 0, 0], np.int16),
    threshold=np.array([2.0, 0.0, 0.0], np.float32),
    left=np.array([1, -1, -1], np.int32),
    right=np.array([2, -1, -1], np.int32),
    value=np.array([0.0, 0.9, 0.1], np.float32),
    start=0.0,
)


def test_the_chance_is_the_mean_of_weights_and_trees() -> None:
    with use_scorers({"scene": Scorer({"bias": 0.0}, ("old",), STUMP)}):
        young, old, untold = probabilities("scene", [{"bias": 1.0, "old": 1.0}, {"old": 3.0}, {}])
    assert young == pytest.approx((0.5 + 0.9) / 2)
    assert old == pytest.approx((0.5 + 0.1) / 2)
    assert untold == pytest.approx((0.5 + 0.9) / 2)


def test_no_rows_have_no_chances() -> None:
    assert probabilities("moment", []) == []


@pytest.mark.parametrize("name", ["scene", "moment"])
def test_shipped_scorers_give_chances(name: str) -> None:
    scorer = load_scorer(name)
    rows = [dict.fromkeys(scorer.columns, value) for value in (0.0, 1.0, 1e9)]
    assert all(0.0 <= chance <= 1.0 for chance in probabilities(name, rows))
    assert set(scorer.weights) == set(scorer.columns)
    assert scorer.forest.column.max() < len(scorer.columns)


def test_a_forest_comes_back_from_its_arrays() -> None:
    back = read_forest(forest_arrays(STUMP, "scene"), "scene")
    assert all(
        np.array_equal(getattr(back, part), getattr(STUMP, part)) for part in ("left", "value", "threshold")
    )


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


TEXT = """Rebels attacked the police post in Quenby on 3 May 2024, killing four officers.

After they had burned the post in Oram on 12 April 2024, soldiers were sent there, a resident said.

In Quenby, rebels attacked again on 3 May 2024."""


def test_each_scene_tells_how_it_stands_in_its_sentence_and_report(reader: Reader) -> None:
    document = parse_report(Report(id="r", text=TEXT))
    mentions = reader.mentions_of(document)
    scenes = reader.scenes_of(document, mentions)
    told = judged_features(document, scenes, mentions.actors)
    first, burned, last = (
        next(
            one
            for scene, one in zip(scenes, told, strict=True)
            if scene.main.text == word and scene.sentence.index >= at
        )
        for word, at in (("attacked", 0), ("burned", 1), ("attacked", 2))
    )
    assert (first["act_attack"], first["before"], first["harmed"] > 0, first["marked"]) == (
        1.0,
        0.0,
        True,
        0.0,
    )
    assert (burned["marked"], burned["had"]) == (1.0, 1.0)
    assert (last["act_before"], last["day_before"], last["day_first"]) == (1.0, 1.0, 0.0)
    assert (first["act_again"], last["act_again"]) == (1.0, 0.0)
    assert [one["before"] for one in context_features(scenes)] == [n / 10 for n in range(len(scenes))]
