"""A term sheet: what is measured, how that becomes money, and who pays it to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.domain.words import Named
from programs.domain.terms.fields import choice, may, member, operand
from programs.domain.terms.kinds import DATE, TRUTH, Kind, What
from programs.domain.terms.labels import KeySlot, KeysSlot, LabelSlot, TextSlot
from programs.domain.terms.levels import ROOT
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import BoundSlot, DateSlot, UnitSlot, WholeSlot
from programs.domain.terms.spans import EITHER, Span
from programs.domain.terms.step import Step
from programs.domain.terms.units import PURE, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """Its ISO 4217 code and how many decimals its smallest unit has: won 0, cent 2."""

    code: str = choice("KRW", "USD", "GBP", "EUR", "AUD", "CHF", "JPY", "CAD", "NZD", "XXX")
    minor: int = member(WholeSlot(0, 4))

    @property
    def unit(self) -> Unit:
        """As a unit of measure."""
        return Unit(((self.code, 1),))

    @property
    def smallest(self) -> Fraction:
        """The smallest amount that can be paid."""
        return Fraction(1, 10**self.minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Subjects inside the contract, such as suppliers, and inside those, such as worksites."""

    key: str = member(KeySlot())
    label: Named = member(LabelSlot())
    most: int = member(WholeSlot(1, 100_000_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who pays or is paid."""

    key: str = member(KeySlot())
    label: Named = member(LabelSlot())


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What has to be known, within which range; a value outside it is refused, not paid."""

    key: str = member(KeySlot())
    label: Named = member(LabelSlot())
    kind: str = choice("number", "yes_no", "choice", "date")
    unit: Unit = member(UnitSlot(), default=PURE)
    least: Operand | None = member(BoundSlot(), default=None)
    most: Operand | None = member(BoundSlot(), default=None)
    decimals: int = member(WholeSlot(0, 12), default=0)
    words: tuple[str, ...] = member(KeysSlot(1, 100), default=())
    subject: str = member(KeySlot(), default=ROOT)
    direction: str = choice("higher_better", "lower_better", "none", default="none")
    period: str = member(TextSlot(), default="")
    estimator: str = member(TextSlot(), default="")
    source: str = choice("verified", "target", "plan", "pool", "declared", default="declared")
    goal_of: str = member(KeySlot(), default="")  # the measure that a target is set for

    @property
    def what(self) -> Kind:
        """Its kind, but for the level."""
        if self.kind == What.TRUTH:
            return TRUTH
        if self.kind == What.WORD:
            return Kind(What.WORD, words=self.words)
        if self.kind == What.DATE:
            return DATE
        return Kind(What.NUMBER, self.unit, 0, Fraction(1, 10**self.decimals))

    @property
    def span(self) -> Span:
        """The range that was declared for it."""
        if self.kind == What.TRUTH:
            return EITHER
        if self.kind == What.WORD:
            return Span(Fraction(0), Fraction(0), frozenset(self.words))
        return Span(_bound(self.least), _bound(self.most))


def _bound(operand: Operand | None) -> Fraction:
    return operand.number if operand else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """An amount that one party owes another, from a step; below zero it is owed the other way."""

    key: str = member(KeySlot())
    label: Named = member(LabelSlot())
    amount: Operand = operand()
    payer: str = member(KeySlot())
    payee: str = member(KeySlot())
    tranche: str = choice("plan", "results", "incentive", "follow_up", default="results")
    due: Operand | None = may()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A result that is told and not paid, such as a ratio or whether a test was met."""

    key: str = member(KeySlot())
    label: Named = member(LabelSlot())
    value: Operand = operand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """From which day on, and until which day if any, achievements are priced by these terms."""

    from_: date = member(DateSlot())
    until: date | None = member(DateSlot(), default=None)

    def covers(self, day: date) -> bool:
        """Both days included."""
        return self.from_ <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything one contract can ever pay, and for what."""

    id: str
    title: Named
    version: int
    currency: Currency
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    outputs: tuple[Output, ...]
    parties: tuple[Party, ...]
    levels: tuple[Level, ...] = ()
    reports: tuple[Report, ...] = ()
    effective: Effective | None = None
    source: str = ""

    def level_names(self) -> tuple[str, ...]:
        """From the contract inwards."""
        return (ROOT, *(level.key for level in self.levels))
