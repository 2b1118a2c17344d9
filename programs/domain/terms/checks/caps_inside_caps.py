"""A cap on the whole that is smaller than one inside makes the inner one promise too much."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.at_least import AtLeast
from programs.domain.terms.ops.at_most import AtMost
from programs.domain.terms.ops.best_of import Best
from programs.domain.terms.ops.gate import Gate
from programs.domain.terms.ops.lump import Lump
from programs.domain.terms.ops.rounding import Round
from programs.domain.terms.ops.sum_over import SumOver
from programs.domain.terms.ops.total import Sum
from programs.domain.terms.problems import Looked, Problem, placed, warning
from programs.domain.terms.step import Step


def caps_inside_caps(looked: Looked) -> Iterator[Problem]:
    """Inside a cap, a cap or a fixed amount that is larger can never be paid in full."""
    for place, step in placed(looked.sheet):
        if not isinstance(step.op, AtMost):
            continue
        outer = looked.span(step.op.limit).high
        for inner, amount in _inside(looked, step.op.of):
            least = looked.span(amount).low
            if least > outer:
                yield warning(
                    say(
                        "%(place)s is at most %(outer)s, which is less than the %(inner)s of "
                        "“%(step)s” inside it. That can never be paid in full: raise this cap, or "
                        "lower what is inside.",
                        place=f"{place}.limit",
                        outer=looked.number(outer, step.op.of),
                        inner=looked.number(least, step.op.of),
                        step=inner.key,
                    )
                )


def _inside(looked: Looked, operand: Operand) -> Iterator[tuple[Step, Operand]]:
    """The caps and fixed amounts that come through to it whole."""
    waiting, seen = [operand], set[str]()
    while waiting:
        step = looked.maker(waiting.pop())
        if step is None or step.key in seen:
            continue
        seen.add(step.key)
        if isinstance(step.op, AtMost):
            yield step, step.op.limit
        elif isinstance(step.op, Lump):
            yield step, step.op.amount
        else:
            waiting += [one for one in _passed(step) if one.is_name]
            yield from ((step, one) for one in _passed(step) if not one.is_name)


def _passed(step: Step) -> tuple[Operand, ...]:
    """What a step passes on whole, or adds to something else."""
    if isinstance(step.op, Sum):
        return step.op.of
    if isinstance(step.op, Best):
        return (*step.op.of, *step.op.plus)
    return (step.op.of,) if isinstance(step.op, SumOver | Round | Gate | AtLeast) else ()
