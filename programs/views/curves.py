"""What terms pay along each of their measures, before anything is measured."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from programs.domain.offers import PLAN, TARGET, measures_of, output_of
from programs.domain.terms import ROOT, Input, Sheet, curve, exact_text, shown
from programs.gateways import CurveDrawing, curve_chart

EXAMPLE = 100  # of whatever is counted; a target is agreed later


def curves_of(sheet: Sheet) -> list[CurveDrawing]:
    """One for each measure of the contract itself, with example targets where targets count."""
    case: dict[str, Any] = {one.key: True for one in sheet.inputs if one.source == PLAN}
    case |= {one.key: _example(one) for one in sheet.inputs if one.source == TARGET}
    return [
        curve_chart(
            sheet,
            curve(sheet, case, one.key, output=output_of(sheet, one.key).key),
            key=f"curve-{one.key}",
            note=_note(sheet, one, case),
        )
        for one in measures_of(sheet)
        if one.subject == ROOT
    ]


def _example(one: Input) -> str:
    """A hundred, or the end of the range that is nearest to it."""
    span = one.span
    return exact_text(min(max(span.low, Fraction(EXAMPLE)), span.high))


def _note(sheet: Sheet, measure: Input, case: dict[str, Any]) -> str:
    goals = [one for one in sheet.inputs if one.goal_of == measure.key]
    if not goals:
        return ""
    return _("for a target of %(target)s") % {"target": shown(Fraction(case[goals[0].key]))}
