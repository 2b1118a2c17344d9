"""How this room's pages say what they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.domain.errors import RuleBroken
from core.domain.words import Sentence

Row = dict[str, Any]
Crumb = tuple[Any, str]


def row(label: Any, value: Any, url: str = "") -> Row:
    """One line of a summary."""
    return {"label": label, "value": value, "url": url}


def crumbs(*steps: Crumb) -> list[Crumb]:
    """The way here, from the first page."""
    return [(_("Home"), "/"), *steps]


def to(name: str, *args: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"programs:{name}", args=args)


def refusals(*questions: Callable[[], object]) -> list[Sentence]:
    """Why something cannot be done now, in the words of the rules themselves."""
    said = []
    for question in questions:
        try:
            question()
        except RuleBroken as refusal:
            said.append(refusal.sentence)
    return said


PAGE = 50


def paged(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The screenful that the address asks for; a page that is not there is the last one."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
