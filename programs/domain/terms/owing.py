"""What is paid has to be money in whole smallest units, from and to somebody who is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.domain.errors import RuleBroken
from programs.domain.terms.kindness import CALLED
from programs.domain.terms.kinds import DATE, Kind, What, lies_on
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.sheet import Output, Sheet


def unpayable(sheet: Sheet, kinds: Mapping[str, Kind]) -> Iterator[RuleBroken]:
    """Everything that keeps an output from being paid, as far as its name was made out."""
    for i, output in enumerate(sheet.outputs):
        kind = kind_of(output.amount, kinds)
        if kind is None:
            continue
        place = f"outputs[{i}]"
        yield from _not_money(sheet, output, kind, f"{place}.amount")
        yield from _nobody(sheet, output, kind, place)
        yield from _no_day(output, kind, kinds, f"{place}.due")


def kind_of(operand: Operand, kinds: Mapping[str, Kind]) -> Kind | None:
    """What an operand is; none if its own step could not be made out."""
    if operand.value is None:
        return kinds.get(operand.text)
    return DATE if operand.is_date else Kind(grid=abs(operand.value), is_literal=True)


def _not_money(sheet: Sheet, output: Output, kind: Kind, place: str) -> Iterator[RuleBroken]:
    money = sheet.currency.unit
    if kind.what != What.NUMBER:
        yield _other(place, kind, What.NUMBER)
    elif not (kind.is_literal or kind.unit == money):
        yield RuleBroken(
            "%(place)s is counted in %(found)s; it has to be in %(wanted)s.",
            place=place,
            found=str(kind.unit),
            wanted=str(money),
        )
    elif not lies_on(kind.grid, sheet.currency.smallest):
        yield RuleBroken(
            "%(place)s is “%(of)s”, which can have parts smaller than %(unit)s, the smallest "
            "amount that can be paid. Round it to that first.",
            place=place,
            of=output.amount.text,
            unit=exact_text(sheet.currency.smallest),
        )


def _nobody(sheet: Sheet, output: Output, kind: Kind, place: str) -> Iterator[RuleBroken]:
    """A level stands for the subject that the amount belongs to."""
    known = [party.key for party in sheet.parties] + [*sheet.level_names()[1 : kind.level + 1]]
    for side, key in (("payer", output.payer), ("payee", output.payee)):
        if key not in known:
            yield RuleBroken(
                "%(place)s is “%(key)s”, which is neither a party nor a subject that the amount "
                "belongs to. Known are: %(known)s.",
                place=f"{place}.{side}",
                key=key,
                known=", ".join(known),
            )


def _no_day(
    output: Output, kind: Kind, kinds: Mapping[str, Kind], place: str
) -> Iterator[RuleBroken]:
    due = kind_of(output.due, kinds) if output.due else None
    if due is None:
        return
    if due.what != What.DATE:
        yield _other(place, due, What.DATE)
    elif due.level > kind.level:
        yield RuleBroken(
            "%(place)s has a day for each subject further in than the amount, and so no one day. "
            "Take a day from the level of the amount or further out.",
            place=place,
        )


def _other(place: str, kind: Kind, wanted: What) -> RuleBroken:
    return RuleBroken(
        "%(place)s is %(found)s; it has to be %(wanted)s.",
        place=place,
        found=CALLED[kind.what],
        wanted=CALLED[wanted],
    )
