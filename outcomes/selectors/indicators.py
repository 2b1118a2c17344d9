"""Questions about an indicator as it was agreed: may a target be set for it, and judged so?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain.agreed_rates import agreed_rate
from outcomes.domain.evaluation import Design
from outcomes.domain.lifecycle import Phase
from outcomes.models import Measurement, Target
from outcomes.selectors.claims import reading_of
from programs.domain.indicators import (
    Definition,
    Direction,
    Level,
    Nature,
    NoValue,
    Value,
    why_not_comparable,
)
from programs.models import Agreement, Indicator
from programs.selectors import Agreed, agreed_indicators, agreed_rule


@dataclass(frozen=True, slots=True)
class Rate:
    """What one phase comes to."""

    phase: Phase
    found: Value | NoValue


def rule_of(target: Target) -> Agreed | None:
    """The definition that counts for a target: the one that was signed."""
    return agreed_rule(target.agreement, target.indicator)


def incomparable(before: object, after: object) -> tuple[Sentence, ...]:
    """Why readings under one indicator say nothing beside those under another."""
    rules = [one.rule for one in (before, after) if isinstance(one, Indicator)]
    known = [rule for rule in rules if rule is not None]
    return why_not_comparable(*known) if len(known) == 2 else ()


def rates_of(target: Target, agreed: Agreed, rows: Sequence[Measurement]) -> tuple[Rate, ...]:
    """The rate before and after, out of the readings that count, as the definition says it."""
    readings = [reading_of(row) for row in rows]
    alone = target.match_id is not None
    return tuple(
        Rate(phase, agreed_rate(agreed.rule, readings, phase, one_site=alone)) for phase in Phase
    )


def not_before(agreed: Agreed | None, today: date) -> Iterator[Sentence]:
    """What is in the way of judging before the day that the definition names."""
    if agreed is not None and agreed.rule.evaluated_on and today < agreed.rule.evaluated_on:
        yield say(
            "“%(name)s” is evaluated on %(day)s, by its definition. Wait until then.",
            name=agreed.rule.name,
            day=agreed.rule.evaluated_on,
        )


def check_indicator(
    agreement: Agreement, indicator_id: int, design: Design, window: Period
) -> None:
    """Refuse what the parties did not agree to count, and what its definition does not allow."""
    if not agreement.program.indicators.filter(pk=indicator_id).exists():
        known = Indicator.objects.filter(programs=agreement.program)
        raise RuleBroken(
            "This indicator is not one of the programme's. Choose one of: %(known)s.",
            field="indicator",
            known=", ".join(str(indicator) for indicator in known),
        )
    agreed = {one.indicator.pk: one for one in agreed_indicators(agreement)}
    if not agreed:
        return  # signed before indicators had definitions
    if indicator_id not in agreed:
        raise RuleBroken(
            "This indicator was not part of what was signed. Choose one of: %(known)s.",
            field="indicator",
            known=", ".join(str(one.indicator) for one in agreed.values()),
        )
    rule = agreed[indicator_id].rule
    for refusal in (
        *_never(rule),
        *_other_design(rule, design),
        *_other_days(rule, design, window),
    ):
        raise refusal


def _never(rule: Definition) -> Iterator[RuleBroken]:
    """A target pays for one site or one supplier's sites; some numbers must never do that."""
    if rule.shown_from is Level.PROGRAM or not rule.pays:
        yield RuleBroken(
            "“%(name)s” is watched and never paid for, so no target can be set for it. "
            "Choose another indicator.",
            field="indicator",
            name=rule.name,
        )


def _other_design(rule: Definition, design: Design) -> Iterator[RuleBroken]:
    counts = "quantity" in design.NEEDS
    if counts and rule.direction is not Direction.HIGHER:
        yield RuleBroken(
            "“%(name)s” is not better when there is more of it, but a quantity pays for more. "
            "Choose another way of judging, or another indicator.",
            field="indicator",
            name=rule.name,
        )
    if not counts and rule.nature is Nature.LEADING:
        yield RuleBroken(
            "“%(name)s” counts no injuries, but this way of judging compares injuries. "
            "Choose another way of judging, or another indicator.",
            field="indicator",
            name=rule.name,
        )


def _other_days(rule: Definition, design: Design, window: Period) -> Iterator[RuleBroken]:
    if rule.baseline and "quantity" not in design.NEEDS and design.baseline != rule.baseline:
        yield RuleBroken(
            "The definition of “%(name)s” fixes the baseline %(baseline)s. Take those days.",
            field="baseline_first",
            name=rule.name,
            baseline=rule.baseline,
        )
    if rule.evaluated_on and window.last >= rule.evaluated_on:
        yield RuleBroken(
            "“%(name)s” is evaluated on %(day)s. The window has to end before.",
            field="window_last",
            name=rule.name,
            day=rule.evaluated_on,
        )
