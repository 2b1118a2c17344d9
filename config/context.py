"""What every page shows around itself: the menu of the person who reads it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.translation import in_words
from people.permissions import person
from reports.selectors import menu_of, waiting_for

Line = tuple[str, str, int, bool]
INBOX = "reports:inbox"


def menu(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a page without a menu asks nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": []}
    return {"menu": SimpleLazyObject(lambda: _lines(request))}


def _lines(request: HttpRequest) -> list[Line]:
    """(label, address, number waiting, whether it is this page)."""
    found = [(line, reverse(line.route)) for line in menu_of(person(request))]
    here = max((a for _, a in found if _is_here(request.path, a)), key=len, default="")
    return [
        (
            in_words(line.label),
            address,
            _waiting(request) if line.route == INBOX else 0,
            address == here,
        )
        for line, address in found
    ]


def _waiting(request: HttpRequest) -> int:
    """Counted once: the first page has counted already."""
    counted = getattr(request, "waiting", None)
    if counted is not None:
        return int(counted)
    return waiting_for(person(request), timezone.now())  # noqa: TID251 - a door


def _is_here(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
