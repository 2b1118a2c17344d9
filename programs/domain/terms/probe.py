"""A sheet along one of its inputs, everything else held: what it comes to at any value of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from programs.domain.terms.frame import MOST_SUBJECTS, Frame
from programs.domain.terms.operands import Operand
from programs.domain.terms.scope import Column
from programs.domain.terms.sheet import Input, Output
from programs.domain.terms.step import Step
from programs.domain.terms.values import Value
from programs.domain.terms.wiring import Wired
from programs.domain.terms.working import inputs_of, worked

MOST_ROWS = 20  # subjects whose own edges are looked for
ENDLESS = 10**9
PLACES = 2  # to look at two operands in so many is about as much as to work one name


@dataclass(slots=True)
class Probe:
    """Values of the input are counted in its smallest steps, since no case can lie between two.

    All values that are asked for together are worked in one go, as if they were contracts beside
    each other. `left` limits how much may be worked: a hostile sheet ends a search, not the day.
    """

    wired: Wired
    frame: Frame
    along: Input
    left: int
    price: int  # of working one value: see cost_of
    cone: tuple[Step, ...]
    moving: frozenset[str]
    needed: frozenset[str]  # what the steps of the cone take from outside it
    _base: dict[str, Column] = field(default_factory=dict)
    _known: dict[int, Mapping[str, Sequence[Value]]] = field(default_factory=dict)
    _sums: dict[int, Mapping[str, int | None]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        wired: Wired,
        frame: Frame,
        along: Input,
        *,
        left: int = ENDLESS,
        base: dict[str, Column] | None = None,
    ) -> Probe:
        """What does not depend on the input is worked once; `base` has it if it was before."""
        cone, moving = downstream(wired, along.key)
        price = cost_of(wired, cone, frame) or 1
        needed = _needed(wired, cone) - moving | {along.key}
        probe = cls(wired, frame, along, left, price, cone, moving, needed, base or {})
        if base is None:
            probe._base.update(inputs_of(wired.sheet, frame))
            for step in wired.order:
                if not moving.issuperset(results_of(step)):
                    probe._base.update(worked(wired, step, frame, probe._base))
        return probe

    @property
    def step(self) -> Fraction:
        """The smallest step of the input."""
        return self.along.what.grid or Fraction(1)

    @property
    def first(self) -> int:
        """Its smallest value, in steps."""
        return -int(-self.along.span.low // self.step)

    @property
    def last(self) -> int:
        """Its largest value, in steps; before the first one if it can have no value at all."""
        return int(self.along.span.high // self.step)

    @property
    def _rows(self) -> int:
        return sum(map(len, self.frame.names))

    def work(self, indices: Sequence[int]) -> bool:
        """Work these values, unless that would be too much."""
        new = sorted({i for i in indices if i not in self._known})
        if len(new) * self.price > self.left:
            return False
        self.left -= len(new) * self.price
        most = max(1, MOST_SUBJECTS // max(1, self._rows))
        for start in range(0, len(new), most):
            self._work(new[start : start + most])
        return True

    def affordable(self, places: Sequence[int], left: int) -> list[int]:
        """Those worked before and as many more as this much allows, spread over the range."""
        known = [place for place in places if self.knows(place)]
        new = [place for place in places if not self.knows(place)]
        most = max(min(left, self.left), 0) // self.price
        chosen = new if len(new) <= most else new[:: -(-len(new) // most)] if most else []
        self.work(chosen)
        return sorted([*known, *chosen])

    def spend(self, places: int = PLACES) -> bool:
        """Whether another pair of operands may be looked at, in so many places."""
        self.left -= places // PLACES
        return self.left > 0

    def knows(self, index: int) -> bool:
        """Whether this value was worked."""
        return index in self._known

    def value(self, operand: Operand, index: int) -> Sequence[Value]:
        """What an operand is worth for the first subjects, at a value that was worked."""
        if operand.value is not None:
            return [operand.value]
        if operand.text in self.moving:
            return self._known[index][operand.text]
        return self._base[operand.text].values[:MOST_ROWS]

    def amount(self, key: str, index: int) -> int | None:
        """What an output comes to for all subjects, in the smallest unit of the currency."""
        return self._sums[index][key]

    def _work(self, indices: Sequence[int]) -> None:
        frame = _beside(self.frame, len(indices))
        columns = {
            name: Column(self._base[name].level, self._base[name].values * len(indices))
            for name in self.needed
        }
        level = columns[self.along.key].level
        rows = self.frame.count(level)
        columns[self.along.key] = Column(
            level, [i * self.step for i in indices for _ in range(rows)]
        )
        for step in self.cone:
            columns.update(worked(self.wired, step, frame, columns))
        for place, index in enumerate(indices):
            self._known[index] = {
                name: list(self._own(columns[name], place))[:MOST_ROWS] for name in self.moving
            }
            self._sums[index] = {
                one.key: self._sum(one, columns, place) for one in self.wired.sheet.outputs
            }

    def _own(self, column: Column, place: int) -> Sequence[Value]:
        rows = self.frame.count(column.level)
        return column.values[place * rows : (place + 1) * rows]

    def _sum(self, output: Output, columns: Mapping[str, Column], place: int) -> int | None:
        """As pricing counts it; of one unknown amount nothing is said."""
        amount = output.amount
        found = (
            [amount.value] if amount.value is not None else self._own(columns[amount.text], place)
        )
        known = [one for one in found if isinstance(one, Fraction)]
        level = 0 if amount.value is not None else columns[amount.text].level
        if len(known) < len(found) or self.frame.without(level, 0):
            return None
        return sum(int(one / self.wired.sheet.currency.smallest) for one in known)


def _beside(frame: Frame, count: int) -> Frame:
    """The same subjects so many times over, each time under a root of its own."""
    parents = [frame.parents[0] * count]
    for level in range(1, len(frame.parents)):
        above = frame.count(level - 1)
        parents.append(
            [copy * above + parent for copy in range(count) for parent in frame.parents[level]]
        )
    absent = [
        (level, copy * frame.count(level) + row)
        for copy in range(count)
        for level, row in frame.absent
    ]
    return Frame([names * count for names in frame.names], parents, absent=absent)


def downstream(wired: Wired, key: str) -> tuple[tuple[Step, ...], frozenset[str]]:
    """The steps that depend on an input, in order, and the names of it and of their results."""
    moving, cone = {key}, []
    for step in wired.order:
        if wired.taken[step.key] & moving:
            cone.append(step)
            moving.update(results_of(step))
    return tuple(cone), frozenset(moving)


def _needed(wired: Wired, cone: Sequence[Step]) -> frozenset[str]:
    paid = frozenset(one.amount.text for one in wired.sheet.outputs if one.amount.is_name)
    return paid.union(*(wired.taken[step.key] for step in cone))


def cost_of(wired: Wired, steps: Iterable[Step], frame: Frame | None = None) -> int:
    """How much it is to work some steps once; a written number is far less than a name."""
    return sum(
        (1 + len(wired.taken[step.key]) + len(wired.asked[step.key]) // 20)
        * (frame.count(_level(wired, step)) if frame else 1)
        for step in steps
    )


def _level(wired: Wired, step: Step) -> int:
    """The level on which it is worked: that of those who are gathered."""
    return max((wired.kinds[name].level for name in wired.taken[step.key]), default=0)


def results_of(step: Step) -> Iterator[str]:
    """The names of the results of a step."""
    parts = step.op.parts()
    return (f"{step.key}.{part}" for part in parts) if parts else iter((step.key,))
