"""Answers about a token or a text, worked out once and kept with the parsed report."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


def once(about: Callable[[Any], T]) -> Callable[[Any], T]:
    """The function, its answers kept as long as the tokens are: for rules that ask of every pair of words.

    An answer is no token: the tokens would hold themselves.
    """
    name = f"{about.__module__}.{about.__qualname__}"

    @wraps(about)
    def kept(token: Any) -> T:
        answers: dict[int, T] = token.doc.user_data.setdefault(name, {})
        if token.i not in answers:
            answers[token.i] = about(token)
        return answers[token.i]

    return kept


def once_found(about: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    """The function, the places of the tokens it finds kept as long as the tokens are."""
    places = once(_places(about))

    @wraps(about)
    def kept(token: Any) -> list[Any]:
        return [token.doc[place] for place in places(token)]

    return kept


def _places(about: Callable[[Any], list[Any]]) -> Callable[[Any], tuple[int, ...]]:
    @wraps(about)
    def places(token: Any) -> tuple[int, ...]:
        return tuple(found.i for found in about(token))

    return places


def text_of(doc: Any) -> str:
    """The text of a parse, put together once: the parse itself does so whenever it is asked."""
    name = f"{__name__}.text_of"
    if name not in doc.user_data:
        doc.user_data[name] = doc.text
    return str(doc.user_data[name])
