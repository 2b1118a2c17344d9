"""Tighter spans where one input reaches a step on several ways, such as a test and what it opens.

Taken one by one, a test that needs at least 10 and a rate for each of 0 to 40 know nothing of each
other. So the range of the input is cut at its edges, each piece is worked alone, and what holds in
every piece holds altogether. Pools count too: all shares together are never more than the pool.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, product
from math import prod

from programs.domain.terms.breakpoints import breakpoints
from programs.domain.terms.kinds import What
from programs.domain.terms.ops.sum_over import SumOver
from programs.domain.terms.probe import Probe, cost_of, results_of
from programs.domain.terms.ranges import (
    SpansOf,
    most_inside,
    spans_after,
    spans_of,
    subjects_inside,
)
from programs.domain.terms.scenes import scene
from programs.domain.terms.sheet import Input
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import AmongOp, PartsOp, RowOp, Step
from programs.domain.terms.wiring import Wired

MOST_WORK = 3_000  # names looked at, for each input or group of inputs
MOST_IN_ALL = 6_000  # and for all of them: after that spans stay as they are

World = Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`spans` holds always. One world of each list in `worlds` holds, whatever the case may be."""

    spans: World
    worlds: tuple[Sequence[World], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The range of an input in pieces, and the steps that follow from it."""

    along: Input
    cone: Sequence[Step]
    pieces: Sequence[Span]


def narrowed(wired: Wired) -> Narrowed:
    """Of every input and step; never narrower than what pricing can reach."""
    spans, worlds = spans_of(wired), []
    for cuts in _grouped(wired, list(_cuts(wired))):
        found = list(_in_pieces(wired, spans, cuts))
        for name in found[0]:
            spans[name] = reduce(Span.or_else, [world[name] for world in found])
        if not _is_inside(wired, cuts[0].along):
            worlds.append(found)
    for step in wired.order:
        for name, span in chain(spans_after(wired, step, spans), _pooled(wired, step, spans)):
            spans[name] = meet(spans[name], span)
    return Narrowed(spans, tuple(worlds))


def meet(one: Span, other: Span) -> Span:
    """What both allow. Where nothing is left there is no result at all, and any span will do."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return one if low > high else Span(low, high, one.words & other.words)


def together(wired: Wired, step: Step, spans: Mapping[str, Span]) -> Span | None:
    """What all subjects that share a parent can have of a step together, where it says so."""
    if not isinstance(step.op, AmongOp):
        return None
    return step.op.span_together(SpansOf(spans, wired.kinds, step), subjects_inside(wired, step))


def _pooled(wired: Wired, step: Step, spans: Mapping[str, Span]) -> Iterator[tuple[str, Span]]:
    """The sum over those who share a pool."""
    if not isinstance(step.op, SumOver):
        return
    made = next((one for one in wired.order if one.key == step.op.of.text), None)
    shared = made and together(wired, made, spans)
    if made and shared:
        outer, pools = wired.groups[step.key], wired.groups[made.key]
        if outer <= pools:
            count = most_inside(wired, outer, pools)
            yield step.key, (shared * Span(point(0).low, point(count).high))


def _cuts(wired: Wired) -> Iterator[Cut]:
    """Every input that is worth cutting, as long as that is not too much work."""
    left = MOST_IN_ALL
    for one in wired.sheet.inputs:
        cone = _cone(wired, one)
        if left > 0 and _meets_itself(wired, cone, one):
            cost = cost_of(wired, cone)
            pieces = list(_pieces(wired, one, MOST_WORK // cost))
            left -= len(pieces) * cost
            yield Cut(one, cone, pieces)


def _grouped(wired: Wired, cuts: Sequence[Cut]) -> Iterator[Sequence[Cut]]:
    """Inputs of the contract itself are cut together, those with few pieces first."""
    group: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: len(cut.pieces)):
        more = [*group, cut]
        if _is_inside(wired, cut.along) or _work(wired, more) > MOST_WORK:
            yield [cut]
        else:
            group = more
    if group:
        yield group


def _work(wired: Wired, cuts: Sequence[Cut]) -> int:
    return prod(len(cut.pieces) for cut in cuts) * cost_of(wired, _together(wired, cuts))


def _together(wired: Wired, cuts: Sequence[Cut]) -> list[Step]:
    keys = {step.key for cut in cuts for step in cut.cone}
    return [step for step in wired.order if step.key in keys]


def _is_inside(wired: Wired, one: Input) -> bool:
    """Whether each subject has its own."""
    return wired.kinds[one.key].level > 0


def _cone(wired: Wired, one: Input) -> list[Step]:
    """The steps that a value leads to.

    Where each subject has its own, gathering mixes several of them, and nothing follows from one.
    """
    moving, found = {one.key}, []
    is_single = not _is_inside(wired, one)
    for step in wired.order:
        if wired.taken[step.key] & moving and (is_single or isinstance(step.op, RowOp | PartsOp)):
            moving.update(results_of(step))
            found.append(step)
    return found


def _meets_itself(wired: Wired, cone: Sequence[Step], one: Input) -> bool:
    """Whether a step, or all outputs together, take it on more than one way."""
    moving = {one.key}
    for step in cone:
        if len(wired.taken[step.key] & moving) > 1:
            return True
        moving.update(results_of(step))
    paid = {output.amount.text for output in wired.sheet.outputs}
    return not _is_inside(wired, one) and len(paid & moving) > 1


def _in_pieces(wired: Wired, spans: World, cuts: Sequence[Cut]) -> Iterator[World]:
    """What follows from each piece; names that do not follow stay out."""
    cone = _together(wired, cuts)
    for pieces in product(*(cut.pieces for cut in cuts)):
        found = {cut.along.key: piece for cut, piece in zip(cuts, pieces, strict=True)}
        known = ChainMap(found, dict(spans))
        for step in cone:
            for name, span in spans_after(wired, step, known):
                found[name] = meet(spans[name], span)
        yield found


def _pieces(wired: Wired, one: Input, most: int) -> Iterator[Span]:
    if one.kind == What.TRUTH:
        yield from (point(0), point(1))
    elif one.kind == What.WORD:
        yield from (Span(point(0).low, point(0).low, frozenset({word})) for word in one.words)
    else:
        yield from _cut(Probe.of(wired, scene(wired.sheet, 0), one, left=MOST_WORK), most)


def _cut(probe: Probe, most: int) -> Iterator[Span]:
    """Between two edges and on them; not more pieces than are worth it."""
    ends = breakpoints(probe)[: max(most, 1)]
    if not ends:
        yield probe.along.span
        return
    start = ends[0]
    for end in [*ends[1:-1], probe.last] if len(ends) > 1 else [probe.last]:
        yield Span(start * probe.step, end * probe.step)
        start = end + 1
