"""Lot instead of a programme, for panels: clusters drawn as if they had been treated."""

from __future__ import annotations

import numpy as np

from outcomes.domain.evaluation.statistics import fixed_effects
from outcomes.domain.evaluation.statistics.lot import by_lot, can_be_drawn, surprises
from outcomes.domain.evaluation.statistics.panel_rows import Floats, Rows, places


def chances_by_lot(rows: Rows, columns: Floats, *, null: float) -> dict[str, float] | None:
    """As `lot.by_lot`; nothing where lot could not have chosen otherwise.

    Asks that all treated sites were so in the same periods, and clusters as a whole: then what a
    site saw in these periods is a fair comparison whoever was treated.
    """
    cluster = places(rows.clusters)
    treated = np.bincount(cluster, rows.active) > 0
    late = np.isin(rows.period, np.array(rows.period)[rows.active > 0])
    together = np.array_equal(rows.active > 0, late & treated[cluster])
    if not together or not can_be_drawn(treated):
        return None
    exposure = rows.exposure * np.where(rows.active > 0, null, 1.0)
    found = fixed_effects.fit(rows.cases, exposure, places(rows.site), columns)
    cases, after, share = (
        np.bincount(cluster, values).astype(float)
        for values in (rows.cases, rows.cases * late, found.expected * late)
    )
    return by_lot(surprises(after, cases, share / cases, treated), treated)
