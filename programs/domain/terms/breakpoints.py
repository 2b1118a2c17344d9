"""Where a sheet changes its course along one input: edges of bands, knots, thresholds, caps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise

from programs.domain.terms.kinds import What
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.per_point import PerPoint
from programs.domain.terms.probe import Probe, results_of
from programs.domain.terms.step import Op, Step
from programs.domain.terms.values import Value

STRAIGHT = frozenset(  # these never bend where one of their operands meets another
    {
        "sum", "difference", "product", "weighted", "deadweight", "ratio", "share",
        "relative_reduction", "present_value", "principal", "indexed", "carve_out", "owed",
        "sum_over", "cumulate", "round",
    }
)  # fmt: skip
DIVIDING = frozenset(  # these break off where what they divide by is nothing
    {"ratio", "share", "relative_reduction", "indexed", "loss_ratio", "attainment"}
)
WORTH = frozenset(  # members that say what a place is worth, not where it lies
    {
        "gives", "before", "rate", "amount", "then", "otherwise", "plus", "pays", "owes", "share",
        "centre", "unit",
    }
)  # fmt: skip
ENDS = frozenset({"least", "most", "until", "limit"})  # members that the result itself can meet
MOST_PAIRS = 500
MOST_POINTS = 500
SECANTS = 3

Sign = tuple[int | None, ...]


def breakpoints(probe: Probe) -> list[int]:
    """The ends of the input, and both sides of every edge between, counted in its steps."""
    if probe.first > probe.last:
        return []
    found = {probe.first, probe.last}
    for step in probe.cone:
        for one, other in _pairs(probe, step):
            if not probe.spend() or len(found) > MOST_POINTS:
                return sorted(found)
            _meet(probe, found, one, other)
    return sorted(found)


def _pairs(probe: Probe, step: Step) -> Iterator[tuple[Operand, Operand]]:
    """What a step holds against each other, where it moves with the input."""
    if step.op.do in DIVIDING:
        for name in sorted(probe.wired.taken[step.key] & probe.moving):
            yield Operand(name), literal(0)
    if step.op.do not in STRAIGHT:
        yield from _held(probe, step)
        yield from _points(probe, step.op)
        yield from _results(probe, step)


def _held(probe: Probe, step: Step) -> Iterator[tuple[Operand, Operand]]:
    """Operands that stand beside each other in a row or above all rows."""
    held = [
        (_row(place), one)
        for place, one in probe.wired.asked[step.key]
        if _member(place) not in WORTH and _is_number(probe, one)
    ]
    for row, one in held:
        if one.text in probe.moving:
            beside = (other for other_row, other in held if not row or other_row in {"", row})
            yield from ((one, other) for other in islice(beside, MOST_PAIRS) if other != one)


def _results(probe: Probe, step: Step) -> Iterator[tuple[Operand, Operand]]:
    """The result itself, where it leaves zero or meets an end that the step gives it."""
    ends = [
        one
        for place, one in probe.wired.asked[step.key]
        if _member(place) in ENDS and not _row(place)
    ]
    for name in results_of(step):
        if _is_number(probe, Operand(name)):
            yield from ((Operand(name), end) for end in (literal(0), *ends))


def _points(probe: Probe, op: Op) -> Iterator[tuple[Operand, Operand]]:
    """Every point of a rate by points, as long as they can be shown."""
    if not isinstance(op, PerPoint) or op.of.text != probe.along.key or op.above.value is None:
        return
    over = probe.last * probe.step - op.above.value
    half = op.point / 2 if op.whole == "half_up" else Fraction(0)
    for count in range(int(min(over // op.point, MOST_PAIRS)) + 1):
        yield op.of, literal(op.above.value + count * op.point + half)


def _row(place: str) -> str:
    """The row of a table that a place lies in; none where it stands above the table."""
    return place.rpartition(".")[0]


def _member(place: str) -> str:
    return place.rpartition(".")[2].partition("[")[0]


def _is_number(probe: Probe, operand: Operand) -> bool:
    if operand.value is not None:
        return True
    return probe.wired.kinds[operand.text].what in {What.NUMBER, What.DATE}


def _meet(probe: Probe, found: set[int], one: Operand, other: Operand) -> None:
    """Add both sides of every place where one passes the other."""
    if one.text == probe.along.key and other.value is not None:
        exact = other.value / probe.step
        near = range(-int(-exact // 1) - 1, int(exact // 1) + 2)
        found.update(i for i in near if probe.first <= i <= probe.last)
        return
    places = sorted(found)
    if not (probe.spend(len(places)) and probe.work(places)):
        return
    signs = [_sign(probe, one, other, place) for place in places]
    for (low, left), (high, right) in pairwise(zip(places, signs, strict=True)):
        if left != right:
            found.update(_between(probe, one, other, low, high))


def _between(probe: Probe, one: Operand, other: Operand, low: int, high: int) -> Iterator[int]:
    """Both sides of each change of sign between two places."""
    waiting = [(low, high, 0)]
    while waiting:
        low, high, tries = waiting.pop()
        left, right = _sign(probe, one, other, low), _sign(probe, one, other, high)
        if left == right:
            continue
        if high - low == 1:
            yield from (low, high)
            continue
        middle = _guess(probe, one, other, (low, high)) if tries < SECANTS else None
        middle = (low + high) // 2 if middle is None else middle
        if not probe.work([middle]):
            return
        waiting += [(low, middle, tries + 1), (middle, high, tries + 1)]


def _guess(probe: Probe, one: Operand, other: Operand, ends: tuple[int, int]) -> int | None:
    """Where a straight line would pass; only one side of it, the next guess finds the other."""
    low, high = ends
    for a, b in zip(_gaps(probe, one, other, low), _gaps(probe, one, other, high), strict=True):
        if a is not None and b is not None and (a < 0) != (b < 0):
            return min(max(low + int((high - low) * a / (a - b) // 1), low + 1), high - 1)
    return None


def _sign(probe: Probe, one: Operand, other: Operand, index: int) -> Sign:
    return tuple(
        None if gap is None else (gap > 0) - (gap < 0) for gap in _gaps(probe, one, other, index)
    )


def _gaps(probe: Probe, one: Operand, other: Operand, index: int) -> list[Fraction | None]:
    """How far one is above the other, for each subject that has its own."""
    a, b = probe.value(one, index), probe.value(other, index)
    if not (a and b) or (len(a) != len(b) and 1 not in (len(a), len(b))):
        return []  # nobody there, or levels that meet only through their own subjects
    count = max(len(a), len(b))
    return [_gap(x, y) for x, y in zip(_long(a, count), _long(b, count), strict=True)]


def _long(values: Sequence[Value], count: int) -> Sequence[Value]:
    return values if len(values) == count else [values[0]] * count


def _gap(one: Value, other: Value) -> Fraction | None:
    return one - other if isinstance(one, Fraction) and isinstance(other, Fraction) else None
