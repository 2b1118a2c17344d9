"""L2. A pool among all who qualify; shares add up to the pool to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, may, member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.rounding import rounded
from programs.domain.terms.ops.splitting import HUGE, TINY, whole_units
from programs.domain.terms.sharing import apportioned
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import AmongOp, At, Kinds, Names, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool(AmongOp):
    """L2. A pool among all who qualify; shares add up to the pool to the last unit.

    `pro_rata`: in proportion to `by`. `equal`: the same for each. `first_come`: each gets what it
    asks, smallest `by` first, or earliest where it is a date. `best_first`: the same, largest `by`
    first. What nobody qualifies for or asks for, and what lies above `most`, stays in the pool.
    Ties go to the first in the case.
    """

    do, code, home = "pool", "L2", Stage.ALLOCATE
    pool: Operand = operand()
    by: Operand = operand()
    way: str = choice("pro_rata", "equal", "first_come", "best_first")
    unit: Fraction = member(NumberSlot(TINY, HUGE))
    when: Operand | None = may()
    asks: Operand | None = may()
    most: Operand | None = may()

    def check(self, place: str) -> None:
        """Only those who come one after the other ask for something."""
        if (self.asks is not None) != (self.way in {"first_come", "best_first"}):
            raise RuleBroken(
                "%(place)s: “asks” belongs to “first_come” and “best_first”, and to no other way. "
                "Add it or take it away.",
                place=place,
            )

    def whole(self) -> Operand:
        """The pool, which lies further out than those who share it."""
        return self.pool

    def kind(self, kinds: Kinds) -> Kind:
        """What the pool is, in whole units."""
        if self.when:
            kinds.truth(self.when)
        if not (self.asks and kinds.is_date(self.by)):  # in turn: the earliest day comes first
            kinds.number(self.by)
        found = whole_units(kinds, self.pool, self.unit)
        for one in (self.asks, self.most):
            if one:
                kinds.number(one, found.unit)
        return number(found.unit, self.unit)

    def shared(self, outer: At, rows: Sequence[At]) -> tuple[Fraction, ...]:
        """Never more than the pool together."""
        pool = max(outer.number(self.pool), Fraction(0))
        in_play = [i for i, at in enumerate(rows) if self.when is None or at.truth(self.when)]
        found = (
            self._in_turn(pool, [(i, rows[i]) for i in in_play], self.asks)
            if self.asks
            else self._at_once(pool, rows, in_play)
        )
        return tuple(self._limited(found.get(i, Fraction(0)), at) for i, at in enumerate(rows))

    def _at_once(
        self, pool: Fraction, rows: Sequence[At], in_play: list[int]
    ) -> dict[int, Fraction]:
        weights = [
            Fraction(1) if self.way == "equal" else max(rows[i].number(self.by), Fraction(0))
            for i in in_play
        ]
        if not any(weights):
            return {}
        shares = apportioned(pool, weights, self.unit)
        return {i: shares[k] for k, i in enumerate(in_play)}

    def _in_turn(
        self, pool: Fraction, in_play: list[tuple[int, At]], asks: Operand
    ) -> dict[int, Fraction]:
        found: dict[int, Fraction] = {}
        for i, at in sorted(in_play, key=lambda one: (self._turn(one[1]), one[0])):
            asked = rounded(at.number(asks), self.unit, "down")
            found[i] = min(max(asked, Fraction(0)), pool)
            pool -= found[i]
        return found

    def _turn(self, at: At) -> Fraction:
        by = at.number(self.by)
        return -by if self.way == "best_first" else by

    def _limited(self, share: Fraction, at: At) -> Fraction:
        if not self.most:
            return share
        return min(share, max(rounded(at.number(self.most), self.unit, "down"), Fraction(0)))

    def span_among(self, spans: Spans, count: Span) -> Span:
        """From nothing to all of the pool, as far as may be asked or given."""
        found = spans(self.pool).most_of(ZERO)
        for one in (self.asks, self.most):
            if one:
                found = found.least_of(spans(one).most_of(ZERO))
        return Span(Fraction(0), found.high if count.high else Fraction(0))

    def span_together(self, spans: Spans, count: Span) -> Span:
        """Never more than the pool."""
        each = self.span_among(spans, count)
        return (count * each).least_of(spans(self.pool).most_of(ZERO))

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "pool": names(self.pool),
            "by": names(self.by),
            "unit": names(literal(self.unit), like=self.pool),
        }
        said = Sentence(SAID[self.way].text, values)
        if self.asks:
            said = say("%(said)s, each what it asks: %(asks)s", said=said, asks=names(self.asks))
        if self.most:
            said = say(
                "%(said)s, for each at most %(most)s",
                said=said,
                most=names(self.most, like=self.pool),
            )
        if self.when:
            said = say(
                "%(said)s, among those for whom “%(when)s” holds", said=said, when=names(self.when)
            )
        return said


SAID = {
    "pro_rata": say("a share of %(pool)s in proportion to %(by)s, in multiples of %(unit)s"),
    "equal": say("an equal share of %(pool)s, in multiples of %(unit)s"),
    "first_come": say(
        "a share of %(pool)s, handed out in multiples of %(unit)s, smallest %(by)s first"
    ),
    "best_first": say(
        "a share of %(pool)s, handed out in multiples of %(unit)s, largest %(by)s first"
    ),
}
