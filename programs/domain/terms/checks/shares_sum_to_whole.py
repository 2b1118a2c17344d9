"""Shares leave nothing over and give nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.words import say
from programs.domain.terms.operands import exact_text
from programs.domain.terms.ops.splitting import Part, Split
from programs.domain.terms.problems import Looked, Problem, error, placed
from programs.domain.terms.spans import ZERO, Span


def shares_sum_to_whole(looked: Looked) -> Iterator[Problem]:
    """A written split adds up; one that is measured has to be able to."""
    for place, step in placed(looked.sheet):
        if isinstance(step.op, Split):
            yield from _checked(looked, step.op.parts_, f"{place}.parts")


def _checked(looked: Looked, parts: Sequence[Part], place: str) -> Iterator[Problem]:
    total, has_rest = ZERO, any(part.share is None for part in parts)
    for i, part in enumerate(parts):
        span = looked.span(part.share) if part.share else ZERO
        total += span
        if span.low < 0:
            yield error(
                say(
                    "%(place)s can be %(share)s, below zero. Write a share from 0 to 1.",
                    place=f"{place}[{i}].share",
                    share=exact_text(span.low),
                )
            )
    yield from _too_much(total, place)
    if not has_rest:
        yield from _too_little(total, place)


def _too_much(total: Span, place: str) -> Iterator[Problem]:
    if total.low > 1:
        yield error(
            say(
                "%(place)s have shares that add up to %(total)s, more than the whole. "
                "They have to add up to 1.",
                place=place,
                total=exact_text(total.low),
            )
        )


def _too_little(total: Span, place: str) -> Iterator[Problem]:
    if total.high < 1:
        yield error(
            say(
                "%(place)s have shares that add up to %(total)s, less than the whole, and no part "
                "takes the rest. Add a part without a share, or let them add up to 1.",
                place=place,
                total=exact_text(total.high),
            )
        )
