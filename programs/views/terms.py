"""The page on which payment terms are written, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people.views import Page
from programs.domain.previews import Preview, preview
from programs.domain.reserves import Purses
from programs.domain.terms import (
    diff,
)
from programs.selectors import (
    confirmed_commitment,
    current_terms,
    drafts_of,
    free_in,
    offers_to,
    why_not_write,
)
from programs.views.terms_base import OfOneRecommendation
from programs.views.terms_offered import as_file
from programs.views.terms_trial import costs_of, trial_of
from programs.views.terms_words import facts_of, sections_of, told
from programs.views.words import refusals


class DraftDetail(OfOneRecommendation, Page):
    """Every part with what is wrong with it, what it would pay, and what it costs at most."""

    action = "agreement.propose"
    template_name = "programs/draft.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Before there is a draft, the page to begin one."""
        if not drafts_of(self.recommendation).exists():
            return redirect("programs:draft_start", self.recommendation.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The draft, looked at from all sides."""
        found = preview(self.draft.document)
        return super().get_context_data(
            crumbs=self.way_here(),
            recommendation=self.recommendation,
            supplier=self.recommendation.application.supplier,
            draft=self.draft,
            facts=facts_of(self.draft.document),
            head_problems=[told(one, found) for one in found.at("header", None)],
            sections=sections_of(found),
            preview=found,
            problems=[told(one, found) for one in found.problems],
            costs=costs_of(found.cost, self._free()),
            no_money=refusals(self._committed),
            reasons=why_not_write(self.recommendation),
            trial=trial_of(found.sheet, self.request.GET),
            agreement=offers_to(self.recommendation).first(),
            changes=self._changes(found),
            **kwargs,
        )

    def _committed(self) -> object:
        return confirmed_commitment(self.recommendation.application.call.program)

    def _free(self) -> Purses | None:
        """What is free, if the bank has confirmed anything."""
        program = self.recommendation.application.call.program
        return None if refusals(self._committed) else free_in(confirmed_commitment(program))

    def _changes(self, found: Preview) -> Any:
        """Against the terms on offer, once these can be compared."""
        for agreement in offers_to(self.recommendation):
            if found.sheet is not None:
                return diff(current_terms(agreement).rule, found.sheet)
        return None


class DraftExport(OfOneRecommendation):
    """The document as a file, in the one form that is hashed."""

    action = "agreement.propose"

    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        """As it is written now."""
        return as_file(self.draft.document, f"terms-{self.recommendation.pk}.json")
