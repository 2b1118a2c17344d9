"""P2. Whether a choice is one of some words, such as a group with terms of its own."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.labels import KeysSlot
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, truth
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class IsOneOf(RowOp):
    """P2. Whether a choice is one of some words, such as a group with terms of its own."""

    do, code, home = "is_one_of", "P2", Stage.CONDITION
    of: Operand = operand()
    words: tuple[str, ...] = member(KeysSlot(1, 100))

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about a choice that has these words."""
        kinds.has_words(self.of, self.words)
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether it is."""
        return at.word(self.of) in self.words

    def span(self, spans: Spans) -> Span:
        """Whether it can be."""
        words = spans(self.of).words
        return truth(can_be_yes=bool(words & {*self.words}), can_be_no=bool(words - {*self.words}))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("whether %(of)s is one of: %(words)s", of=names(self.of), words=self.words)
