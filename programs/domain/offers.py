"""What an agreement of this platform asks of its terms, beyond that they can be priced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.numbers import WIDE
from programs.domain.terms import Input, Output, Sheet, check, needs_of, sheet_from

PAYER, PAYEE, SITE = "funder", "supplier", "worksite"
PLAN, RESULTS, INCENTIVE = "plan", "results", "incentive"
VERIFIED, TARGET, POOL = "verified", "target", "pool"
HIGHER, LOWER = "higher_better", "lower_better"
KNOWN = (VERIFIED, TARGET, PLAN, POOL)


def offer_from(document: object) -> Sheet:
    """Terms that may be offered: without an error, and payable by what the platform knows."""
    sheet = sheet_from(document)
    for problem in check(sheet):
        if problem.severity == "error":
            raise RuleBroken.saying(problem.sentence)
    for broken in problems_of(sheet):
        raise broken
    return sheet


def measures_of(sheet: Sheet) -> tuple[Input, ...]:
    """What targets are set for: everything whose value comes from a verification."""
    return tuple(one for one in sheet.inputs if one.source == VERIFIED)


def advances_of(sheet: Sheet) -> tuple[Output, ...]:
    """What is paid on the approved plan."""
    return tuple(one for one in sheet.outputs if one.tranche == PLAN)


def output_of(sheet: Sheet, measure: str) -> Output:
    """The one amount that a measure is paid by."""
    for output in sheet.outputs:
        if measure in needs_of(sheet, output.amount):
            return output
    raise RuleBroken("The terms pay nothing for “%(measure)s”.", measure=measure)


def measures_for(sheet: Sheet, output: Output) -> tuple[Input, ...]:
    """All measures that an amount is worked out from."""
    needed = needs_of(sheet, output.amount)
    return tuple(one for one in measures_of(sheet) if one.key in needed)


def counted(one: Input, verified: Decimal) -> Decimal:
    """What counts of a verified value: no more than the terms go to, in whole steps of theirs.

    What lies beyond the better end of the range counts as that end, and what lies between two
    steps as the worse one: so a result that is better than anybody expected is still paid.
    """
    unit = Decimal(1).scaleb(-one.decimals)
    if one.direction == HIGHER:
        return min(_stepped(verified, unit, ROUND_FLOOR), _end(one.most))
    if one.direction == LOWER:
        return max(_stepped(verified, unit, ROUND_CEILING), _end(one.least))
    return verified


def _stepped(value: Decimal, unit: Decimal, rounding: str) -> Decimal:
    return value.quantize(unit, rounding, WIDE)


def _end(bound: Any) -> Decimal:
    return Decimal(bound.text)


def problems_of(sheet: Sheet) -> Iterator[RuleBroken]:
    """What keeps a sheet from being an agreement, each with its place and a repair."""
    yield from _money(sheet)
    yield from _inputs(sheet)
    yield from _outputs(sheet)


def _money(sheet: Sheet) -> Iterator[RuleBroken]:
    if (sheet.currency.code, sheet.currency.minor) != ("KRW", 0):
        yield RuleBroken(
            "%(place)s: agreements here are paid in whole won. Write KRW and 0.", place="currency"
        )
    if [level.key for level in sheet.levels] not in ([], [SITE]):
        yield RuleBroken(
            "%(place)s: an agreement is with one supplier, so it has no level but “worksite”. "
            "Take the others away.",
            place="levels",
        )


def _inputs(sheet: Sheet) -> Iterator[RuleBroken]:
    measures = {one.key: one for one in measures_of(sheet)}
    for i, one in enumerate(sheet.inputs):
        yield from _kind(one, i)
        if one.source not in KNOWN:
            yield RuleBroken(
                "%(place)s: nobody tells this platform “%(key)s”. Its source has to be one of: "
                "%(known)s.",
                place=f"inputs[{i}].source",
                key=one.key,
                known=", ".join(KNOWN),
            )
        if one.source == TARGET and not _same_subject(one, measures):
            yield RuleBroken(
                "%(place)s has to name the measure that this is the target of, on the same level.",
                place=f"inputs[{i}].goal_of",
            )


def _kind(one: Input, i: int) -> Iterator[RuleBroken]:
    if one.source == PLAN and one.kind != "yes_no":
        yield RuleBroken("%(place)s: an approved plan is a yes or no.", place=f"inputs[{i}].kind")
    if one.source in {VERIFIED, TARGET} and one.kind != "number":
        yield RuleBroken("%(place)s: what is verified is a number.", place=f"inputs[{i}].kind")


def _same_subject(one: Input, measures: Mapping[str, Input]) -> bool:
    return one.goal_of in measures and measures[one.goal_of].subject == one.subject


def _outputs(sheet: Sheet) -> Iterator[RuleBroken]:
    paid: dict[str, str] = {}
    for i, output in enumerate(sheet.outputs):
        place = f"outputs[{i}]"
        needed = needs_of(sheet, output.amount)
        yield from _parties(output, place)
        yield from _tranche(
            output, {one.source for one in sheet.inputs if one.key in needed}, place
        )
        for one in measures_of(sheet):
            if one.key in needed and paid.setdefault(one.key, output.key) != output.key:
                yield _paid_twice(one.key, paid[one.key], place)
    for one in measures_of(sheet):
        if one.key not in paid:
            yield RuleBroken(
                "%(place)s: nothing is paid for “%(key)s”. Let an amount need it, or take it away.",
                place="inputs",
                key=one.key,
            )


def _tranche(output: Output, sources: set[str], place: str) -> Iterator[RuleBroken]:
    if output.tranche == PLAN and sources != {PLAN}:
        yield RuleBroken(
            "%(place)s is paid on the plan, so it needs the approved plan and nothing else.",
            place=place,
        )
    if output.tranche != PLAN and not sources & {VERIFIED, POOL}:
        yield RuleBroken(
            "%(place)s is paid on results, but no verified result leads to it. Let it need one, "
            "or pay it on the plan.",
            place=place,
        )


def _paid_twice(key: str, other: str, place: str) -> RuleBroken:
    return RuleBroken(
        "%(place)s needs “%(key)s”, by which “%(other)s” is paid already. A result leads to one "
        "amount: add the two up in one output.",
        place=place,
        key=key,
        other=other,
    )


def _parties(output: Output, place: str) -> Iterator[RuleBroken]:
    if (output.payer, output.payee) != (PAYER, PAYEE):
        yield RuleBroken(
            "%(place)s: here the bank pays the supplier. Write “%(payer)s” as payer and "
            "“%(payee)s” as payee.",
            place=place,
            payer=PAYER,
            payee=PAYEE,
        )
