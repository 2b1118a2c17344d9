"""Translate business errors into HTTP, once for the whole API."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.tables import RowsBroken
from core.translation import in_words


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """409 when the object moved on, 422 when a rule says no or the input is wrong, else as DRF."""
    if isinstance(error, RowsBroken):
        return Response(_rows(error), status=422)
    if isinstance(error, RuleBroken):
        moved_on = isinstance(error, IllegalMove | Stale)
        answer = {"error": in_words(error.sentence), "field": error.field or None}
        return Response(answer, status=409 if moved_on else 422)
    if isinstance(error, ValidationError):
        field, said = _first(error.detail)
        return Response({"error": said, "field": field or None}, status=422)
    return exception_handler(error, context)


def _rows(error: RowsBroken) -> dict[str, Any]:
    """Every place of a batch, as a file's are told: row from 1, column, reason, right value."""
    first = error.errors[0]
    return {
        "error": in_words(error.sentence),
        "field": f"measurements[{first.row - 1}].{first.column}",
        "errors": [
            {
                "row": one.row,
                "column": one.column,
                "reason": in_words(one.reason),
                "example": one.example,
            }
            for one in error.errors
        ],
    }


def _first(detail: Any, place: str = "") -> tuple[str, str]:
    """The first mistake of an input, and its place as `measurements[2].hours`."""
    if isinstance(detail, dict):
        name, inner = next(iter(detail.items()))
        return _first(inner, _step(place, name))
    if isinstance(detail, list):
        at = next(n for n, inner in enumerate(detail) if inner)
        nested = isinstance(detail[at], dict | list)
        return _first(detail[at], f"{place}[{at}]" if nested else place)
    return place, str(detail)


def _step(place: str, name: str | int) -> str:
    if isinstance(name, int):
        return f"{place}[{name}]"
    return place if name == api_settings.NON_FIELD_ERRORS_KEY else f"{place}.{name}".strip(".")
