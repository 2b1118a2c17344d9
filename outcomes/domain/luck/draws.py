"""Monte Carlo: true rates are drawn, then counts before and after, then nothing but the rules.

Every effect begins again from the same seed, so each line of an answer stands by itself and
neighbours differ by their effect more than by their draws.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from outcomes.domain.luck.chances import after_seeing, chances
from outcomes.domain.luck.effects import added_by, ratio_of
from outcomes.domain.luck.question import Alike, Baseline, Question
from outcomes.domain.luck.rules import Counts
from outcomes.domain.luck.tally import Tally, tally_of

Floats = NDArray[np.float64]


class Drawing:
    """The counts of all sites together while they are drawn, site after site."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.shape, self.scale = float(question.population.phi), question.population.scale
        self.random = Generator(PCG64(question.seed))
        self.before: Counts = np.zeros(question.draws, dtype=np.int64)
        self.expected_before: Floats = np.zeros(question.draws)
        self.expected_after: Floats = np.zeros(question.draws)

    def add(self, sites: Alike) -> None:
        """Sites alike. Rates of the same scale add up to one of the sum of their shapes."""
        if self.question.population.drift or self.question.baseline == Baseline.WORST:
            for _ in range(sites.sites):
                self._add(sites, 1)
        else:
            self._add(sites, sites.sites)

    def _add(self, one: Alike, times: int) -> None:
        ways = {
            Baseline.COUNTED: self._counted,
            Baseline.UNCOUNTED: self._uncounted,
            Baseline.WORST: self._chosen,
        }
        rates = ways[self.question.baseline](one, times)
        self.expected_after += self._drifted(rates) * float(one.hours_after)

    def _counted(self, one: Alike, times: int) -> Floats:
        known = one.before or 0
        self.before += times * known
        return self._rates(times * (self.shape + known), self._scale_known(one))

    def _uncounted(self, one: Alike, times: int) -> Floats:
        rates = self._rates(times * self.shape, self.scale)
        self.expected_before += rates * float(one.hours_before)
        return rates

    def _chosen(self, one: Alike, _times: int) -> Floats:
        """Counts of those that are among the worst: the upper end of the law, by inversion."""
        law = chances(self.shape, self.scale * float(one.hours_before))
        share = float(self.question.worst_share)
        height = 1 - share * self.random.random(self.question.draws)
        counts = np.searchsorted(np.cumsum(law)[:-1], height, side="left")
        self.before += counts
        return self._rates(np.add(counts, self.shape), self._scale_known(one))

    def _scale_known(self, one: Alike) -> float:
        return after_seeing(self.scale, float(one.hours_before))

    def _rates(self, shape: float | Floats, scale: float) -> Floats:
        drawn: Floats = self.random.standard_gamma(shape, size=self.question.draws)
        return drawn * scale

    def _drifted(self, rates: Floats) -> Floats:
        drift = float(self.question.population.drift)
        if not drift:
            return rates
        factor: Floats = self.random.standard_gamma(1 / drift, size=self.question.draws) * drift
        return rates * factor

    def counts(self, effect: Decimal) -> Tally:
        """What is counted under an effect."""
        before = self.before
        if self.question.baseline == Baseline.UNCOUNTED:
            before = before + self.random.poisson(self.expected_before)
        mean = self.expected_after * ratio_of(self.question, effect)
        after = self.random.poisson(mean + added_by(self.question, effect))
        return tally_of(before, after)


def drawn(question: Question, effect: Decimal) -> Tally:
    """So many draws as are asked for, from the seed that is asked for."""
    drawing = Drawing(question)
    for sites in question.sites:
        drawing.add(sites)
    return drawing.counts(effect)
