"""By which library the parser multiplies, and on how many threads."""

from __future__ import annotations

from typing import Any

from thinc.api import NumpyOps, get_current_ops
from threadpoolctl import threadpool_info

from dateline.text import load_parser
from dateline.text.products import by_numpy, on_one_thread


def _threads() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_the_parser_multiplies_by_numpy_and_other_models_as_before() -> None:
    before = get_current_ops()
    layers = [layer for _, pipe in load_parser().pipeline for layer in _layers(pipe)]
    heavy = [layer for layer in layers if layer.name == "maxout"]
    assert heavy
    assert not any(layer.ops.use_blis for layer in heavy)
    with by_numpy():
        inside = get_current_ops()
        assert isinstance(inside, NumpyOps)
        assert not inside.use_blis
    assert get_current_ops() is before


def test_inside_numpy_has_one_thread_and_outside_as_many_as_before() -> None:
    before = _threads()
    with on_one_thread():
        assert _threads() == {1}
    assert _threads() == before


def _layers(pipe: Any) -> list[Any]:
    model = getattr(pipe, "model", None)
    return list(model.walk()) if hasattr(model, "walk") else []
