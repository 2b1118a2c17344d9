"""What one payment was worked out on, drawn: where it stands on the curve of its terms."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from programs.domain.offers import measures_for
from programs.domain.simple_terms import terms_from
from programs.domain.terms import ROOT, Sheet, curve, price
from programs.gateways import CurveDrawing, curve_chart
from reports.domain.facts import Facts


def curves_of(facts: Facts) -> list[CurveDrawing]:
    """One for each measure behind the amount, the others as they were verified."""
    case = facts["inputs"].get("case")
    sheet = terms_from(facts["agreement"]["terms"]["document"])
    output = next(one for one in sheet.outputs if one.key == facts["payout"]["clause"])
    if case is None:
        return []
    keys = [one.key for one in measures_for(sheet, output) if one.subject == ROOT]
    return [
        curve_chart(
            sheet,
            curve(sheet, case, key, output=output.key),
            here=_here(sheet, case, key, output.key),
            key=f"curve-{key}",
            width=400,
        )
        for key in keys
    ]


def _here(
    sheet: Sheet, case: dict[str, Any], key: str, output: str
) -> tuple[Fraction, int | None] | None:
    priced = price(sheet, case)
    value = priced.value(key)
    amounts = [one.minor for one in priced.amounts if one.key == output]
    if not isinstance(value, Fraction) or len(amounts) != 1:
        return None
    return value, amounts[0]
