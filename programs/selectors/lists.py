"""What the lists of this room show when somebody looks for something in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from people.models import User
from programs.models import Agreement, Application, Hazard, Recommendation, Review
from programs.selectors.agreements import agreements_for
from programs.selectors.applications import applications_for
from programs.selectors.recommendations import recommendations_for, reviews_for

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for; empty asks for everything."""

    text: str = ""
    state: str = ""
    hazard: Hazard | None = None


def applications_found(viewer: User, asked: Asked) -> QuerySet[Application]:
    """Applications by firm or call, state and hazard."""
    words = ("supplier__organization__name", "call__title")
    return _found(applications_for(viewer), asked, words, "hazards")


def reviews_found(viewer: User, asked: Asked) -> QuerySet[Review]:
    """A reviewer's own work by firm or call, state and hazard."""
    words = ("application__supplier__organization__name", "application__call__title")
    return _found(reviews_for(viewer), asked, words, "application__hazards")


def recommendations_found(viewer: User, asked: Asked) -> QuerySet[Recommendation]:
    """Recommendations by firm or call, state and hazard."""
    words = ("application__supplier__organization__name", "application__call__title")
    return _found(recommendations_for(viewer), asked, words, "application__hazards")


def agreements_found(viewer: User, asked: Asked) -> QuerySet[Agreement]:
    """Agreements by number or firm, state and hazard."""
    words = ("number", "supplier__organization__name")
    return _found(agreements_for(viewer), asked, words, "recommendation__application__hazards")


def _found(rows: QuerySet[M], asked: Asked, words: tuple[str, ...], hazards: str) -> QuerySet[M]:
    if asked.text:
        anywhere = Q()
        for name in words:
            anywhere |= Q(**{f"{name}__icontains": asked.text})
        rows = rows.filter(anywhere)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.hazard:
        rows = rows.filter(**{hazards: asked.hazard})
    return rows
