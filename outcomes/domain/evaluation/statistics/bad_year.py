"""How far sites come back to the ordinary by themselves, when they were chosen for a bad year."""

from __future__ import annotations

import numpy as np

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.lot import Mask
from outcomes.domain.evaluation.statistics.panel_rows import Rows, places
from outcomes.domain.evaluation.statistics.reference_model import Counts, credible, fit

FEWEST = 10  # sites without a programme that tell what is usual
NAMES = ("before", "after", "exposure_before", "exposure_after")


def comes_back(own: Counts, others: Counts) -> float:
    """Lasting by counted cases of the baseline, at most 1: what would happen without a programme.

    Each site's lasting rate is what its own count and the other sites say of it together
    (`reference_model.credible`). Sites whose baseline holds many cases are believed, whatever they
    are; sites with few are expected to become ordinary.
    """
    rate, _spread = credible(fit(others), own.before, own.exposure_before)
    return min(1.0, float((rate * own.exposure_before).sum() / own.before.sum()))


def comes_back_in(rows: Rows) -> float | None:
    """The same for a panel; nothing where too few sites have no programme, or no time before."""
    sites, treated = _before_and_after(rows)
    own, others = (
        Counts(*(getattr(sites, name)[group] for name in NAMES)) for group in (treated, ~treated)
    )
    if len(others) < FEWEST or not own.before.sum():
        return None
    try:
        return comes_back(own, others)
    except RuleBroken:
        return None


def _before_and_after(rows: Rows) -> tuple[Counts, Mask]:
    """Each site over the periods before anybody was treated, and over all others."""
    site = places(rows.site)
    period = np.array(places(rows.period))
    late = np.isin(period, period[rows.active > 0])
    sums = (
        np.bincount(site, values * when).astype(float)
        for values in (rows.cases, rows.exposure)
        for when in (~late, late)
    )
    found = Counts(*sums)
    whole = (found.exposure_before > 0) & (found.exposure_after > 0)
    treated = np.bincount(site, rows.active) > 0
    return Counts(*(getattr(found, name)[whole] for name in NAMES)), treated[whole]
