"""A step of a term sheet: what every operation has in common, and the five shapes it can have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Protocol

from core.domain.words import Named, Phrase, Sentence
from programs.domain.terms.fields import operands_of
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.units import Unit
from programs.domain.terms.values import Scalar


class Stage(StrEnum):
    """Where on its way from a measurement to a payment a step stands."""

    MEASURE = "measure"
    CONDITION = "condition"
    PRICE = "price"
    ADJUST = "adjust"
    CAP = "cap"
    ALLOCATE = "allocate"
    SCHEDULE = "schedule"
    SETTLE = "settle"


STAGES = tuple(Stage)


class At(Protocol):
    """What operands are worth for one subject; an unknown one raises `NotKnown`."""

    def __call__(self, operand: Operand) -> Scalar:
        """Whatever it is."""
        ...

    def number(self, operand: Operand) -> Fraction:
        """A number or the number of a day."""
        ...

    def truth(self, operand: Operand) -> bool:
        """Yes or no."""
        ...

    def word(self, operand: Operand) -> str:
        """One of a few words."""
        ...


class Kinds(Protocol):
    """What operands are, before they have values. A wrong kind is refused with its place."""

    @property
    def money(self) -> Unit:
        """The currency of the sheet."""
        ...

    def at(self, operand: Operand) -> str:
        """The place of an operand in the document."""
        ...

    def number(self, operand: Operand, unit: Unit | None = None) -> Kind:
        """It has to be a number, in this unit if one is given."""
        ...

    def truth(self, operand: Operand) -> Kind:
        """It has to be a yes or no."""
        ...

    def is_date(self, operand: Operand) -> bool:
        """Whether it is a date."""
        ...

    def is_truth(self, operand: Operand) -> bool:
        """Whether it is a yes or no."""
        ...

    def has_words(self, operand: Operand, words: Sequence[str]) -> Kind:
        """It has to be a choice that can be each of these."""
        ...

    def date(self, operand: Operand) -> Kind:
        """It has to be a date."""
        ...

    def same(self, operands: Sequence[Operand]) -> Kind:
        """They have to be numbers of one unit; the kind of their sum."""
        ...


class Spans(Protocol):
    """What operands can be at least and at most."""

    def __call__(self, operand: Operand) -> Span:
        """From its smallest to its largest value."""
        ...

    def divisor(self, operand: Operand) -> tuple[Span, ...]:
        """The same without zero, in one or two pieces; refused if it can come arbitrarily near."""
        ...


class Names(Protocol):
    """What operands are called in a sentence; in a working their values stand beside it."""

    def __call__(self, operand: Operand, *, like: Operand | None = None) -> Phrase:
        """By name; a written number in the unit of what it stands beside."""
        ...

    def money(self, operand: Operand) -> Phrase:
        """By name; a written number as money."""
        ...

    def unit(self, operand: Operand) -> Phrase:
        """One of what it is counted in."""
        ...

    def whom(self, operand: Operand) -> Phrase:
        """The subjects that have a value of it each."""
        ...

    def party(self, key: str) -> Phrase:
        """What a party is called."""
        ...


class Op:
    """What one step does. Subclasses are frozen dataclasses whose members are their grammar."""

    __slots__ = ()
    do: ClassVar[str]  # its name in documents
    code: ClassVar[str]  # its number in the reference of published terms
    home: ClassVar[Stage]  # where it stands unless the sheet says otherwise
    lazy: ClassVar[bool] = False  # whether it looks only at the operands that it needs

    def operands(self) -> tuple[Operand, ...]:
        """Everything it takes, in order."""
        return tuple(operand for _place, operand in operands_of(self))

    def parts(self) -> tuple[str, ...]:
        """The names of its results where it has several; `step.part` is then an operand."""
        return ()

    def check(self, place: str) -> None:
        """Refuse tables that make no sense by themselves, such as bands with a gap."""

    def kind(self, kinds: Kinds) -> Kind:
        """The kind of its result; refuses what does not fit together."""
        raise NotImplementedError

    def said(self, names: Names) -> Sentence:
        """The rule in words. The same sentence, with values beside the names, is the working."""
        raise NotImplementedError


class RowOp(Op):
    """One result from the operands of one subject."""

    __slots__ = ()

    def result(self, at: At) -> Scalar:
        """The exact result."""
        raise NotImplementedError

    def span(self, spans: Spans) -> Span:
        """What it can be at least and at most."""
        raise NotImplementedError


class PartsOp(Op):
    """Several named results from the operands of one subject, such as the shares of payers."""

    __slots__ = ()

    def results(self, at: At) -> tuple[Fraction, ...]:
        """The exact results, in the order of `parts`."""
        raise NotImplementedError

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """What each can be at least and at most."""
        raise NotImplementedError

    def whole(self) -> Operand | None:
        """What its parts add up to, if they do."""
        return None


class OverOp(Op):
    """One result from many subjects of a lower level, such as the sum over all worksites."""

    __slots__ = ()
    up_to: str

    def gathered(self, rows: Sequence[At]) -> Scalar:
        """The exact result; there may be no subject at all."""
        raise NotImplementedError

    def span_over(self, spans: Spans, count: Span) -> Span:
        """What it can be, given how many subjects there can be."""
        raise NotImplementedError


class AmongOp(Op):
    """One result for each of the subjects that share a parent, such as the shares of a pool."""

    __slots__ = ()

    def whole(self) -> Operand | None:
        """What is shared out, if it says on which level that lies."""
        return None

    def shared(self, outer: At, rows: Sequence[At]) -> tuple[Scalar, ...]:
        """The exact results, in the order of the rows."""
        raise NotImplementedError

    def span_among(self, spans: Spans, count: Span) -> Span:
        """What each can be at least and at most."""
        raise NotImplementedError

    def span_together(self, spans: Spans, count: Span) -> Span:
        """What all who share a parent can be together; a pool is never more than the pool."""
        return count * self.span_among(spans, count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An operation with its name, its stage and what people call it."""

    key: str
    stage: Stage
    op: Op
    label: Named | None = None
    because: Named | None = None  # why it goes back to an earlier stage, where it does
