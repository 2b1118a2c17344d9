"""The value of an indicator over rows: exact, pooled, or not evaluable with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from core.domain.numbers import rounded
from core.domain.words import Sentence, say
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.facts import AS_IT_STANDS, Asked, Excluded, Row, Unknown
from programs.domain.indicators.guard import hidden, hidden_by_level
from programs.domain.indicators.noticed import noticed
from programs.domain.indicators.terms import Terms, terms_of

NO_ROWS = Unknown("no_rows", say("There is no row to evaluate."))


@dataclass(frozen=True, slots=True)
class Value:
    """Σ numerator ÷ Σ denominator × base, as a fraction; `denominator` is None for a number."""

    definition: Definition
    numerator: Fraction
    denominator: Fraction | None
    rows: int
    excluded: tuple[Excluded, ...] = ()
    flags: tuple[Sentence, ...] = ()

    @property
    def exact(self) -> Fraction:
        """The value before it is rounded."""
        under = Fraction(1) if self.denominator is None else self.denominator
        return self.numerator * self.definition.base / under

    @property
    def shown(self) -> Decimal:
        """As it is shown: so many decimals, halves away from zero."""
        return rounded(self.exact, self.definition.places)


@dataclass(frozen=True, slots=True)
class NoValue:
    """Cannot be evaluated; never zero, never a target met."""

    definition: Definition
    why: Unknown
    excluded: tuple[Excluded, ...] = ()
    flags: tuple[Sentence, ...] = ()


def compute(
    definition: Definition, rows: Iterable[Row], *, asked: Asked = AS_IT_STANDS
) -> Value | NoValue:
    """Pool the rows that can be evaluated: sums are divided, rates are never averaged.

    Rows that cannot be evaluated are left out with their reason; with `asked.whole` one of them
    is enough to know nothing.
    """
    if why := hidden_by_level(definition, asked):
        return NoValue(definition, why)
    pooled, used = Terms(Fraction(), Fraction()), 0
    left: list[Excluded] = []
    flags: set[Sentence] = set()
    for row in rows:
        found = terms_of(definition, row.facts, asked)
        if isinstance(found, Unknown):
            left.append(Excluded(row.number, found))
            continue
        flags.update(noticed(definition, row, asked))
        pooled, used = pooled + found, used + 1
    excluded, said = tuple(left), tuple(sorted(flags, key=str))
    if why := _unusable(used, excluded, asked) or hidden(definition, pooled.denominator):
        return NoValue(definition, why, excluded, said)
    under = pooled.denominator if definition.denominator else None
    return Value(definition, pooled.numerator, under, used, excluded, said)


def _unusable(used: int, excluded: tuple[Excluded, ...], asked: Asked) -> Unknown | None:
    if used and not (asked.whole and excluded):
        return None
    if not excluded:
        return NO_ROWS
    whys = {one.why.code: one.why for one in reversed(excluded)}
    if len(whys) == 1:
        return excluded[0].why
    said = (one.sentence for one in reversed(whys.values()))
    return Unknown("several_reasons", reduce(_and, said))


def _and(one: Sentence, other: Sentence) -> Sentence:
    return say("%(one)s %(other)s", one=one, other=other)
