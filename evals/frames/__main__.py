"""`python -m evals.frames [places|dead|sides|acts] [--each]`: how many sentences of names and frames are read right.

With `--each` every frame has a line of its own, and the sentences that are read wrongly stand below it.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from dateline.pipeline import load_extractor, read_report
from evals.frames import KINDS, Sentence, sentences


def main(arguments: list[str]) -> int:
    """0; the figures stand on standard output."""
    kinds = [name for name in arguments if not name.startswith("-")] or list(KINDS)
    unknown = [name for name in kinds if name not in KINDS]
    if unknown:
        sys.stderr.write(f"{unknown[0]}: there are no such frames. Give some of: {', '.join(KINDS)}.\n")
        return 2
    extractor = load_extractor()
    for kind in kinds:
        wrong: defaultdict[str, list[Sentence]] = defaultdict(list)
        told = list(sentences(kind))
        for sentence in told:
            if not sentence.is_right(read_report(sentence.report, extractor).extraction.claims):
                wrong[sentence.frame].append(sentence)
        missed = sum(map(len, wrong.values()))
        print(f"{kind}: {len(told) - missed} of {len(told)} read right, {missed} not")
        for frame in wrong if "--each" in arguments else ():
            print(f"  {len(wrong[frame])}  {frame}")
            print(*(f"      {sentence.text}" for sentence in wrong[frame]), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
