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
    """The counts of all sites together while they are drawn, one group after the other."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.shape, self.scale = float(question.population.phi), question.population.scale
        self.random = Generator(PCG64(question.seed))
        self.before: Counts = np.zeros(question.draws, dtype=np.int64)
        self.expected_before: Floats = np.zeros(question.draws)
        self.expected_after: Floats = np.zeros(question.draws)

    def add(self, one: Alike) -> None:
        """Sites alike. Rates of the same scale add up to one of the sum of their shapes."""
        ways = {
            Baseline.COUNTED: self._counted,
            Baseline.UNCOUNTED: self._uncounted,
            Baseline.WORST: self._chosen,
        }
        rates = ways[self.question.baseline](one)
        self.expected_after += rates * one.each[1]

    def _counted(self, one: Alike) -> Floats:
        known = one.before or 0
        self.before += known
        shape = one.sites * self.shape + known
        return self._rates(shape, after_seeing(self.scale, one.each[0])) * self._drift(one)

    def _uncounted(self, one: Alike) -> Floats:
        rates = self._rates(one.sites * self.shape, self.scale)
        self.expected_before += rates * one.each[0]
        return rates * self._drift(one)

    def _chosen(self, one: Alike) -> Floats:
        """Each by itself: its count is at the upper end of the law, drawn by inversion."""
        law = np.cumsum(chances(self.shape, self.scale * one.each[0]))[:-1]
        scale, share = after_seeing(self.scale, one.each[0]), float(self.question.worst_share)
        rates: Floats = np.zeros(self.question.draws)
        for _ in range(one.sites):
            height = 1 - share * self.random.random(self.question.draws)
            counts = np.searchsorted(law, height, side="left")
            self.before += counts
            rates += self._rates(np.add(counts, self.shape), scale) * self._factor()
        return rates

    def _rates(self, shape: float | Floats, scale: float) -> Floats:
        drawn: Floats = self.random.standard_gamma(shape, size=self.question.draws)
        return drawn * scale

    def _drift(self, one: Alike) -> Floats | float:
        """What chance does to the sum of the rates of sites that are alike.

        Their shares of it do not depend on how large it is, so these are drawn by themselves.
        """
        if not self.question.population.drift or one.sites == 1:
            return self._factor()
        whole, moved = np.zeros(self.question.draws), np.zeros(self.question.draws)
        for _ in range(one.sites):
            part = self._rates(self.shape, 1)
            whole += part
            moved += part * self._factor()
        return moved / whole

    def _factor(self) -> Floats | float:
        drift = float(self.question.population.drift)
        return self._rates(1 / drift, drift) if drift else 1.0

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
