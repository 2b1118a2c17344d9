"""How values and names are told to people: with unit, grouped, rounded only for the eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.domain.words import Named, Phrase, say
from programs.domain.terms.kinds import Kind, What
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.sheet import Currency, Sheet
from programs.domain.terms.unit_words import counted, each, per
from programs.domain.terms.units import PURE, Unit
from programs.domain.terms.values import Scalar, Unknown, Value
from programs.domain.terms.wiring import Wired

MOST_SHOWN = 6  # decimals of what is worked out; the exact value is kept beside the text
MOST_WRITTEN = 12  # decimals of what is written in a sheet: people sign all of them
SIGNS = {"KRW": "₩"}
CONTRACT = Named("contract", "계약")


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one sheet: what a rule says before anything is measured."""

    wired: Wired
    labels: Mapping[str, Named]

    @classmethod
    def of(cls, wired: Wired) -> Naming:
        """Labels of inputs and steps; a step without one is called by its key."""
        labels = {one.key: one.label for one in wired.sheet.inputs}
        for step in wired.sheet.steps:
            labels[step.key] = step.label or Named(step.key, step.key)
            for part in step.op.parts():
                labels[f"{step.key}.{part}"] = _part_label(wired.sheet, labels[step.key], part)
        return cls(wired, labels)

    def __call__(self, operand: Operand, *, like: Operand | None = None) -> Phrase:
        """By name; a written number in the unit of what it stands beside."""
        if operand.value is None:
            return self.labels.get(operand.text, Named(operand.text, operand.text))
        if operand.is_date:
            return operand.text
        if like is None or like.value is not None:
            return shown(operand.value, places=MOST_WRITTEN)
        kind = self.wired.kinds[like.text]
        return told(operand.value, kind, self._currency, places=MOST_WRITTEN)

    def money(self, operand: Operand) -> Phrase:
        """By name; a written number as money."""
        if operand.value is None:
            return self(operand)
        return amount_text(operand.value, self._currency, places=MOST_WRITTEN)

    def unit(self, operand: Operand) -> Phrase:
        """One of what it is counted in."""
        return each(self.wired.kinds[operand.text].unit if operand.is_name else PURE)

    def whom(self, operand: Operand) -> Phrase:
        """The subjects that have a value of it each."""
        level = self.wired.kinds[operand.text].level if operand.is_name else 0
        return self.wired.sheet.levels[level - 1].label if level else CONTRACT

    def party(self, key: str) -> Phrase:
        """What a party is called; what is no party goes by its key."""
        found = [party.label for party in self.wired.sheet.parties if party.key == key]
        return found[0] if found else key

    @property
    def _currency(self) -> Currency:
        return self.wired.sheet.currency


@dataclass(frozen=True, slots=True)
class Valued:
    """The same names with what they are worth for one subject beside them."""

    naming: Naming
    known: Mapping[str, Value]

    def __call__(self, operand: Operand, *, like: Operand | None = None) -> Phrase:
        """By name and value."""
        name = self.naming(operand, like=like)
        if operand.value is not None or operand.text not in self.known:
            return name
        wired = self.naming.wired
        value = told(self.known[operand.text], wired.kinds[operand.text], wired.sheet.currency)
        return say("%(name)s (%(value)s)", name=name, value=value)

    def money(self, operand: Operand) -> Phrase:
        """By name and value; a written number as money."""
        return self(operand) if operand.is_name else self.naming.money(operand)

    def unit(self, operand: Operand) -> Phrase:
        """One of what it is counted in."""
        return self.naming.unit(operand)

    def whom(self, operand: Operand) -> Phrase:
        """The subjects that have a value of it each."""
        return self.naming.whom(operand)

    def party(self, key: str) -> Phrase:
        """What a party is called."""
        return self.naming.party(key)


def _part_label(sheet: Sheet, label: Named, part: str) -> Named:
    parties = {party.key: party.label for party in sheet.parties}
    found = parties.get(part) or PARTS.get(part) or Named(part, part)
    return Named(f"{label.en}: {found.en}", f"{label.ko}: {found.ko}")


PARTS = {  # of steps that name their own parts
    "left": Named("left over", "남은 금액"),
    "guarantor": Named("guarantor", "보증인"),
    "investor": Named("investor", "투자자"),
    "now": Named("paid now", "지금 지급"),
    "held": Named("held back", "유보"),
    "reinvested": Named("put to use again", "재투자"),
    "returned": Named("returned", "반환"),
}


def told(value: Value, kind: Kind, currency: Currency, *, places: int = MOST_SHOWN) -> Phrase:
    """A value for people."""
    if isinstance(value, Unknown):
        return say("not known")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, str):
        return value
    if kind.what == What.DATE:
        return date.fromordinal(int(value)).isoformat()
    return _measured(value, kind.unit, currency, places)


def amount_text(value: Fraction, currency: Currency, *, places: int = MOST_SHOWN) -> str:
    """Money for people: ₩1,000,000 or USD 3,913,932.96."""
    mark = SIGNS.get(currency.code, f"{currency.code} ")
    return shown(value, least=currency.minor, mark=mark, places=places)


def _measured(value: Fraction, unit: Unit, currency: Currency, places: int) -> Phrase:
    """As money where it is money, also for each of something; else as so much of its unit."""
    if unit == currency.unit:
        return amount_text(value, currency, places=places)
    if (currency.code, 1) in unit.powers and all(
        p < 0 for a, p in unit.powers if a != currency.code
    ):
        return per(amount_text(value, currency, places=places), unit)
    return counted(shown(value, places=places), unit)


def shown(value: Fraction, *, least: int = 0, mark: str = "", places: int = MOST_SHOWN) -> str:
    """Grouped, with so many decimals at most; `≈` where there are more. `mark` is of the money."""
    scaled = round(abs(value) * 10**places)
    whole, part = divmod(scaled, 10**places)
    decimals = f"{part:0{places}d}".rstrip("0").ljust(least, "0")
    about = "" if Fraction(scaled, 10**places) == abs(value) else "≈ "
    sign = "−" if value < 0 and scaled else ""
    return f"{about}{sign}{mark}{whole:,}" + (f".{decimals}" if decimals else "")


def exact(value: Scalar) -> str:
    """A value as text that reads back to itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else exact_text(value)
