"""What one output of the terms has earned, less what its payouts carry already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.money import Money, total
from core.domain.words import Sentence, say
from payouts.domain.calculation import EARNED, Sum, calculate
from programs.domain.offers import measures_for
from programs.domain.terms import Amount, Line, Priced, Sheet, needs_of, price


@dataclass(frozen=True, slots=True)
class Earned:
    """What is due now, every step that leads to it, and the sums that add up to it."""

    steps: tuple[Line, ...]
    sums: tuple[Sum, ...]
    due: Money

    def as_json(self) -> list[dict[str, Any]]:
        """How the working is kept beside the amount."""
        return [
            *(step.as_json() for step in self.steps),
            *(
                {"key": one.key, "working": one.working.as_json(), "won": one.amount.won}
                for one in self.sums
            ),
        ]


def earned_by(
    sheet: Sheet, key: str, case: Mapping[str, Any], carried: Money, left: Money
) -> Earned:
    """Price one output of a term sheet; the others have payouts of their own."""
    return earned_from(price(sheet, case), key, carried, left)


def earned_from(priced: Priced, key: str, carried: Money, left: Money) -> Earned:
    """The same from a case that is priced already."""
    sheet = priced.sheet
    output = next(one for one in sheet.outputs if one.key == key)
    needed = needs_of(sheet, output.amount)
    steps = tuple(line for line in priced.lines if line.key.partition(".")[0] in needed)
    amounts = [one for one in priced.amounts if one.key == key]
    earned = Sum(EARNED, _said(priced, amounts), _known(amounts))
    is_known = all(one.minor is not None for one in amounts)
    worked = calculate(earned=earned, paid_before=carried, left=left, is_known=is_known)
    return Earned(steps, worked.sums, worked.due)


def _known(amounts: Sequence[Amount]) -> Money:
    """What can be told; what cannot be evaluated earns nothing, and says so."""
    return total(Money(one.minor) for one in amounts if one.minor is not None)


def _said(priced: Priced, amounts: Sequence[Amount]) -> Sentence:
    version = priced.sheet.version
    why = tuple(dict.fromkeys(reason for one in amounts for reason in one.why))
    if not why:
        return say("Earned in total so far, by version %(version)s of the terms.", version=version)
    return say(
        "Earned in total so far, by version %(version)s of the terms. Some of it cannot be "
        "evaluated, which is not zero and earns nothing: %(why)s",
        version=version,
        why=why,
    )


def comes_out_again(
    sheet: Sheet,
    key: str,
    inputs: Mapping[str, Any],
    working: Sequence[Mapping[str, Any]],
    amount: Money,
) -> bool:
    """Whether the stored inputs give the stored working and amount, to the won."""
    carried, left = Money(inputs["carried"]), Money(inputs["left"])
    if "case" not in inputs:
        return _amount_again(sheet, key, inputs, working, amount)
    earned = earned_by(sheet, key, inputs["case"], carried, left)
    return earned.due == amount and list(map(_fact, earned.as_json())) == list(map(_fact, working))


def _fact(line: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says, whatever the words: they may be improved without changing an amount."""
    return {key: line.get(key) for key in ("key", "subject", "rule", "taken", "value", "won")}


def _amount_again(
    sheet: Sheet,
    key: str,
    inputs: Mapping[str, Any],
    working: Sequence[Mapping[str, Any]],
    amount: Money,
) -> bool:
    """A payout from before terms were written in steps: other words, the same sums."""
    case = dict(_old_case(sheet, key, inputs["attainment"]))
    earned = earned_by(sheet, key, case, Money(inputs["carried"]), Money(inputs["left"]))
    return earned.due == amount == total(Money(line["won"]) for line in working)


def _old_case(
    sheet: Sheet, key: str, attainment: Mapping[str, str | None]
) -> Iterator[tuple[str, Any]]:
    output = next(one for one in sheet.outputs if one.key == key)
    measures = {one.key for one in measures_for(sheet, output)}
    for one in sheet.inputs:
        if one.key in measures:
            yield one.key, attainment["verified"]
        elif one.goal_of in measures:
            yield one.key, attainment["target"]
        elif one.source == "plan":
            yield one.key, True
