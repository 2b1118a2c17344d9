"""What a sheet can cost at most and bring at least, before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from programs.domain.terms.narrowing import Narrowed, meet, narrowed, together
from programs.domain.terms.ops.pool import Pool
from programs.domain.terms.ranges import most_inside
from programs.domain.terms.sheet import Output, Sheet
from programs.domain.terms.spans import ZERO, Span, point
from programs.domain.terms.step import PartsOp, Step
from programs.domain.terms.wiring import Wired, sound


@dataclass(frozen=True, slots=True)
class Reach:
    """How far amounts can go, in the smallest unit of the currency.

    `largest` is what payers can owe at most, `returned` what can come back to them at most;
    `smallest` is the least that all amounts can add up to, below zero where more comes back.
    """

    smallest: int
    largest: int
    returned: int


NOTHING = Reach(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far one output can go: for each subject, and for all subjects together."""

    key: str
    amount: str
    tranche: str
    payer: str
    payee: str
    level: int
    subjects: int  # how many amounts of it there can be at most
    each: tuple[int, int]
    whole: tuple[int, int]

    @property
    def smallest(self) -> int:
        """The least that all subjects can come to together."""
        return self.whole[0]

    @property
    def largest(self) -> int:
        """The most."""
        return self.whole[1]


@dataclass(frozen=True, slots=True)
class Bound:
    """`largest` is what an agreement reserves; pricing never goes beyond any of these."""

    outputs: tuple[Extent, ...]
    whole: Reach
    tranches: Mapping[str, Reach]
    payers: Mapping[str, Reach]
    spans: Mapping[str, Span]

    @property
    def smallest(self) -> int:
        """The least that all amounts can add up to."""
        return self.whole.smallest

    @property
    def largest(self) -> int:
        """The most that can be owed."""
        return self.whole.largest

    @property
    def returned(self) -> int:
        """The most that can come back."""
        return self.whole.returned

    def of(self, key: str) -> Extent:
        """One output."""
        return next(one for one in self.outputs if one.key == key)

    def of_tranche(self, name: str) -> Reach:
        """The outputs of one tranche; of a tranche without any, nothing."""
        return self.tranches.get(name, NOTHING)

    def of_payer(self, name: str) -> Reach:
        """The outputs that one party, or one level of subjects, pays."""
        return self.payers.get(name, NOTHING)


def bound(sheet: Sheet) -> Bound:
    """By static analysis of the whole sheet; refused where nothing can be reserved."""
    wired = sound(sheet)
    found = narrowed(wired)
    outputs = sheet.outputs
    return Bound(
        outputs=tuple(_extent(wired, found.spans, one) for one in outputs),
        whole=_reach(wired, found, outputs),
        tranches={
            name: _reach(wired, found, [one for one in outputs if one.tranche == name])
            for name in dict.fromkeys(one.tranche for one in outputs)
        },
        payers={
            name: _reach(wired, found, [one for one in outputs if one.payer == name])
            for name in dict.fromkeys(one.payer for one in outputs)
        },
        spans=found.spans,
    )


def _reach(wired: Wired, found: Narrowed, outputs: Sequence[Output]) -> Reach:
    """Always within this, and in each world within that."""
    whole = _reach_in(wired, found.spans, outputs)
    for worlds in found.worlds:
        reaches = [_reach_in(wired, {**found.spans, **world}, outputs) for world in worlds]
        whole = Reach(
            max(whole.smallest, min(one.smallest for one in reaches)),
            min(whole.largest, max(one.largest for one in reaches)),
            min(whole.returned, max(one.returned for one in reaches)),
        )
    return whole


def _extent(wired: Wired, spans: Mapping[str, Span], output: Output) -> Extent:
    amount, smallest_unit = output.amount, wired.sheet.currency.smallest
    each = point(amount.value) if amount.value is not None else spans[amount.text]
    level = wired.kinds[amount.text].level if amount.is_name else 0
    subjects = most_inside(wired, 0, level)
    whole = each * point(subjects)
    if level:  # there may be nobody
        whole = whole.or_else(ZERO)
    pooled = _pooled(wired, spans, amount.text)
    return Extent(
        key=output.key,
        amount=amount.text,
        tranche=output.tranche,
        payer=output.payer,
        payee=output.payee,
        level=level,
        subjects=subjects,
        each=_minor(each, smallest_unit),
        whole=_minor(meet(whole, pooled) if pooled else whole, smallest_unit),
    )


def _minor(span: Span, smallest_unit: Fraction) -> tuple[int, int]:
    """Amounts are whole smallest units, so an end between two cannot be reached."""
    return -int(-span.low // smallest_unit), int(span.high // smallest_unit)


def _pooled(wired: Wired, spans: Mapping[str, Span], name: str) -> Span | None:
    """What all together can have of a pool, over all pools."""
    step = wired.steps.get(name)
    shared = step and together(wired, step, spans)
    if not step or not shared:
        return None
    return (shared * point(most_inside(wired, 0, wired.groups[step.key]))).or_else(ZERO)


def _reach_in(wired: Wired, spans: Mapping[str, Span], outputs: Sequence[Output]) -> Reach:
    """Of several outputs together; parts of one whole are never more than the whole."""
    extents = [_extent(wired, spans, one) for one in outputs]
    low = sum(one.smallest for one in extents)
    high = sum(max(one.largest, 0) for one in extents)
    back = sum(max(-one.smallest, 0) for one in extents)
    drawn = _by_source(wired, extents)
    for step in wired.order:
        if (whole := _whole(wired, spans, step)) is None:
            continue
        names = [f"{step.key}.{part}" for part in step.op.parts()]
        found = [drawn[name] for name in names if name in drawn]
        inside = [one[0] for one in found]
        if not inside or any(len(one) > 1 for one in found):  # a part that is paid twice
            continue
        if all(spans[name].low >= 0 for name in names):
            subjects = most_inside(wired, 0, wired.kinds[names[0]].level)
            high -= max(sum(one.largest for one in inside) - whole[1] * subjects, 0)
            if sorted(one.amount for one in inside) == sorted(names) and not inside[0].level:
                low += max(whole[0] - sum(one.smallest for one in inside), 0)
    return Reach(low, high, back)


def _by_source(wired: Wired, extents: Sequence[Extent]) -> dict[str, list[Extent]]:
    """Extents by what they come out of."""
    found: dict[str, list[Extent]] = {}
    for one in extents:
        found.setdefault(_drawn(wired, one.amount), []).append(one)
    return found


def _drawn(wired: Wired, name: str) -> str:
    """What an amount comes out of: the pool that it is a share of, or itself."""
    step = wired.steps.get(name)
    if step is None or not isinstance(step.op, Pool):
        return name
    return step.op.pool.text


def _whole(wired: Wired, spans: Mapping[str, Span], step: Step) -> tuple[int, int] | None:
    """What the parts of a step add up to, in the smallest unit of the currency."""
    operand = step.op.whole() if isinstance(step.op, PartsOp) else None
    if operand is None:
        return None
    span = point(operand.value) if operand.value is not None else spans[operand.text]
    return _minor(span, wired.sheet.currency.smallest)
