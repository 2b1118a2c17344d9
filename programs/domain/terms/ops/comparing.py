"""C1, C2, C3, C6: whether something holds. Every bound says whether it is included."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from programs.domain.terms.spans import Span, truth

TESTS = ("at_least", "more_than", "at_most", "less_than")


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
