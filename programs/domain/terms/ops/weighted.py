"""M8. A composite of several measures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import rows
from programs.domain.terms.kinds import Kind
from programs.domain.terms.ops.weighing import Weight, mix, mix_said, mix_span, mixed
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted(RowOp):
    """M8. A composite of several measures."""

    do, code, home = "weighted", "M8", Stage.MEASURE
    parts_: tuple[Weight, ...] = rows(Weight)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return mixed(kinds, self.parts_)

    def result(self, at: At) -> Fraction:
        """The weighted sum."""
        return mix(at, self.parts_)

    def span(self, spans: Spans) -> Span:
        """The weighted sum of the spans."""
        return mix_span(spans, self.parts_)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the weighted sum of: %(parts)s", parts=mix_said(names, self.parts_))
