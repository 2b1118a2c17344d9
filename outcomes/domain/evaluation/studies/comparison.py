"""Comparison group: the treated sites' change by that of sites where nothing was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.domain.documents import part_of
from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import comparison
from outcomes.domain.evaluation.statistics.comparison import Compared, Four
from outcomes.domain.evaluation.statistics.reference_model import drift_of, fit
from outcomes.domain.evaluation.studies.answer import Answer, interval_of, told
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.grouped import Sites, has_exposure, of_group, sites_of
from outcomes.domain.evaluation.studies.models import answered, said, unanswerable
from outcomes.domain.evaluation.studies.params import Param, Params, flag, number, numbers
from outcomes.domain.evaluation.studies.periods import tested
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.table import Table


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of the comparison group, how its exposure changed, and its sites where known."""

    before: float
    after: float
    exposure_change: float
    sites: Sites | None


def evaluate(table: Table, columns: Columns, asked: Params) -> Answer:
    """Hauer's index of effectiveness and the ratio of ratios, with their errors."""
    own = sites_of(of_group(table, columns, treated=True), columns, asked, "treated")
    other = _group(table, columns, asked)
    counts, watched = own.counts, has_exposure(columns, asked)
    change = float(counts.exposure_after.sum() / counts.exposure_before.sum()) if watched else 1.0
    four = Four(
        float(counts.before.sum()),
        float(counts.after.sum()),
        other.before,
        other.after,
        change / other.exposure_change,
    )
    try:
        plain = comparison.compare(four, omega_variance=asked["omega_variance"] or 0.0)
        omega, noticed = _omega(own, other, asked)
        wide = comparison.compare(four, omega_variance=omega)
    except RuleBroken as refusal:
        raise refusal if refusal.field else unanswerable(refusal) from refusal
    found = _found(four, plain, wide, asked)
    noticed |= {"sites_left_out": [*own.left_out, *(other.sites.left_out if other.sites else ())]}
    return Answer(found, (_counted(four, plain), said(found), tested(found, asked)), noticed)


def _found(four: Four, plain: Compared, wide: Compared, asked: Params) -> dict[str, Any]:
    """Estimates with their printed errors; the test is the wide one, which lets sites drift."""
    p_values = {
        side: wide.p_value(null=asked["null"], alternative=side)
        for side in ("smaller", "larger", "two-sided")
    }
    found = answered(
        asked,
        ratio=plain.ratio(),
        ends=plain.interval(1 - asked["confidence"]),
        bound=wide.interval(2 * asked["alpha"]).high,
        p_value=p_values[asked["alternative"]],
    )
    return found | {
        "p_values": p_values,
        "interval_with_drift": interval_of(
            wide.interval(1 - asked["confidence"]), asked["confidence"]
        ),
        "p_value_without_drift": plain.p_value(
            null=asked["null"], alternative=asked["alternative"]
        ),
        "theta": plain.theta,
        "theta_sd": plain.theta_sd,
        "reduction_percent": 100 * (1 - plain.theta),
        "r_T": plain.comparison_ratio,
        "pi": plain.expected,
        "sd_pi": plain.expected_sd,
        "delta": plain.delta,
        "log_ratio": plain.log_ratio,
        "se_log": plain.log_ratio_se,
        "se_log_with_drift": wide.log_ratio_se,
        "K": four.treated_before,
        "L": four.treated_after,
        "M": four.comparison_before,
        "N": four.comparison_after,
        "exposure_ratio": four.exposure_ratio,
        "method": "ratio of ratios (Hauer 1997, ch. 9)",
    }


def _group(table: Table, columns: Columns, asked: Params) -> Group:
    if asked["comparison"] is not None:
        stated = asked["comparison"]
        return Group(stated["before"], stated["after"], stated["exposure_change"], None)
    rows = of_group(table, columns, treated=False)
    if not rows.lines:
        raise RuleBroken(
            "There is no comparison group. Mark its rows in a column “group” (treated, "
            'comparison), or state its cases: {"comparison": {"before": 721, "after": 539}}.',
            field="comparison",
        )
    sites = sites_of(rows, columns, asked, "comparison")
    counts, watched = sites.counts, has_exposure(columns, asked)
    change = float(counts.exposure_after.sum() / counts.exposure_before.sum()) if watched else 1.0
    return Group(float(counts.before.sum()), float(counts.after.sum()), change, sites)


def _omega(own: Sites, other: Group, asked: Params) -> tuple[float, dict[str, Any]]:
    """What ratios vary beyond counting: stated, from years before, or from the sites' own drift."""
    if asked["omega_variance"] is not None:
        return asked["omega_variance"], {"omega_variance": asked["omega_variance"]}
    if asked["treated_by_year"]:
        return _by_year(asked)
    if not asked["overdispersion"] or other.sites is None:
        return 0.0, {"omega_variance": 0.0}
    usual = fit(other.sites.counts)
    found = 2 * sum(drift_of(group, usual) for group in (own.counts, other.sites.counts))
    return found, {"omega_variance": found, "drift": usual.drift, "surplus": usual.surplus}


def _by_year(asked: Params) -> tuple[float, dict[str, Any]]:
    if len(asked["treated_by_year"]) != len(asked["comparison_by_year"]):
        raise RuleBroken(
            "treated_by_year and comparison_by_year have to name the same years, one number each.",
            field="treated_by_year",
        )
    found = comparison.comparability(asked["treated_by_year"], asked["comparison_by_year"])
    return found.omega_variance, {
        "omega_variance": found.omega_variance,
        "odds_ratio_mean": found.mean,
        "odds_ratio_variance": found.variance,
        "years": found.years,
    }


def _counted(four: Four, compared: Compared) -> Sentence:
    return say(
        "Treated: %(k)s cases before, %(l)s after. Comparison: %(m)s before, %(n)s after. So "
        "%(pi)s cases were to be expected at the treated sites.",
        k=told(four.treated_before),
        l=told(four.treated_after),
        m=told(four.comparison_before),
        n=told(four.comparison_after),
        pi=told(compared.expected),
    )


def _stated(place: str, value: object) -> dict[str, float]:
    names = ("before", "after", "exposure_before", "exposure_after")
    part = part_of(value, place).only(*names)
    for name in ("before", "after"):
        part.member(name)
    found = {name: number(None).read(part.at(name), part.found[name]) for name in part.found}
    change = found.get("exposure_after", 1.0) / found.get("exposure_before", 1.0)
    return {"before": found["before"], "after": found["after"], "exposure_change": change}


COMPARISON = Study(
    {
        **COMPARED,
        "comparison": Param(None, _stated),
        "omega_variance": number(None, least=-1e-12, most=100.0),
        "overdispersion": flag(default=True),
        "treated_by_year": numbers([]),
        "comparison_by_year": numbers([]),
    },
    evaluate,
)
