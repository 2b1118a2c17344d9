"""A share of something is no less than nothing of it, and no more than all."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.ops.deadweight import Deadweight
from programs.domain.terms.ops.holdback import Holdback
from programs.domain.terms.ops.surplus import Surplus
from programs.domain.terms.problems import Looked, Problem, error, placed
from programs.domain.terms.step import Op


def shares_within_one(looked: Looked) -> Iterator[Problem]:
    """What is held back, taken off or put to use again lies between nothing and all."""
    for place, step in placed(looked.sheet):
        for name, share in _shares(step.op):
            span = looked.span(share)
            if span.low < 0 or span.high > 1:
                yield error(
                    say(
                        "%(place)s can go from %(low)s to %(high)s; it is a share, so it has to "
                        "stay from 0 to 1. Write it so, or declare its range so.",
                        place=f"{place}.{name}",
                        low=exact_text(span.low),
                        high=exact_text(span.high),
                    )
                )


def _shares(op: Op) -> Iterator[tuple[str, Operand]]:
    if isinstance(op, Holdback | Deadweight):
        yield "share", op.share
    if isinstance(op, Surplus):
        yield "reinvested", op.reinvested
