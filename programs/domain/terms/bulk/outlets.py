"""Where outputs are written, chunk by chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from programs.domain.terms.bulk.columns import Array
from programs.domain.terms.bulk.facts import LIMIT, ONE, Facts, Getter
from programs.domain.terms.bulk.plan import Plan
from programs.domain.terms.bulk.priced import REFUSED, UNKNOWN, Amounts
from programs.domain.terms.bulk.rows import Chunk, Rows
from programs.domain.terms.operands import Operand
from programs.domain.terms.sheet import Output


@dataclass(frozen=True, slots=True)
class Asked:
    """An operand of an output: its counts, and where it is not known."""

    counts: Getter
    unknown: Getter

    @classmethod
    def of(cls, operand: Operand, facts: Facts) -> Asked:
        """In its own scale."""
        return cls(facts.number(operand), facts.unknown(operand))


@dataclass(frozen=True, slots=True)
class Outlet:
    """One output: counts times `factor` are the smallest units of the currency."""

    amounts: Amounts
    amount: Asked
    due: Asked | None
    factor: Fraction

    def pour(self, chunk: Chunk, rows: slice) -> None:
        """What it comes to for the subjects of a chunk."""
        level = self.amounts.level
        seen = Rows(chunk, level, level, is_wide=self.amounts.minor.dtype == object)
        status, minor = self.amounts.status[rows], self.amounts.minor[rows]
        if (hole := self.amount.unknown(seen)) is not None:
            status[hole] = UNKNOWN
        if chunk.refused.any():
            status[chunk.refused[chunk.above(level, 0)]] = REFUSED
        self._write(minor, seen)
        if status.any():
            minor[status > 0] = 0
        if self.due is not None and self.amounts.due is not None:
            _write_days(self.amounts.due[rows], self.due, seen, status)

    def _write(self, minor: Array, rows: Rows) -> None:
        """Whole smallest units: a sheet that could give parts of one was refused."""
        counts = self.amount.counts(rows)
        if self.factor == 1 and minor.dtype == np.int64:
            minor[:] = counts
        else:
            minor[:] = counts * self.factor.numerator // self.factor.denominator


def _write_days(days: Array, due: Asked, rows: Rows, status: Array) -> None:
    days[:] = due.counts(rows)
    if (hole := due.unknown(rows)) is not None:
        days[hole] = 0
    days[status == REFUSED] = 0


def outlet_of(
    output: Output, plan: Plan, counts: Sequence[int], parents: Sequence[Array]
) -> Outlet:
    """With room for all subjects of its level."""
    facts = Facts(plan.facts)
    fact = facts.of(output.amount)
    factor = fact.scale / plan.wired.sheet.currency.smallest
    is_narrow = fact.is_narrow and fact.reach(fact.scale) * factor.numerator < LIMIT
    amounts = Amounts(
        level=fact.level,
        minor=np.zeros(counts[fact.level], dtype=np.int64 if is_narrow else object),
        status=np.zeros(counts[fact.level], dtype=np.uint8),
        due=np.zeros(counts[fact.level], dtype=np.int64) if output.due else None,
        parents=parents[fact.level - 1] if fact.level else None,
    )
    due = Asked(facts.number(output.due, ONE), facts.unknown(output.due)) if output.due else None
    return Outlet(amounts, Asked.of(output.amount, facts), due, factor)
