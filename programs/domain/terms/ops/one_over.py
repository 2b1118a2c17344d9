"""M2. The average, the smallest or the largest of the subjects inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.levels import ROOT
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, OverOp, Spans, Stage
from programs.domain.terms.values import total, undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOver(OverOp):
    """M2. The average, the smallest or the largest of the subjects inside."""

    do, code, home = "one_over", "M2", Stage.MEASURE
    of: Operand = operand()
    which: str = choice("average", "smallest", "largest")
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """What they are; an average may lie between."""
        found = kinds.number(self.of)
        return number(found.unit, None if self.which == "average" else found.grid)

    def gathered(self, rows: Sequence[At]) -> Fraction:
        """Without anybody there is none."""
        if not rows:
            raise undefined("There is nobody to take an average, a smallest or a largest of.")
        return WHICH[self.which]([at.number(self.of) for at in rows])

    def span_over(self, spans: Spans, count: Span) -> Span:
        """Nothing smaller or larger than one of them."""
        return spans(self.of) if count.high else ZERO

    def said(self, names: Names) -> Sentence:
        """In words."""
        return Sentence(SAID[self.which].text, {"of": names(self.of), "whom": names.whom(self.of)})


WHICH: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "average": lambda found: total(found) / len(found),
    "smallest": min,
    "largest": max,
}


SAID: Mapping[str, Sentence] = {
    "average": say("the average of %(of)s over every %(whom)s"),
    "smallest": say("the smallest %(of)s of any %(whom)s"),
    "largest": say("the largest %(of)s of any %(whom)s"),
}
