"""Confidence on its curves: in order, between 0 and 1, and no surer than the coders found it."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from dateline.publish.calibration import calibrated

CURVES = json.loads(files("dateline.data").joinpath("calibration.json").read_text(encoding="utf-8"))["curves"]


@pytest.mark.parametrize("field", sorted(CURVES))
def test_a_surer_value_never_becomes_the_less_probable_one(field: str) -> None:
    told = [calibrated(field, raw / 20) for raw in range(20)]
    assert told == sorted(told)
    assert all(0.0 < value < 1.0 for value in told)


def test_what_nobody_doubts_and_what_has_no_curve_stay_as_read() -> None:
    assert calibrated("place", 1.0) == 1.0
    assert calibrated("verification", 0.7) == 0.7


def test_the_curves_are_of_the_four_fields_and_keep_under_the_floor() -> None:
    assert set(CURVES) == {"incident", "date", "place", "toll"}
    assert {field: one["error_cross_validated"] <= 0.05 for field, one in CURVES.items()} == dict.fromkeys(
        CURVES, True
    )
