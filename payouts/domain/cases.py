"""What is known of an agreement's results, as its terms ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.numbers import plain
from programs.domain.offers import HIGHER, PLAN, SITE, counted, measures_for
from programs.domain.terms import ROOT, Input, Output, Sheet


@dataclass(frozen=True, slots=True)
class Result:
    """A live target of a measure, and what was attained as far as it counts yet.

    `attained` is None where there is no result that counts yet, or where it cannot be evaluated.
    """

    measure: str
    site: str  # without one it is for all worksites together
    goal: Decimal
    attained: Decimal | None


def case_of_plan(sheet: Sheet) -> dict[str, Any]:
    """A signed agreement has an approved plan, and that is all a first tranche needs."""
    return {one.key: True for one in sheet.inputs if one.source == PLAN}


def case_of_results(sheet: Sheet, output: Output, results: Sequence[Result]) -> dict[str, Any]:
    """All results that one amount is worked out from.

    Worksites that share a measure earn in one sum, unless the terms look at each by itself.
    """
    case = case_of_plan(sheet)
    asked = asked_by(sheet, output)
    for one in asked:
        if one.subject == ROOT:
            case[one.key] = _value(one, results)
    if sheet.levels:
        case[SITE] = _sites(asked, results)
    return case


def asked_by(sheet: Sheet, output: Output) -> list[Input]:
    """The measures that lead to an amount, and the targets that they are held against."""
    measures = {one.key for one in measures_for(sheet, output)}
    return [one for one in sheet.inputs if (one.goal_of or one.key) in measures]


def _sites(asked: Sequence[Input], results: Sequence[Result]) -> list[dict[str, Any]]:
    """Every worksite that has a target, with or without a result: nobody is left out of a test."""
    names = dict.fromkeys(one.site for one in results if one.site)
    return [{"id": name, **_site(asked, name, results)} for name in names]


def _site(asked: Sequence[Input], name: str, results: Sequence[Result]) -> dict[str, Any]:
    own = [one for one in results if one.site == name]
    return {one.key: _value(one, own, is_one=True) for one in asked if one.subject == SITE}


def _value(one: Input, results: Sequence[Result], *, is_one: bool = False) -> str | None:
    """The sum of a measure or of its goals; missing is no zero."""
    own = [result for result in results if result.measure == (one.goal_of or one.key)]
    if one.goal_of:
        return _sum(result.goal for result in own)
    known = [result.attained for result in own if result.attained is not None]
    if len(known) < len(own) and (is_one or one.direction != HIGHER):
        return None  # what is not known yet could still make it worse
    found = _sum(known)
    return None if found is None else plain(counted(one, Decimal(found)))


def _sum(values: Iterable[Decimal]) -> str | None:
    found = list(values)
    return plain(sum(found, start=Decimal(0))) if found else None


def limits_of(
    sheet: Sheet, case: Mapping[str, Any], results: Sequence[Result]
) -> list[dict[str, str]]:
    """Where less counts than was verified: told beside the amount."""
    found = []
    for one in sheet.inputs:
        known = [r.attained for r in results if r.measure == one.key and r.attained is not None]
        value = case.get(one.key)
        if isinstance(value, str) and known and Decimal(value) != sum(known, start=Decimal(0)):
            verified = plain(sum(known, start=Decimal(0)))
            found.append({"measure": one.key, "verified": verified, "counted": value})
    return found
