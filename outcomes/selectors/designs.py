"""Questions about a way of judging: does it fit the agreement and the days it looks at?"""

from __future__ import annotations

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.evaluation import Design
from outcomes.selectors.references import reference_named
from programs.models import Agreement


def check_design(agreement: Agreement, design: Design, window: Period) -> None:
    """Refuse a baseline that reaches into the window, and reference sites that nobody confirmed."""
    baseline, reference = design.baseline, design.reference
    if baseline is not None and window.first <= baseline.last:
        raise RuleBroken(
            "The baseline ends on %(last)s. It has to end before the window begins on %(first)s.",
            field="baseline_last",
            last=baseline.last,
            first=window.first,
        )
    if reference is None:
        return
    known = reference_named(agreement.program.agency, reference.code)
    if known.digest != reference.digest:
        raise RuleBroken(
            "The reference sites “%(code)s” have a newer version by now. Look at it, then set the "
            "target against that one.",
            field="reference",
            code=reference.code,
        )
