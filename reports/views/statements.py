"""Pages about the papers of one payment: print a new one, fetch an old one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payouts.models import Payout
from payouts.selectors.lists import payouts_for
from people.views import Door, VerbPage
from reports.forms import StatementForm
from reports.models import Report
from reports.selectors import reports_about, reports_for
from reports.services import render_statement


class StatementRender(VerbPage):
    """Past papers of a payment, and a button that prints a new one."""

    action = "report.render"
    form_class = StatementForm
    template_name = "reports/statement_render.html"

    @property
    def payout(self) -> Payout:
        """The payment, if the person may see it."""
        found: Payout = get_object_or_404(payouts_for(self.viewer), number=self.kwargs["number"])
        return found

    def get_initial(self) -> dict[str, Any]:
        """Print in the language of the reader."""
        return {"language": self.viewer.language}

    def act(self, form: BaseForm) -> str:
        """Print, and come back to the list with the new paper on top."""
        report = render_statement(
            payout_id=self.payout.pk,
            by=self.viewer,
            at=timezone.now(),
            language=form.cleaned_data["language"],
        )
        messages.success(
            self.request, _("Report %(number)s is ready below.") % {"number": report.number}
        )
        return reverse("reports:statement", args=[self.kwargs["number"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The payment and its papers."""
        payout = self.payout
        return super().get_context_data(
            payout=payout,
            reports=reports_about(payout),
            title=_("Reports on %(number)s") % {"number": payout.number},
            purpose=_(
                "A report is a PDF with everything this payment rests on. "
                "Anybody can check it later by the code on its cover."
            ),
            crumbs=[
                (_("Cases"), reverse("reports:cases")),
                (payout.number, reverse("reports:case", args=[payout.number])),
                (_("Reports"), ""),
            ],
            **kwargs,
        )


class ReportDownload(Door):
    """The bytes as they were issued."""

    action = "report.see"

    def get(self, _request: HttpRequest, number: str) -> HttpResponse:
        """The PDF, if the person may see the payment that it is about."""
        report: Report = get_object_or_404(reports_for(self.viewer), number=number)
        return HttpResponse(
            bytes(report.content),
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{report.number}.pdf"'},
        )
