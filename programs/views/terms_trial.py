"""What terms would pay for numbers that somebody types, and what they cost at most."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from core.translation import LABELS
from programs.domain.lifecycle import Part
from programs.domain.reserves import Purses
from programs.domain.terms import (
    Priced,
    Sheet,
    curve,
    needs_of,
    table,
)
from programs.forms.terms_case import CaseForm
from programs.gateways import CurveDrawing, curve_chart


def costs_of(cost: Purses | None, free: Purses | None) -> list[dict[str, Any]]:
    """The largest cost of each purse beside what is free in it."""
    if cost is None:
        return []
    return [
        {
            "part": LABELS[part],
            "cost": cost.of(part),
            "free": free.of(part) if free else None,
            "is_over": bool(free and cost.of(part) > free.of(part)),
        }
        for part in Part
    ]


def trial_of(sheet: Sheet | None, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a case earns, line by line, and the curve through it."""
    if sheet is None:
        return {}
    form = CaseForm(asked, sheet=sheet)
    priced = form.priced()
    rows = table(priced) if priced else ()
    return {
        "form": form,
        "lines": [row for row in rows if not row.is_amount],
        "amounts": [row for row in rows if row.is_amount],
        "curve": _drawn(sheet, form, priced) if priced else None,
    }


def _drawn(sheet: Sheet, form: CaseForm, priced: Priced) -> CurveDrawing | None:
    if not form.along:
        return None
    key = moved_by(sheet, form.along)
    found = curve(sheet, form.case(), form.along, output=key)
    value = priced.value(form.along)
    amounts = [one.minor for one in priced.amounts if one.key == key]
    known = [one for one in amounts if one is not None]
    total = sum(known) if len(known) == len(amounts) else None
    here = (value, total) if isinstance(value, Fraction) else None
    return curve_chart(sheet, found, here=here)


def moved_by(sheet: Sheet, along: str) -> str | None:
    """The amount that an input leads to; others would only lift the curve, or hide it."""
    keys = (one.key for one in sheet.outputs if along in needs_of(sheet, one.amount))
    return next(keys, None)
