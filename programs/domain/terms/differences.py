"""What two versions of the terms pay on real cases, beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.words import Phrase, Sentence, say
from programs.domain.terms.naming import amount_text
from programs.domain.terms.price import Priced, price
from programs.domain.terms.room import Room, TooMuch
from programs.domain.terms.sheet import Currency, Sheet
from programs.domain.terms.wiring import sound

ALL = say("In all")


@dataclass(frozen=True, slots=True)
class Paid:
    """Smallest units of the currency, or why nobody can tell."""

    minor: int | None
    why: tuple[Sentence, ...] = ()

    def __add__(self, other: Paid) -> Paid:
        """Of what is not known there is no sum."""
        why = tuple(dict.fromkeys((*self.why, *other.why)))
        if self.minor is None or other.minor is None:
            return Paid(None, why)
        return Paid(self.minor + other.minor, why)

    def told(self, currency: Currency) -> Phrase:
        """For people."""
        if self.minor is None:
            return say("not known")
        return amount_text(self.minor * currency.smallest, currency)


NOTHING = Paid(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount under both versions; without a case all cases together, without a key in all."""

    case: int | None
    key: str
    label: Phrase
    subject: str
    old: Paid
    new: Paid

    @property
    def change(self) -> Paid:
        """What the new version pays more; below zero it pays less."""
        if self.old.minor is None or self.new.minor is None:
            return self.old + self.new
        return Paid(self.new.minor - self.old.minor)


def money_difference(old: Sheet, new: Sheet, cases: Sequence[object]) -> tuple[Difference, ...]:
    """For each case and amount, then for each output over all cases, then in all.

    An amount that one version does not have is nothing under it. What a version asks for and a
    case does not tell makes an amount unknown, as does a value that it was not agreed for. All
    cases share what one question may take.
    """
    room = Room()
    if old.currency != new.currency:
        raise RuleBroken(
            "Amounts in %(old)s and in %(new)s cannot be compared. Take versions in one currency.",
            old=old.currency.code,
            new=new.currency.code,
        )
    labels = {one.key: one.label for one in (*old.outputs, *new.outputs)}
    found = [
        Difference(i, key, labels[key], subject, *pair)
        for i, case in enumerate(cases)
        for (key, subject), pair in _pairs(old, new, case, room).items()
    ]
    together = [_together(key, labels[key], found) for key in labels]
    return (*found, *together, _sum("", ALL, together))


def _together(key: str, label: Phrase, found: Iterable[Difference]) -> Difference:
    return _sum(key, label, [one for one in found if one.key == key])


def _sum(key: str, label: Phrase, found: Sequence[Difference]) -> Difference:
    old = sum((one.old for one in found), start=NOTHING)
    new = sum((one.new for one in found), start=NOTHING)
    return Difference(None, key, label, "", old, new)


def _pairs(
    old: Sheet, new: Sheet, case: object, room: Room
) -> dict[tuple[str, str], tuple[Paid, Paid]]:
    before, after = _priced(old, new, case, room), _priced(new, old, case, room)
    if isinstance(before, RuleBroken) and isinstance(after, RuleBroken):
        raise before
    was, now = _paid(old, before), _paid(new, after)
    names = dict.fromkeys((*was, *now))
    return {name: (was.get(name, NOTHING), now.get(name, NOTHING)) for name in names}


def _priced(sheet: Sheet, other: Sheet, case: object, room: Room) -> Priced | RuleBroken:
    """A case that only one version refuses is a result, and not a mistake in the case."""
    sound(sheet)
    try:
        return price(sheet, fitting(case, sheet, other), room)
    except TooMuch:
        raise
    except RuleBroken as refusal:
        return refusal


def _paid(sheet: Sheet, priced: Priced | RuleBroken) -> dict[tuple[str, str], Paid]:
    """By output and subject."""
    if isinstance(priced, RuleBroken):
        return {(one.key, ""): Paid(None, (priced.sentence,)) for one in sheet.outputs}
    return {(one.key, one.subject): Paid(one.minor, one.why) for one in priced.amounts}


def fitting(case: object, sheet: Sheet, other: Sheet) -> object:
    """The case without what only the other version asks for."""
    strange = _asked(other) - _asked(sheet)
    return _without(case, strange, [level.key for level in sheet.levels])


def _asked(sheet: Sheet) -> set[str]:
    return {one.key for one in sheet.inputs} | {level.key for level in sheet.levels}


def _without(case: object, names: set[str], levels: Sequence[str]) -> object:
    """One subject and those inside it; never deeper than the sheet has levels."""
    if not isinstance(case, Mapping):
        return case
    return {
        key: [_without(one, names, levels[1:]) for one in value]
        if levels[:1] == [key] and isinstance(value, list)
        else value
        for key, value in case.items()
        if key not in names
    }
