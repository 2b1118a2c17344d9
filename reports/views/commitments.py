"""Where every won of a commitment was at any moment, to look at and to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.permissions import allowed
from people.views import Door, Page
from programs.selectors import commitments_for
from reports.forms import MomentForm
from reports.selectors import commitment_statement, present_statement
from reports.services import export_statement
from reports.views.exports import streamed


class CommitmentStatementPage(Page):
    """Purse by purse, out of the books, held against the commitment as it stands."""

    action = "commitment.see"
    template_name = "reports/commitment_statement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """At the moment that was asked for; without one, or with one that is none, now."""
        commitment = get_object_or_404(commitments_for(self.viewer), pk=self.kwargs["pk"])
        form = MomentForm(self.request.GET)
        past = form.cleaned_data["at"] if form.is_valid() else None
        statement = (
            commitment_statement(commitment, past)
            if past
            else present_statement(commitment, timezone.now())
        )
        program = commitment.program
        return super().get_context_data(
            form=form,
            statement=statement,
            is_now=past is None,
            query=f"at={past:%Y-%m-%dT%H:%M}" if past else "",
            may_export=allowed(self.viewer, "export.download"),
            title=_("Commitment statement"),
            purpose=_("Where every won of the commitment was at any moment, out of the books."),
            crumbs=[
                (program.name, reverse("programs:program", args=[program.pk])),
                (_("Commitment"), reverse("programs:commitment", args=[commitment.pk])),
                (_("Statement"), ""),
            ],
            **kwargs,
        )


class CommitmentStatementExport(Door):
    """The same as a table; by POST, because that it left the house is written down."""

    action = "commitment.see"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """At the moment that the page showed."""
        commitment = get_object_or_404(commitments_for(self.viewer), pk=pk)
        form, now = MomentForm(request.GET), timezone.now()
        past = form.cleaned_data["at"] if form.is_valid() else None
        return streamed(
            export_statement(
                commitment_id=commitment.pk, moment=past or now, by=self.viewer, at=now
            )
        )
