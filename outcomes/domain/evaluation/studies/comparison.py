"""Comparison group: the treated sites' change by that of sites where nothing was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from core.domain.documents import part_of
from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import comparison
from outcomes.domain.evaluation.statistics.comparison import Compared, Four
from outcomes.domain.evaluation.statistics.comparison_test import judge
from outcomes.domain.evaluation.statistics.lot import SIDES
from outcomes.domain.evaluation.studies.answer import NOT_SHOWN, SHOWN, Answer, interval_of, told
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.grouped import Sites, has_exposure, of_group, sites_of
from outcomes.domain.evaluation.studies.models import answered, said, unanswerable
from outcomes.domain.evaluation.studies.params import (
    Param,
    Params,
    flag,
    number,
    numbers,
    word,
    words,
)
from outcomes.domain.evaluation.studies.periods import tested
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.table import Table

FEWEST = 10  # comparison sites from which on it can be told what sites vary by themselves
NOT_PAID = "not_paid"


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of the comparison group, how its exposure changed, and its sites where known."""

    before: float
    after: float
    exposure_change: float
    sites: Sites | None


@dataclass(frozen=True, slots=True)
class Wide:
    """The test that lets sites drift, how it was told, and whether a bad year may be behind it."""

    compared: Compared
    p_values: dict[str, float]
    noticed: dict[str, Any]
    by_lot: dict[str, float] | None = None
    unusual: bool = False
    few: bool = False

    def is_chosen(self, asked: Params) -> bool:
        """Whether nothing is shown because so bad a baseline is followed by an ordinary time."""
        down = asked["alternative"] == "smaller" and asked["bad_year"] == NOT_PAID
        return self.unusual and down


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
        wide = _wide(four, own, other, asked)
    except RuleBroken as refusal:
        raise refusal if refusal.field else unanswerable(refusal) from refusal
    found = _found(plain, wide, asked) | _cells(four)
    lost = [*own.left_out, *(other.sites.left_out if other.sites else ())]
    words = (_counted(four, plain), said(found), _verdict(found, wide, asked), *_warned(wide))
    return Answer(found, words, {**wide.noticed, "sites_left_out": lost})


def _found(plain: Compared, wide: Wide, asked: Params) -> dict[str, Any]:
    """Estimates with their printed errors; the test is the wide one, which lets sites drift."""
    compared = wide.compared
    question = {"null": asked["null"], "alternative": asked["alternative"]}
    found = answered(
        asked,
        ratio=plain.ratio(),
        ends=plain.interval(1 - asked["confidence"]),
        bound=compared.interval(2 * asked["alpha"]).high,
        p_value=wide.p_values[asked["alternative"]],
    )
    chosen = wide.is_chosen(asked) and found["verdict"] == SHOWN
    if chosen:
        found |= {"verdict": NOT_SHOWN, "value": "0"}
    return found | {
        "p_values": wide.p_values,
        "p_values_by_lot": wide.by_lot,
        "p_value_without_drift": plain.p_value(**question),
        "interval_with_drift": interval_of(
            compared.interval(1 - asked["confidence"]), asked["confidence"]
        ),
        "chosen_for_a_bad_year": chosen,
        "theta": plain.theta,
        "theta_sd": plain.theta_sd,
        "reduction_percent": 100 * (1 - plain.theta),
        "r_T": plain.comparison_ratio,
        "pi": plain.expected,
        "sd_pi": plain.expected_sd,
        "delta": plain.delta,
        "log_ratio": plain.log_ratio,
        "se_log": plain.log_ratio_se,
        "se_log_with_drift": compared.log_ratio_se,
        "method": "ratio of ratios (Hauer 1997, ch. 9)",
    }


def _cells(four: Four) -> dict[str, float]:
    return {
        "K": four.treated_before,
        "L": four.treated_after,
        "M": four.comparison_before,
        "N": four.comparison_after,
        "exposure_ratio": four.exposure_ratio,
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


def _wide(four: Four, own: Sites, other: Group, asked: Params) -> Wide:
    """What ratios vary beyond counting: stated, from years before, or from the sites themselves."""
    if asked["omega_variance"] is not None:
        return _stated_error(four, {"omega_variance": asked["omega_variance"]}, asked)
    if asked["treated_by_year"]:
        return _stated_error(four, _by_year(asked), asked)
    sites = other.sites
    if not asked["overdispersion"] or sites is None or len(sites.names) < FEWEST:
        few = asked["overdispersion"] and sites is not None
        return replace(_stated_error(four, {"omega_variance": 0.0}, asked), few=few)
    judged = judge(own.counts, sites.counts, null=asked["null"])
    noticed = {
        "omega_variance": judged.omega_variance,
        "drift": judged.usual.drift,
        "surplus": judged.usual.surplus,
        "comparison_sites": len(sites.names),
        "chance_of_so_bad_a_baseline": judged.chance_of_so_bad,
    }
    p_values = {side: judged.p_value(side) for side in SIDES}
    return Wide(judged.compared, p_values, noticed, judged.by_lot, judged.chosen_for_a_bad_year)


def _stated_error(four: Four, noticed: dict[str, Any], asked: Params) -> Wide:
    compared = comparison.compare(four, omega_variance=noticed["omega_variance"])
    p_values = {side: compared.p_value(null=asked["null"], alternative=side) for side in SIDES}
    return Wide(compared, p_values, noticed)


def _by_year(asked: Params) -> dict[str, Any]:
    if len(asked["treated_by_year"]) != len(asked["comparison_by_year"]):
        raise RuleBroken(
            "treated_by_year and comparison_by_year have to name the same years, one number each.",
            field="treated_by_year",
        )
    found = comparison.comparability(asked["treated_by_year"], asked["comparison_by_year"])
    return {
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


def _verdict(found: dict[str, Any], wide: Wide, asked: Params) -> Sentence:
    if not found["chosen_for_a_bad_year"]:
        return tested(found, asked)
    return say(
        "So many cases before happen to such sites with a probability of %(chance)s only, so they "
        "may have been chosen for a bad year, which by itself is followed by an ordinary one. A "
        "comparison group cannot tell that from success; use the design eb.",
        chance=told(wide.noticed["chance_of_so_bad_a_baseline"]),
    )


def _warned(wide: Wide) -> tuple[Sentence, ...]:
    if not wide.few:
        return ()
    return (
        say(
            "With fewer than %(sites)s comparison sites it is not known what sites vary by "
            "themselves; the test knows of counting only.",
            sites=FEWEST,
        ),
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
        "bad_year": word(NOT_PAID, words(NOT_PAID, "ignored")),
    },
    evaluate,
    needs_others=True,
)
