"""C1, C2, C3, C6: whether something holds. Every bound says whether it is included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand, operands
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.labels import KeysSlot
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, truth
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage

TESTS = ("at_least", "more_than", "at_most", "less_than")
SAID: Mapping[str, Sentence] = {
    "at_least": say("whether %(of)s is at least %(than)s"),
    "more_than": say("whether %(of)s is more than %(than)s"),
    "at_most": say("whether %(of)s is at most %(than)s"),
    "less_than": say("whether %(of)s is less than %(than)s"),
}
ALL_SAID: Mapping[str, Sentence] = {
    "at_least": say("whether each of these is at least %(than)s: %(of)s"),
    "more_than": say("whether each of these is more than %(than)s: %(of)s"),
    "at_most": say("whether each of these is at most %(than)s: %(of)s"),
    "less_than": say("whether each of these is less than %(than)s: %(of)s"),
}


def holds(found: Fraction, test: str, than: Fraction) -> bool:
    """At least and at most include the bound; more than and less than do not."""
    if found == than:
        return test in {"at_least", "at_most"}
    return (found > than) == (test in {"at_least", "more_than"})


def test_span(found: Span, test: str, than: Span) -> Span:
    """Whether it can hold, and whether it can fail."""
    rises = test in {"at_least", "more_than"}
    best = (found.high, than.low) if rises else (found.low, than.high)
    worst = (found.low, than.high) if rises else (found.high, than.low)
    return truth(
        can_be_yes=holds(best[0], test, best[1]), can_be_no=not holds(worst[0], test, worst[1])
    )


def all_span(found: Sequence[Span]) -> Span:
    """The span of all of several truths."""
    return Span(min(one.low for one in found), min(one.high for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(RowOp):
    """C1, C7. A threshold, strict or with its bound."""

    do, code, home = "compare", "C1", Stage.CONDITION
    of: Operand = operand()
    is_: str = choice(*TESTS)
    than: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about two numbers of one unit, or two dates."""
        comparable(kinds, self.of, self.than)
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether it holds."""
        return holds(at.number(self.of), self.is_, at.number(self.than))

    def span(self, spans: Spans) -> Span:
        """Whether it can hold or fail."""
        return test_span(spans(self.of), self.is_, spans(self.than))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return Sentence(
            SAID[self.is_].text, {"of": names(self.of), "than": names(self.than, like=self.of)}
        )


def comparable(kinds: Kinds, of: Operand, than: Operand) -> None:
    """Two dates, or two numbers of one unit."""
    if than.is_date or kinds.is_date(of):
        kinds.date(of)
        kinds.date(than)
    else:
        kinds.same([of, than])


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(RowOp):
    """C2. All indicators have to reach the same line."""

    do, code, home = "each", "C2", Stage.CONDITION
    of: tuple[Operand, ...] = operands()
    is_: str = choice(*TESTS)
    than: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about numbers of one unit."""
        kinds.same([*self.of, self.than])
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether all hold."""
        than = at.number(self.than)
        return all(holds(at.number(one), self.is_, than) for one in self.of)

    def span(self, spans: Spans) -> Span:
        """Whether all can hold, or one can fail."""
        return all_span([test_span(spans(one), self.is_, spans(self.than)) for one in self.of])

    def said(self, names: Names) -> Sentence:
        """In words."""
        of = tuple(map(names, self.of))
        return Sentence(
            ALL_SAID[self.is_].text, {"of": of, "than": names(self.than, like=self.of[0])}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IsOneOf(RowOp):
    """P2. Whether a choice is one of some words, such as a group with terms of its own."""

    do, code, home = "is_one_of", "P2", Stage.CONDITION
    of: Operand = operand()
    words: tuple[str, ...] = member(KeysSlot(1, 100))

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about a choice that has these words."""
        kinds.has_words(self.of, self.words)
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether it is."""
        return at.word(self.of) in self.words

    def span(self, spans: Spans) -> Span:
        """Whether it can be."""
        words = spans(self.of).words
        return truth(can_be_yes=bool(words & {*self.words}), can_be_no=bool(words - {*self.words}))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("whether %(of)s is one of: %(words)s", of=names(self.of), words=self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Significant(RowOp):
    """C3. A result counts only if its p-value is small enough and the sample large enough."""

    do, code, home = "significant", "C3", Stage.CONDITION
    p: Operand = operand()
    alpha: Operand = operand()
    is_: str = choice("less_than", "at_most")
    sample: Operand = operand()
    least_sample: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no."""
        kinds.same([self.p, self.alpha])
        kinds.same([self.sample, self.least_sample])
        return TRUTH

    def result(self, at: At) -> bool:
        """Both conditions; a sample of exactly the least size is enough."""
        is_small = holds(at.number(self.p), self.is_, at.number(self.alpha))
        return is_small and at.number(self.sample) >= at.number(self.least_sample)

    def span(self, spans: Spans) -> Span:
        """Whether it can hold or fail."""
        return all_span(
            [
                test_span(spans(self.p), self.is_, spans(self.alpha)),
                test_span(spans(self.sample), "at_least", spans(self.least_sample)),
            ]
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            name: names(one)
            for name, one in (
                ("p", self.p),
                ("alpha", self.alpha),
                ("sample", self.sample),
                ("least", self.least_sample),
            )
        }
        return Sentence(SIGNIFICANT[self.is_].text, values)


SIGNIFICANT: Mapping[str, Sentence] = {
    "less_than": say("whether %(p)s is less than %(alpha)s and %(sample)s is at least %(least)s"),
    "at_most": say("whether %(p)s is at most %(alpha)s and %(sample)s is at least %(least)s"),
}
