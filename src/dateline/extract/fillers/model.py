"""The learned scorers of slot fillers as they ship: weights, trees, priors, thresholds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from dateline.data import read_checked
from dateline.extract.fillers.net import Net, read_net
from dateline.extract.scorers.trees import Forest, read_forest

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
KINDS = ("any", "attack", "bombing", "kidnapping", "arson", "robbery")


@dataclass(frozen=True, slots=True)
class FillerModel:
    """Linear weights over hashed columns, a net, a forest a role, for wordings and for all, and tables of counts."""

    phrase_weights: Any
    phrase_bias: Any
    text_weights: Any
    text_bias: Any
    net: Net
    forests: tuple[Forest, ...]
    wording_forest: Forest
    joint_forest: Forest
    counts: dict[str, list[float]]
    word_counts: dict[str, list[float]]
    thresholds: tuple[float, ...]
    aliases: dict[str, str]
    clues: frozenset[str]
    version: str


@lru_cache(maxsize=1)
def load_model() -> FillerModel:
    """The shipped model, loaded once; MissingData when it is not there or not as it shipped."""
    import numpy as np

    arrays = dict(np.load(BytesIO(read_checked("weights/fillers.npz")), allow_pickle=False))
    table: dict[str, Any] = json.loads(read_checked("weights/fillers.json"))
    return build_model(arrays, table)


def build_model(arrays: dict[str, Any], table: dict[str, Any]) -> FillerModel:
    """The model from its arrays and its table, as the training script writes them."""
    import numpy as np

    return FillerModel(
        phrase_weights=arrays["phrase_weights"].astype(np.float32),
        phrase_bias=arrays["phrase_bias"],
        text_weights=arrays["text_weights"].astype(np.float32),
        text_bias=arrays["text_bias"],
        net=read_net(arrays),
        forests=tuple(read_forest(arrays, role) for role in ROLES),
        wording_forest=read_forest(arrays, "wording"),
        joint_forest=read_forest(arrays, "joint"),
        counts=table["counts"],
        word_counts=table["word_counts"],
        thresholds=tuple(table["thresholds"][role] for role in ROLES),
        aliases=table["aliases"],
        clues=frozenset(table["clues"]),
        version=table["version"],
    )
