"""Any payment with everything it rests on, in at most three clicks from the first page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from payouts.forms import PayoutFilterForm
from payouts.models import Payout
from payouts.selectors.lists import payouts_found
from people.permissions import allowed
from people.views import Page
from reports.forms import asked_in
from reports.selectors import case_of
from reports.templatetags.papers import step

PAGE = 50


class Cases(Page):
    """Payments to choose from."""

    action = "report.see"
    template_name = "reports/cases.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was looked for, newest first."""
        found = Paginator(payouts_found(self.viewer, asked_in(self.request.GET)), PAGE)
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            filter=PayoutFilterForm(self.request.GET),
            page=found.get_page(self.request.GET.get("page")),
            query=query.urlencode(),
            may_export=allowed(self.viewer, "export.download"),
            title=_("Cases and reports"),
            purpose=_("Choose a payment to see everything it rests on, and to get its report."),
            **kwargs,
        )


class CasePage(Page):
    """One payment from the contract to the bank."""

    action = "report.see"
    template_name = "reports/case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole trace."""
        try:
            case = case_of(self.viewer, self.kwargs["number"])
        except Payout.DoesNotExist:
            raise Http404 from None
        return super().get_context_data(
            case=case,
            facts=case.facts,
            evidence=[
                {**e, "intact": case.intact[e["sha256"]], "scan": case.scans[e["id"]]}
                for e in case.facts["evidence"]
            ],
            lines=[
                {
                    "words": step(line),
                    "how": line["working"],
                    "value": line.get("told"),
                    "amount": line.get("won", 0),
                }
                for line in case.facts["working"]
            ],
            title=_("Case %(number)s") % {"number": case.payout.number},
            purpose=_("Everything this payment rests on, in the order in which it came about."),
            crumbs=[(_("Cases"), reverse("reports:cases")), (case.payout.number, "")],
            **kwargs,
        )
