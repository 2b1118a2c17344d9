"""The same without a single draw, where all pairs of counts can be gone through."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from outcomes.domain.luck.chances import (
    Chances,
    after_seeing,
    among_the_worst,
    chances,
    poisson_chances,
)
from outcomes.domain.luck.effects import added_by, ratio_of
from outcomes.domain.luck.question import Alike, Baseline, Question
from outcomes.domain.luck.tally import Tally

MOST_PAIRS = 250_000
NEVER = 1e-18  # a pair less probable than this is left out; all of them come to nothing


def worked_out(question: Question, effect: Decimal) -> Tally | None:
    """Every pair of counts with its probability; nothing where only drawing is possible.

    Possible where the baseline is known, and for sites that are all alike before it is known or
    for one that was chosen for it; not where sites drift, or where there are too many pairs.
    """
    if question.population.drift:
        return None
    if not question.sites:
        return _row(0, poisson_chances(added_by(question, effect)))
    if question.rule.is_quantity:
        return None
    if question.baseline == Baseline.COUNTED:
        return _known(question, effect)
    alike = question.sites[0]
    is_one = len(question.sites) == 1
    if question.baseline == Baseline.UNCOUNTED and is_one:
        return _pairs(question, effect, alike)
    return _pairs(question, effect, alike) if is_one and alike.sites == 1 else None


def _known(question: Question, effect: Decimal) -> Tally | None:
    before, found = 0, np.ones(1)
    for one in question.sites:
        before += one.before or 0
        shape = one.sites * float(question.population.phi) + (one.before or 0)
        found = np.convolve(found, chances(shape, _scale_after(question, effect, one)))
        if len(found) > MOST_PAIRS:
            return None
    return _row(before, found)


def _pairs(question: Question, effect: Decimal, alike: Alike) -> Tally | None:
    """The count before, and for each the count after of sites whose rate is known that well."""
    shape = alike.sites * float(question.population.phi)
    first = chances(shape, question.population.scale * alike.each[0])
    if question.baseline == Baseline.WORST:
        first = among_the_worst(first, float(question.worst_share))
    scale = _scale_after(question, effect, alike)
    rows: list[Tally] = []
    left = MOST_PAIRS
    for before in np.flatnonzero(first > NEVER).tolist():
        rows.append(_row(before, first[before] * chances(shape + before, scale)))
        left -= len(rows[-1].after)
        if left < 0:
            return None
    return _together(rows)


def _scale_after(question: Question, effect: Decimal, one: Alike) -> float:
    scale = after_seeing(question.population.scale, one.each[0])
    return scale * one.each[1] * ratio_of(question, effect)


def _row(before: int, found: Chances) -> Tally:
    after = np.flatnonzero(found > NEVER)
    return Tally(np.full(len(after), before), after, found[after])


def _together(rows: Sequence[Tally]) -> Tally:
    return Tally(
        np.concatenate([row.before for row in rows]),
        np.concatenate([row.after for row in rows]),
        np.concatenate([row.weight for row in rows]),
    )
