"""The library of templates to start from."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.translation import phrase_in_words
from people.views import Page
from programs.domain.library import TEMPLATES, Template
from programs.domain.offers import PLAN
from programs.domain.reserves import largest_cost
from programs.domain.terms import (
    curve,
    sentences,
    sentences_of,
    sheet_from,
)
from programs.gateways import curve_chart
from programs.views.terms_trial import costs_of, moved_by, trial_of
from programs.views.words import crumbs, to


class Library(Page):
    """Every template with its sentences and its curve."""

    action = "agreement.propose"
    template_name = "programs/terms_library.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In the order of the library."""
        return super().get_context_data(
            crumbs=crumbs((_("Payment terms to start from"), "")),
            shown=[_shown(key, get_language() or "ko") for key in TEMPLATES],
            **kwargs,
        )


@cache
def _shown(key: str, _language: str) -> dict[str, Any]:
    """Templates never change while the platform runs, so each is drawn once in each language."""
    template = TEMPLATES[key]
    sheet = sheet_from(template.document())
    drawn = None
    if along := template.along:
        found = curve(sheet, template.case, along, output=moved_by(sheet, along))
        drawn = curve_chart(sheet, found, key=key, width=420)
    results = [one.key for one in sheet.outputs if one.tranche != PLAN]
    return {"template": template, "sentences": sentences_of(sheet, results[0]), "curve": drawn}


class LibraryTemplate(Page):
    """One template: what it says, what it pays, what it can cost at most."""

    action = "agreement.propose"
    template_name = "programs/terms_template.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Looked at as a draft would be."""
        template = get_template(self.kwargs["key"])
        name = phrase_in_words(template.name)
        sheet = sheet_from(template.document())
        return super().get_context_data(
            crumbs=crumbs((_("Payment terms to start from"), to("library")), (name, "")),
            template=template,
            sentences=sentences(sheet),
            costs=costs_of(largest_cost(sheet), None),
            trial=trial_of(sheet, self.request.GET),
            **kwargs,
        )


def get_template(key: str) -> Template:
    """By its name in the address."""
    if key not in TEMPLATES:
        raise Http404
    return TEMPLATES[key]
