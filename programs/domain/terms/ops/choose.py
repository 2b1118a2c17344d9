"""C4, C8. The value of the first condition that holds, tried in order; otherwise another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand, rows
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """If `when` holds, `then` counts."""

    when: Operand = operand()
    then: Operand = operand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(RowOp):
    """C4, C8. The value of the first condition that holds, tried in order; otherwise another."""

    do, code, home = "choose", "C4", Stage.CONDITION
    lazy = True
    cases: tuple[Case, ...] = rows(Case)
    otherwise: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What all of them are: numbers of one unit, or yeses and noes."""
        for case in self.cases:
            kinds.truth(case.when)
        values = [*(case.then for case in self.cases), self.otherwise]
        if kinds.is_truth(self.otherwise):
            for value in values:
                kinds.truth(value)
            return TRUTH
        return kinds.same(values)

    def result(self, at: At) -> Scalar:
        """The first that holds."""
        for case in self.cases:
            if at.truth(case.when):
                return at(case.then)
        return at(self.otherwise)

    def span(self, spans: Spans) -> Span:
        """Any that can be reached."""
        reached: list[Span] = []
        for case in self.cases:
            when = spans(case.when)
            if when.high == 1:
                reached.append(spans(case.then))
            if when.low == 1:
                return reduce(Span.or_else, reached)
        return reduce(Span.or_else, [*reached, spans(self.otherwise)])

    def said(self, names: Names) -> Sentence:
        """In words."""
        cases = tuple(
            say("if “%(when)s” holds, %(then)s", when=names(case.when), then=names(case.then))
            for case in self.cases
        )
        return say(
            "the first of these that applies: %(cases)s; otherwise %(otherwise)s",
            cases=cases,
            otherwise=names(self.otherwise),
        )
