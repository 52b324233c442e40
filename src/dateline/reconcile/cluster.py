"""Groups from scored pairs: the surest first, while groups agree on the whole and no ruling forbids it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

_MOST_COMPARED = 5
_WORST = -10.0


@dataclass
class Groups:
    """A partition of positions 0..n-1.

    `holders` are what a group may hold once (its reports), `leaders` its first members, asked for all of them.
    """

    holders: list[set[Hashable]]
    members: list[list[int]]
    leaders: list[list[tuple[int, ...]]]
    root: list[int]
    forbidden: dict[int, set[int]] = field(default_factory=dict)

    def find(self, position: int) -> int:
        """The group a position is in, named by one of its positions."""
        root = position
        while self.root[root] != root:
            root = self.root[root]
        while self.root[position] != root:
            self.root[position], position = root, self.root[position]
        return root

    def may_join(self, a: int, b: int) -> bool:
        """False when a ruling keeps two groups apart, or both hold an account of the same report."""
        return b not in self.forbidden.get(a, ()) and self.holders[a].isdisjoint(self.holders[b])

    def join(self, a: int, b: int, *, ruled: bool = False) -> None:
        """Nothing comes back; the two groups are one, and what was forbidden to either is to both.

        Groups joined by a ruling speak with one voice from then on: whatever matches one of them matches all.
        """
        keep, gone = (a, b) if a < b else (b, a)
        self.root[gone] = keep
        self.members[keep] += self.members[gone]
        small, large = sorted((self.holders[keep], self.holders[gone]), key=len)
        large |= small
        self.holders[keep] = large
        self.members[gone], self.holders[gone] = [], set()
        voices = self.leaders[keep] + self.leaders[gone]
        if ruled:
            voices = [tuple(sorted(position for voice in voices for position in voice))]
        self.leaders[keep] = sorted(voices)[:_MOST_COMPARED]
        for other in self.forbidden.pop(gone, set()):
            self.forbidden[other].discard(gone)
            self.forbidden[other].add(keep)
            self.forbidden.setdefault(keep, set()).add(other)

    def forbid(self, a: int, b: int) -> None:
        """Nothing comes back; the two groups may never be joined."""
        self.forbidden.setdefault(a, set()).add(b)
        self.forbidden.setdefault(b, set()).add(a)


def start_groups(holders: Sequence[Hashable]) -> Groups:
    """Every position a group of its own."""
    count = range(len(holders))
    return Groups(
        holders=[{one} for one in holders],
        members=[[i] for i in count],
        leaders=[[(i,)] for i in count],
        root=list(count),
    )


def group_pairs(
    groups: Groups,
    pairs: Iterable[tuple[float, int, int]],
    *,
    least: float,
    score: Callable[[int, int], float],
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """The groups in the order of their first position.

    Rulings come first: what an analyst called the same is joined, even two accounts of one report; what was
    called different is kept apart, and outranks a "same" that only follows from others. Then pairs are
    taken from the surest down, ties by position; two groups join when the mean over their pairs is `least`.
    """
    for a, b in different:
        if groups.find(a) != groups.find(b):
            groups.forbid(groups.find(a), groups.find(b))
    for a, b in same:
        first, second = groups.find(a), groups.find(b)
        if first != second and second not in groups.forbidden.get(first, ()):
            groups.join(first, second, ruled=True)
    for value, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if value < least:
            break
        first, second = groups.find(a), groups.find(b)
        if first == second or not groups.may_join(first, second):
            continue
        if _mean(groups.leaders[first], groups.leaders[second], score) >= least:
            groups.join(first, second)
    return sorted(sorted(members) for members in groups.members if members)


def _mean(
    first: Sequence[tuple[int, ...]], second: Sequence[tuple[int, ...]], score: Callable[[int, int], float]
) -> float:
    """The mean score over pairs of the leaders of two groups; of those joined by a ruling the best counts."""
    scores = [
        max(_WORST, *(score(min(a, b), max(a, b)) for a in voice for b in other))
        for voice in first
        for other in second
    ]
    return sum(scores) / len(scores)
