"""The terms of an agreement, to try with numbers and to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.domain.canonical import canonical_json
from people.views import Door, Page
from programs.domain.terms import (
    sentences,
)
from programs.models import Agreement, TermSheet
from programs.selectors import (
    agreements_for,
    current_terms,
)
from programs.views.terms_trial import trial_of
from programs.views.words import crumbs, to


class OfOneAgreement(Door):
    """What every page about the terms of one agreement begins with."""

    action = "agreement.see"

    @cached_property
    def agreement(self) -> Agreement:
        """Whose terms are shown."""
        return get_object_or_404(agreements_for(self.viewer), pk=self.kwargs["pk"])

    @property
    def terms(self) -> TermSheet:
        """The newest version."""
        return current_terms(self.agreement)


class AgreementTerms(OfOneAgreement, Page):
    """Numbers can be tried with the terms of an agreement by everybody who sees it."""

    template_name = "programs/agreement_terms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The terms as they were offered or signed."""
        agreement, sheet = self.agreement, self.terms.rule
        return super().get_context_data(
            crumbs=crumbs(
                (_("Agreements"), to("agreements")),
                (agreement.number, to("agreement", agreement.pk)),
                (_("Payment terms"), ""),
            ),
            agreement=agreement,
            sentences=sentences(sheet),
            trial=trial_of(sheet, self.request.GET),
            **kwargs,
        )


class AgreementExport(OfOneAgreement):
    """The terms as the parties sign them, in the one form that is hashed."""

    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        """The newest version."""
        return as_file(
            self.terms.signed_document or self.terms.document,
            f"{self.agreement.number}-{self.terms.version}.json",
        )


def as_file(document: object, name: str) -> HttpResponse:
    """A document to keep."""
    return HttpResponse(
        canonical_json(document),
        content_type="application/json",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
