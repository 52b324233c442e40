"""What a situation report says about itself, in the words of all its forms."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.publish.situation import Situation


def method_lines(situation: Situation) -> tuple[str, ...]:
    """How it was counted, in sentences."""
    lines = [
        "Numbers in brackets are the incidents that a number counts; each incident carries its id.",
        "An incident counts if every day on which it can have happened lies in the period.",
        "People are counted where a report gives a number; where nobody counts, nothing is added; a dash: nobody does.",
        "Places are areas; where a name could not be placed, the incident is in the tables but not on the map.",
        "An incident with several parties stands in the table under each of them.",
        "Unconfirmed: only a party to the conflict says so, it is denied, or the outlet could not verify it.",
        f"Preset: {situation.preset}. Coding profile: {situation.profile or 'none, figures as settled'}.",
    ]
    if situation.only:
        lines.append(f"Only incidents {situation.only}, by the names that this report shows.")
    lines += [f"Left out: {count} {reason}." for reason, count in situation.left_out.items()]
    return tuple(lines)


def refs(entries: Sequence[int]) -> str:
    """Entry numbers as short runs: `1-4, 7`."""
    runs: list[list[int]] = []
    for number in sorted(entries):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
