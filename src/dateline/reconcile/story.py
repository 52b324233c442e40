"""How alike two reports are as wholes: rare words and names they share, and stretches of the same wording.

Rarity comes from a fixed table of English, never from the project, so that one more report changes nothing
between two others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import log, log1p
from zlib import crc32

from dateline.records import Record, Report

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = frozenset('.!?:\n"“”>|-–—')
_COMMON_BAND = 8.0  # words more common than this say nothing of a story (GVC dev: 8 to 10 do alike)
_NAME_FACTOR = 1.5
_KEPT_WORDS = 200
_LEAST_MASS = 600.0  # about five rare names: less is too little to tell a story by
_SHINGLE = 6
_SKETCH = 64
FAR_DAYS = 60
_KEY_WORDS = 60
MOST_NEXT = 30
_FEWEST_SHARED = 2
_LEAST_STORY = 0.12


class Profile(Record, frozen=True, kw_only=True):
    """One report as its rare words, the rarest first, the sum of their squares, and a sketch of its wording."""

    report_id: str
    published: int | None = None
    words: dict[str, float]
    mass: float
    sketch: tuple[int, ...] = ()

    @property
    def key_words(self) -> list[str]:
        """The rarest words, by which reports that may tell a like story are found."""
        return list(self.words)[:_KEY_WORDS]


@cache
def _bands() -> dict[str, float]:
    path = files("dateline.languages").joinpath("en", "word_bands.tsv")
    bands: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            band, _, words = line.partition("\t")
            bands.update(dict.fromkeys(words.split(" "), float(band)))
    return bands


@cache
def _unknown_band() -> float:
    return max(_bands().values()) + 1.0


def profile_report(report: Report) -> Profile:
    """The report's profile; headline and text count alike."""
    text = report.text if not report.headline else f"{report.headline}\n{report.text}"
    names = set(_names(text))
    bands, unknown = _bands(), _unknown_band()
    weights: dict[str, float] = {}
    for word in {found.casefold() for found in _WORD.findall(text)}:
        weight = bands.get(word, unknown) - _COMMON_BAND
        if weight > 0:
            weights[word] = weight * (_NAME_FACTOR if word in names else 1.0)
    kept = sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:_KEPT_WORDS]
    return Profile(
        report_id=report.id,
        published=report.published.toordinal() if report.published else None,
        words=dict(kept),
        mass=sum(weight * weight for _, weight in kept),
        sketch=_sketch(report.text),
    )


def _names(text: str) -> Iterator[str]:
    """Words with a capital that do not open a sentence."""
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()].strip(" ")[-1:]
        if match.group()[0].isupper() and before and before not in _SENTENCE_END:
            yield match.group().casefold()


def _sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of all runs of six words: reports that share wording share these."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    return tuple(sorted(crc32(run.encode()) for run in runs)[:_SKETCH])


def story_features(a: Profile, b: Profile) -> dict[str, float]:
    """`story`: as `story_of`; `near_copy`: the share of wording in common; `story_days`: the log of the days
    between the two."""
    found = {"story": story_of(a, b)}
    copied = shared_wording(a, b)
    if copied:
        found["near_copy"] = copied
    if a.published is not None and b.published is not None:
        found["story_days"] = log1p(min(abs(a.published - b.published), 365))
    return found


def story_of(a: Profile, b: Profile) -> float:
    """Log of the share of the shorter report's rare words that the other has too, 0 where it just counts."""
    small, large = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
    shared = sum(min(weight, large[word]) ** 2 for word, weight in small.items() if word in large)
    return log(max(shared / max(_LEAST_MASS, min(a.mass, b.mass)), 0.01) / _LEAST_STORY)


def shared_wording(a: Profile, b: Profile) -> float:
    """0..1: the Jaccard share of six-word runs, estimated from the sketches."""
    if not a.sketch or not b.sketch:
        return 0.0
    union = sorted(set(a.sketch) | set(b.sketch))[:_SKETCH]
    return len(set(union) & set(a.sketch) & set(b.sketch)) / len(union)


def alike_reports(profiles: Sequence[Profile]) -> dict[tuple[str, str], dict[str, float]]:
    """Features of pairs of reports that share rare words and are near in time, both ways round."""
    ordered = sorted(profiles, key=lambda profile: profile.report_id)
    found: dict[tuple[str, str], dict[str, float]] = {}
    for a, b in _sharing(ordered):
        first, second = ordered[a], ordered[b]
        if story_of(first, second) >= 0.0:
            features = story_features(first, second)
            found[first.report_id, second.report_id] = features
            found[second.report_id, first.report_id] = features
    return found


def sharing_words(a: Profile, b: Profile) -> bool:
    """True when the two share two of their rarest words within two months, or one has no day."""
    dated = a.published is not None and b.published is not None
    if dated and abs((a.published or 0) - (b.published or 0)) > FAR_DAYS:
        return False
    return len(set(a.key_words) & set(b.key_words)) >= _FEWEST_SHARED


def _sharing(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of positions that share two of their rarest words within two months.

    Of a word that many reports hold, each meets only the next few in time; a report without a day meets all.
    """
    if len(profiles) < 2:
        return []
    import numpy as np

    numbers: dict[str, int] = {}
    rows = [
        (numbers.setdefault(word, len(numbers)), profile.published or 0, position)
        for position, profile in enumerate(profiles)
        for word in profile.key_words
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    words, days, owners = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))].T
    total, chunks = len(profiles), [np.empty(0, dtype=np.int64)]
    for step in range(1, min(MOST_NEXT, len(words) - 1) + 1):
        near = (words[:-step] == words[step:]) & (
            (days[step:] - days[:-step] <= FAR_DAYS) | (days[:-step] == 0)
        )
        a, b = owners[:-step][near], owners[step:][near]
        chunks.append(np.minimum(a, b) * total + np.maximum(a, b))
    codes, counts = np.unique(np.concatenate(chunks), return_counts=True)
    return [divmod(code, total) for code in codes[counts >= _FEWEST_SHARED].tolist()]
