"""The luck meter: how often, and how much, a target pays for what is really there."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from outcomes.domain.luck.answer import Answer, Line
from outcomes.domain.luck.draws import drawn
from outcomes.domain.luck.exact import worked_out
from outcomes.domain.luck.money import Paid, paid_for
from outcomes.domain.luck.question import Question
from outcomes.domain.luck.rules import Counts, Judged, Marks, is_lower
from outcomes.domain.luck.sentences import sentences_of
from outcomes.domain.luck.tally import Tally, Union, union_of
from outcomes.domain.luck.told import Weighed, error_of, error_of_won, told

BARE = Decimal("0.2")  # the naive rule that is shown beside every other


def luck(question: Question) -> Answer:
    """Every pair of counts that comes up is judged once and priced once, for all effects."""
    effects = question.all_effects
    draws = [drawn(question, effect) for effect in effects]
    exact = [worked_out(question, effect) for effect in effects]
    known = [one for one in exact if one is not None]
    union = union_of([*draws, *known])
    sheet = _Sheet(question, union)
    places = iter(union.places)
    found = [sheet.weighed(one, next(places)) for one in draws]
    sure = [None if one is None else sheet.weighed(one, next(places)) for one in exact]
    lines = tuple(
        _line(effect, one, other, question.draws)
        for effect, one, other in zip(effects, found, sure, strict=True)
    )
    return Answer(question, lines, sentences_of(question, lines))


class _Sheet:
    """What is said of every pair of counts."""

    def __init__(self, question: Question, union: Union) -> None:
        hours = question.hours
        self.judged: Judged = question.rule.accepts(union.before, union.after, hours)
        self.bare: Marks = np.zeros(len(union.before), dtype=bool)
        if hours[0] and not question.rule.is_quantity:
            self.bare = is_lower(union.before, union.after, hours, BARE)
        self.paid: Paid | None = None
        if question.terms is not None:
            self.paid = paid_for(question.terms, self.judged, question.rule.goal)

    def weighed(self, tally: Tally, places: Counts) -> Weighed:
        """The same for the pairs of one tally."""
        unknown = self.judged.unknown[places]
        if self.paid is not None:
            unknown = unknown | self.paid.unknown[places]
        return Weighed(
            tally.weight,
            self.judged.met[places],
            unknown,
            self.bare[places],
            None if self.paid is None else self.paid.won[places],
        )


def _line(effect: Decimal, found: Weighed, sure: Weighed | None, draws: int) -> Line:
    seen = told(found)
    return Line(
        effect,
        seen,
        error_of(seen.paid, draws),
        error_of_won(found),
        None if sure is None else told(sure),
    )
