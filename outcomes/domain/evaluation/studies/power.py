"""What a comparison can show before anybody is paid for it: power, cases and time needed."""

from __future__ import annotations

from math import ceil
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import power, wald_power
from outcomes.domain.evaluation.statistics.two_rates import exact, two
from outcomes.domain.evaluation.statistics.wald_power import Arms
from outcomes.domain.evaluation.studies.answer import Answer, exactly, told
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.expectation import Expectation, expectation_of
from outcomes.domain.evaluation.studies.params import Params, number, whole
from outcomes.domain.evaluation.studies.rounding import DOWN, share_text
from outcomes.domain.evaluation.studies.study import TABLE, Study
from outcomes.domain.evaluation.studies.table import Table

ENOUGH, TOO_LITTLE = "enough_power", "too_little_power"


def evaluate(table: Table, columns: Columns, asked: Params) -> Answer:
    """The chance that a true ratio is shown, and what it takes to show it as often as wished."""
    plan = expectation_of(table, columns, asked)
    if asked["low"] is not None or asked["high"] is not None:
        return _equivalence(plan, asked)
    _falls(asked)
    question = {"ratio": asked["ratio"], "alpha": asked["alpha"], "arms": plan.arms}
    shown = power.exact_power(expected=plan.before, null=asked["null"], **question)
    needed = power.events_needed(power=asked["power"], null=asked["null"], **question)
    found = _found(plan, asked, shown) | {
        "powers": {"exact": shown, "wald": _wald(plan, asked, k=0.0)}
        | ({"negative_binomial": _wald(plan, asked, k=asked["k"])} if asked["k"] else {}),
        "events_needed": needed,
        "events_needed_whole": ceil(needed),
        "exposure_needed": needed * plan.exposure / plan.before,
        "p_value_at_best": _at_best(plan, asked["null"]),
    }
    return Answer(found, (_expected(plan, asked), _power(found, asked), _judged(found, asked)))


def _falls(asked: Params) -> None:
    if asked["ratio"] >= asked["null"]:
        raise RuleBroken(
            "The ratio %(ratio)s has to lie below the null ratio %(null)s: what is planned for is "
            "that the rate falls.",
            ratio=told(asked["ratio"]),
            null=told(asked["null"]),
        )


def _equivalence(plan: Expectation, asked: Params) -> Answer:
    low, high = asked["low"], asked["high"]
    if low is None or high is None or not low < high:
        raise RuleBroken('Equivalence needs two bounds, such as {"low": 0.8, "high": 1.25}.')
    arms, scale = Arms(plan.after / plan.sites, plan.before / plan.sites, plan.sites), plan.arms
    shown = wald_power.equivalence_power(
        arms, low=low * scale, high=high * scale, alpha=asked["alpha"], k=asked["k"]
    )
    found = _found(plan, asked, shown) | {"powers": {"equivalence": shown}}
    return Answer(found, (_expected(plan, asked), _judged(found, asked)))


def _found(plan: Expectation, asked: Params, shown: float) -> dict[str, Any]:
    return {
        "verdict": ENOUGH if shown >= asked["power"] else TOO_LITTLE,
        "estimate": shown,
        "power": shown,
        "ratio": asked["ratio"],
        "expected": {"before": plan.before, "after": plan.after},
        "exposure": {"before": plan.exposure, "after": plan.exposure_after},
        "sites": plan.sites,
        "value": share_text(shown),
        "value_is": "power",
        "rounding": DOWN,
    }


def _wald(plan: Expectation, asked: Params, *, k: float) -> float:
    """On the log ratio of counts; different exposures go into the null."""
    arms = Arms(plan.after / plan.sites, plan.before / plan.sites, plan.sites)
    return wald_power.negative_binomial_power(
        arms, alpha=asked["alpha"], null=asked["null"] * plan.arms, alternative="smaller", k=k
    )


def _at_best(plan: Expectation, null: float) -> float:
    """The p value if nobody at all is hurt afterwards, with as many cases before as expected."""
    data = two(0, round(plan.before), plan.exposure_after, plan.exposure)
    return exact(data, ratio=null, alternative="smaller")


def _expected(plan: Expectation, asked: Params) -> Sentence:
    return say(
        "Before, %(before)s cases are to be expected in an exposure of %(exposure)s; after, "
        "%(after)s if the ratio is %(ratio)s.",
        before=told(plan.before),
        exposure=exactly(plan.exposure),
        after=told(plan.after),
        ratio=told(asked["ratio"]),
    )


def _power(found: dict[str, Any], asked: Params) -> Sentence:
    return say(
        "The exact one-sided test would show it in %(power)s %% of cases. To show it in "
        "%(wished)s %%, about %(needed)s cases before are needed, an exposure of %(exposure)s.",
        power=told(100 * found["power"]),
        wished=told(100 * asked["power"]),
        needed=found["events_needed_whole"],
        exposure=told(found["exposure_needed"]),
    )


def _judged(found: dict[str, Any], asked: Params) -> Sentence:
    if found["verdict"] == ENOUGH:
        return say("That is enough to judge by cases.")
    if found.get("p_value_at_best", 0.0) >= asked["alpha"]:
        return say(
            "Even without any case afterwards nothing could be shown: judge by verified removal of "
            "hazards, or pool many sites."
        )
    return say("That is too little to judge by cases: pool sites, or watch for longer.")


POWER = Study(
    {
        **TABLE,
        "alpha": number(0.05, most=0.5),
        "power": number(0.8, most=1.0),
        "rate": number(None),
        "per": number(1.0),
        "exposure": number(None),
        "exposure_after": number(None),
        "ratio": number(0.5, most=100.0),
        "null": number(1.0, most=100.0),
        "k": number(0.0, most=100.0, open_ends=False),
        "sites": whole(None, least=1),
        "low": number(None, most=100.0),
        "high": number(None, most=100.0),
    },
    evaluate,
    needs_table=False,
)
