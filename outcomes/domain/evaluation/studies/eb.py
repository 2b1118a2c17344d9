"""Empirical Bayes: treated sites against what they were to expect by a reference model.

The model comes from rows of a reference group (then also trend and drift are estimated), from
columns `predicted_before`, `predicted_after` and `k`, or from a rate and an overdispersion in the
parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import reference_model
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.statistics.empirical_bayes import (
    Effectiveness,
    afterwards,
    effectiveness,
    expected,
)
from outcomes.domain.evaluation.statistics.predictive import (
    Predicted,
    chance_of_at_most,
    effect_interval,
    predict,
)
from outcomes.domain.evaluation.studies.answer import Answer, finite, told
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.grouped import Floats, Sites, is_grouped, of_group, sites_of
from outcomes.domain.evaluation.studies.models import answered, said, unanswerable
from outcomes.domain.evaluation.studies.params import Params, flag
from outcomes.domain.evaluation.studies.periods import tested
from outcomes.domain.evaluation.studies.predictions import REFERENCE, K, column_sums
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.table import Table


@dataclass(frozen=True, slots=True)
class Model:
    """Expectations without the programme, and what is told of where they are from."""

    predicted: Predicted
    before: Floats
    weight: Floats | None
    told: dict[str, Any]


def evaluate(table: Table, columns: Columns, asked: Params) -> Answer:
    """Observed after by expected after, with both printed errors and the predictive test."""
    own = sites_of(of_group(table, columns, treated=True), columns, asked, "treated")
    model = _model(table, columns, asked, own)
    observed = int(own.counts.after.sum())
    effect = _effect(model.predicted, observed)
    found = _found(asked, model, effect, observed)
    if asked["sites"]:
        found["sites"] = _rows(own, model)
    words = (_expected(effect, len(own.names)), said(found), tested(found, asked))
    return Answer(found, words, {**model.told, "sites_left_out": list(own.left_out)})


def _found(asked: Params, model: Model, effect: Effectiveness, observed: int) -> dict[str, Any]:
    predicted = model.predicted
    p_values = _p_values(observed, predicted, asked["null"])
    ends = effect_interval(observed, predicted, alpha=1 - asked["confidence"])
    bound = effect_interval(observed, predicted, alpha=2 * asked["alpha"]).high
    found = answered(
        asked,
        ratio=effect.theta,
        ends=Ends(ends.low, ends.high),
        bound=bound,
        p_value=p_values[asked["alternative"]],
    )
    return found | {
        "p_values": p_values,
        "theta": effect.theta,
        "theta_biased": effect.ratio,
        "se": effect.se_hauer,
        "se_hauer": effect.se_hauer,
        "se_hsm": effect.se_hsm,
        "z": finite(effect.z),
        "reduction_percent": 100 * (1 - effect.theta),
        "observed": observed,
        "expected": effect.expected,
        "variance": effect.variance,
        "expected_before": float(model.before.sum()),
        "method": "empirical Bayes",
    }


def _p_values(observed: int, predicted: Predicted, null: float) -> dict[str, float]:
    smaller = chance_of_at_most(observed, predicted, effect=null)
    larger = 1 - chance_of_at_most(observed - 1, predicted, effect=null)
    return {
        "smaller": smaller,
        "larger": larger,
        "two-sided": min(1.0, 2 * min(smaller, larger)),
    }


def _effect(predicted: Predicted, observed: int) -> Effectiveness:
    return effectiveness(
        observed=observed, expectations=predicted.mean, variances=predicted.variances
    )


def _model(table: Table, columns: Columns, asked: Params, own: Sites) -> Model:
    if columns.of("predicted_before"):
        return _stated(
            own,
            column_sums(own, columns, "predicted_before", comma=table.comma),
            column_sums(own, columns, "predicted_after", comma=table.comma),
            _k(own, columns, asked, comma=table.comma),
        )
    if asked["reference"] is not None:
        rate, k = asked["reference"]["rate"], asked["reference"]["k"]
        trend = asked["reference"]["trend"]
        counts = own.counts
        return _stated(
            own,
            rate * counts.exposure_before,
            rate * trend * counts.exposure_after,
            np.full(len(counts), k),
        )
    return _fitted(table, columns, asked, own)


def _k(own: Sites, columns: Columns, asked: Params, *, comma: bool) -> Floats:
    if columns.of("k"):
        rows = [len(lines) for lines in own.lines.values()]
        return np.asarray(column_sums(own, columns, "k", comma=comma) / np.array(rows))
    if asked["k"] is None:
        raise RuleBroken(
            'The overdispersion is not known. Add a column “k”, or say it: {"k": 0.5}.'
        )
    return np.full(len(own.names), float(asked["k"]))


def _stated(own: Sites, before: Floats, after: Floats, k: Floats) -> Model:
    found = expected(predicted=before, observed=own.counts.before, k=k)
    means, variances = afterwards(found, ratio=after / before)
    spread = np.maximum(variances / means**2, reference_model.TINY)
    return Model(
        Predicted(means, spread, 0.0),
        found.before,
        found.weight,
        {
            "reference": "stated",
            "predicted_before": float(before.sum()),
            "predicted_after": float(after.sum()),
        },
    )


def _fitted(table: Table, columns: Columns, asked: Params, own: Sites) -> Model:
    if not is_grouped(columns):
        raise RuleBroken(
            "Empirical Bayes needs to know what is usual: rows of a reference group (column "
            "“group”), columns predicted_before, predicted_after and k, or parameters such as "
            '{"reference": {"rate": 0.00001, "phi": 1.5}}.'
        )
    others = sites_of(of_group(table, columns, treated=False), columns, asked, "reference")
    try:
        usual = reference_model.fit(others.counts)
    except RuleBroken as refusal:
        raise unanswerable(refusal) from refusal
    counts = own.counts
    predicted = predict(usual, counts.before, counts.exposure_before, counts.exposure_after)
    lasting, _spread = reference_model.credible(usual, counts.before, counts.exposure_before)
    return Model(
        predicted,
        lasting * counts.exposure_before,
        None,
        {
            "reference": "fitted",
            "reference_sites": len(others.names),
            "rate": usual.rate,
            "phi": usual.phi,
            "k": 1 / usual.phi,
            "trend": usual.trend,
            "trend_variance": usual.trend_variance,
            "drift": usual.drift,
            "surplus": usual.surplus,
        },
    )


def _rows(own: Sites, model: Model) -> list[dict[str, Any]]:
    weights: list[Any] | npt.NDArray[np.float64] = [None] * len(own.names)
    if model.weight is not None:
        weights = model.weight
    return [
        {
            "site": name,
            "observed_before": own.counts.before[i],
            "observed_after": own.counts.after[i],
            "weight": None if weights[i] is None else float(weights[i]),
            "expected_before": float(model.before[i]),
            "expected_after": float(model.predicted.mean[i]),
            "variance": float(model.predicted.variances[i]),
        }
        for i, name in enumerate(own.names)
    ]


def _expected(effect: Effectiveness, sites: int) -> Sentence:
    return say(
        "At %(sites)s sites %(expected)s cases were to be expected after, without the programme; "
        "there were %(observed)s.",
        sites=sites,
        expected=told(effect.expected),
        observed=told(effect.observed),
    )


EB = Study(
    {**COMPARED, "reference": REFERENCE, "k": K, "sites": flag(default=False)},
    evaluate,
    needs_others=True,
)
