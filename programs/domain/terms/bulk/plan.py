"""How a sheet is worked in columns, made out once before any rows come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk.facts import ANYTHING, ONE, Fact, Facts, Kernel, NoScaleError
from programs.domain.terms.bulk.kernels.table import KERNELS
from programs.domain.terms.bulk.moves import Move
from programs.domain.terms.ranges import most_inside, spans_after
from programs.domain.terms.sheet import Input, Output, Sheet
from programs.domain.terms.spans import Span
from programs.domain.terms.step import Op, Step
from programs.domain.terms.values import is_sane
from programs.domain.terms.wiring import Wired, sound


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that outputs need or that can refuse a case, in order."""

    wired: Wired
    facts: dict[str, Fact]
    moves: tuple[Move, ...]


@lru_cache(maxsize=64)
def plan_of(sheet: Sheet) -> Plan:
    """Make out scales, reaches and kernels of every step."""
    wired = sound(sheet)
    facts, moves = moves_of(wired)
    return Plan(wired, facts, tuple(_needed(moves, sheet.outputs)))


def moves_of(wired: Wired) -> tuple[dict[str, Fact], list[Move]]:
    """What is known of every name, and every step."""
    levels = wired.sheet.level_names()
    facts = {one.key: input_fact(one, levels.index(one.subject)) for one in wired.sheet.inputs}
    return facts, [_move(wired, step, facts) for step in wired.order]


def input_fact(one: Input, level: int) -> Fact:
    """What the sheet declares of an input."""
    kind = one.what
    return Fact(kind.what, level, kind.grid or ONE, one.span, words=one.words)


def _move(wired: Wired, step: Step, facts: dict[str, Fact]) -> Move:
    taken = tuple(dict.fromkeys(one.text for one in step.op.operands() if one.is_name))
    level = max((facts[name].level for name in taken), default=0)
    outer = wired.groups.get(step.key, level)
    spans = _spans(wired, step, facts)
    found = _promised(wired, spans)
    known = Facts(facts, most=most_inside(wired, outer, level))
    if (kernel := _kernel(step.op, known)) is not None:
        found = {name: _made(one, kernel, known) for name, one in found.items()}
    facts.update(found)
    return Move(
        op=step.op,
        names=tuple(found),
        taken=taken,
        level=level,
        outer=outer,
        facts=facts,
        kernel=kernel,
        is_wide=known.is_wide,
    )


def _kernel(op: Op, known: Facts) -> Kernel | None:
    """None where counts would be of a scale too fine to be meant: each step may double it."""
    prepare = KERNELS.get(type(op))
    try:
        found = None if prepare is None else prepare(op, known)
    except NoScaleError:
        return None
    return found if found is not None and is_sane(found.scale) else None


def _spans(wired: Wired, step: Step, facts: dict[str, Fact]) -> dict[str, Span]:
    """How far its results can reach; where that cannot be said, anything may come."""
    names = [f"{step.key}.{part}" for part in step.op.parts()] or [step.key]
    known = {name: fact.span for name, fact in facts.items()}
    try:
        found = dict(spans_after(wired, step, known))
    except RuleBroken:
        return dict.fromkeys(names, ANYTHING)
    return {
        name: one if is_sane(one.low) and is_sane(one.high) else ANYTHING
        for name, one in found.items()
    }


def _promised(wired: Wired, spans: dict[str, Span]) -> dict[str, Fact]:
    """Results on the grid that the wiring has found; without one they are fractions."""
    return {
        name: Fact(
            wired.kinds[name].what,
            wired.kinds[name].level,
            wired.kinds[name].grid or ONE,
            span,
            is_whole=wired.kinds[name].grid is not None,
        )
        for name, span in spans.items()
    }


def _made(promised: Fact, kernel: Kernel, known: Facts) -> Fact:
    """Results as the kernel counts them, no further than it can reach by itself."""
    span = promised.span
    if kernel.is_whole:
        end = known.within * kernel.scale
        span = Span(max(span.low, -end), min(span.high, end))
    return replace(promised, scale=kernel.scale, span=span, is_whole=kernel.is_whole)


def _needed(moves: Iterable[Move], outputs: Iterable[Output]) -> Iterator[Move]:
    """Without what nobody asks for; each name is let go after the last step that takes it."""
    asked = {
        one.text for output in outputs for one in (output.amount, output.due) if one and one.is_name
    }
    wanted, kept, seen = set(asked), [], set(asked)
    for move in reversed(list(moves)):
        if move.can_refuse or wanted & set(move.names):
            wanted.update(move.taken)
            done = tuple(name for name in {*move.taken, *move.names} - seen)
            seen.update(move.taken)
            kept.append(replace(move, done=done))
    return reversed(kept)
