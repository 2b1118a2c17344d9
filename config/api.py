"""Translate business errors into HTTP, once for the whole API."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.translation import in_words


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """409 when the object moved on, 422 when a rule says no, else as DRF does."""
    if isinstance(error, RuleBroken):
        moved_on = isinstance(error, IllegalMove | Stale)
        answer = {"error": in_words(error.sentence), "field": error.field or None}
        return Response(answer, status=409 if moved_on else 422)
    return exception_handler(error, context)
