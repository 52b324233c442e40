"""Three judges of the row of a MUC-4 report: a logistic regression, support vectors and boosted trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.extract.scorers.trees import Forest, forest_arrays, probability, read_forest, sum_trees

REACH = 4.0  # deviations beyond which a number tells support vectors no more
SLOPE = 1.7  # from the side of a support vector machine to log-odds
_ARRAYS = ("mean", "scale", "weights", "bias", "vectors", "duals", "offset", "width")


@dataclass(frozen=True, slots=True)
class Judges:
    """Mean and deviation of each number of a row; what the regression weighs; the vectors, their weights, the width of
    their kernel; the trees."""

    mean: Any
    scale: Any
    weights: Any
    bias: Any
    vectors: Any
    duals: Any
    offset: Any
    width: Any
    forest: Forest

    def chances(self, rows: Any) -> Any:
        """How likely each report tells of an incident: the mean of the three."""
        scaled = (rows - self.mean) / self.scale
        trees = probability(sum_trees(self.forest, rows))
        linear = probability(scaled @ self.weights + self.bias)
        return (linear + probability(SLOPE * self._side(scaled)) + trees) / 3

    def _side(self, scaled: Any) -> Any:
        import numpy as np

        near = np.clip(scaled, -REACH, REACH)
        apart = (near**2).sum(1)[:, None] + (self.vectors**2).sum(1) - 2 * near @ self.vectors.T
        return np.exp(-self.width * apart) @ self.duals + self.offset

    def arrays(self) -> dict[str, Any]:
        """All of it as arrays to keep."""
        import numpy as np

        kept = {name: np.asarray(getattr(self, name), np.float32) for name in _ARRAYS}
        kept["vectors"] = kept["vectors"].astype(np.float16)
        return kept | forest_arrays(self.forest, "gate")


def read_judges(arrays: Mapping[str, Any]) -> Judges:
    """The judges of what `Judges.arrays` kept."""
    kept = {name: arrays[name].astype("float64") for name in _ARRAYS}
    return Judges(**kept, forest=read_forest(arrays, "gate"))
