"""Fewer injuries than before, while reference sites had not as many fewer in the same days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.domain.words import Sentence, say
from outcomes.domain.evaluation.designs.held_against import Found, HeldAgainst
from outcomes.domain.evaluation.statistics.comparison import Compared
from outcomes.domain.evaluation.statistics.comparison_test import judge
from outcomes.domain.evaluation.statistics.reference_model import Counts, Reference


@dataclass(frozen=True, slots=True)
class ComparisonGroup(HeldAgainst):
    """Met when the ratio of both changes is below what counts, beyond what lot does.

    It knows nothing of how a bad year is followed: where the baseline is unusually bad for such
    sites it does not judge, since the sites may have been chosen for it.
    """

    KIND: ClassVar[str] = "comparison_group"

    def found(self, own: Counts, others: Counts) -> Found | None:
        """Hold one change against the other."""
        judged = judge(own, others, null=self.null)
        if judged.chosen_for_a_bad_year:
            return None
        compared = judged.compared
        return Found(
            p_value=judged.p_value("smaller"),
            ends=compared.interval(float(2 * self.alpha)),
            theta=compared.theta,
            sentence=_said(compared, judged.usual),
            diagnostics={
                "comparison_ratio": compared.comparison_ratio,
                "expected": compared.expected,
                "expected_sd": compared.expected_sd,
                "log_ratio": compared.log_ratio,
                "log_ratio_se": compared.log_ratio_se,
                "p_value_by_error": judged.by_error["smaller"],
                "chance_of_so_bad_a_baseline": judged.chance_of_so_bad,
                "reference_sites": float(judged.usual.sites),
            },
        )


def _said(compared: Compared, usual: Reference) -> Sentence:
    return say(
        "At %(sites)s reference sites the number became %(ratio)s times what it was; so "
        "%(expected)s injuries were to be expected here.",
        sites=usual.sites,
        ratio=f"{compared.comparison_ratio:.2f}",
        expected=f"{compared.expected:.1f}",
    )
