"""C4, C6, C8: which of several values counts. Only the one that counts has to be known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand, rows
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.rates import gated
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(RowOp):
    """C6, C7, C5. Counts only if a condition holds, such as a verification; otherwise zero."""

    do, code, home = "gate", "C6", Stage.CONDITION
    of: Operand = operand()
    when: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is behind the gate."""
        kinds.truth(self.when)
        return kinds.number(self.of)

    def result(self, at: At) -> Scalar:
        """It, or zero."""
        found = at.number(self.of)
        return found if at.truth(self.when) else found - found

    def span(self, spans: Spans) -> Span:
        """Zero as well, unless the gate is always open."""
        return gated(spans(self.of), spans(self.when))

    def said(self, names: Names) -> Sentence:
        """In words."""
        of, when = names(self.of), names(self.when)
        return say("%(of)s if “%(when)s” holds, otherwise 0", of=of, when=when)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyStop(RowOp):
    """C8. What is paid if the contract is stopped early, and what otherwise."""

    do, code, home = "early_stop", "C8", Stage.CONDITION
    lazy = True
    of: Operand = operand()
    stopped: Operand = operand()
    pays: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        kinds.truth(self.stopped)
        return kinds.same([self.of, self.pays])

    def result(self, at: At) -> Scalar:
        """Only what counts has to be known."""
        return at.number(self.pays if at.truth(self.stopped) else self.of)

    def span(self, spans: Spans) -> Span:
        """Either, where it can be stopped."""
        stopped = spans(self.stopped)
        if stopped.is_point:
            return spans(self.pays if stopped.low else self.of)
        return spans(self.of).or_else(spans(self.pays))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s; if “%(stopped)s” holds, %(pays)s instead",
            of=names(self.of),
            stopped=names(self.stopped),
            pays=names(self.pays, like=self.of),
        )
