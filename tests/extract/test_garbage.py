"""The collector of cycles rests while a report is read, and never longer."""

from __future__ import annotations

import gc

import pytest

from dateline.extract.garbage import at_rest


def test_it_rests_inside_and_works_again_behind() -> None:
    assert gc.isenabled()
    with at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_inside_does_not_leave_it_at_rest() -> None:
    with pytest.raises(ValueError, match="torn"), at_rest():
        raise ValueError("torn")
    assert gc.isenabled()


def test_who_works_without_it_finds_it_so() -> None:
    gc.disable()
    try:
        with at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
