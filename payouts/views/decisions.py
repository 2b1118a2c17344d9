"""An approver decides on the payout's page and signs on the next."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from core.domain.errors import RuleBroken, Stale
from core.translation import in_words
from payouts.forms import ApproveForm, DecisionForm
from payouts.models import Approval
from payouts.selectors.reasons import changes_since, still_missing
from payouts.services import approve_payout
from payouts.views.parts import facts_of, row, to
from payouts.views.payouts import ActOnPayout, sheet_of
from people.views import Page, VerbPage


@method_decorator(reauthentication_required, name="get")
@method_decorator(reauthentication_required, name="post")
class SignedPage(VerbPage):
    """A page that wants to know within the last minutes that it is really this person."""


class PayoutDecide(ActOnPayout):
    """Takes the decision from the payout's page to the page where it is signed."""

    action = "payout.approve"
    form_class = DecisionForm
    template_name = "payouts/payout_decide.html"

    def get_initial(self) -> dict[str, Any]:
        """What the page shows is what is decided on."""
        return {"digest": self.payout.digest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The same page again, with what was typed."""
        shown = super().get_context_data(crumbs=self.crumbs(), **kwargs)
        return sheet_of(self.payout, self.viewer) | shown | {"decision": shown["form"]}

    def act(self, form: BaseForm) -> str:
        """Remember the choice for the next page; nothing is decided yet."""
        given = form.cleaned_data
        self.request.session[_kept(self.payout.pk)] = {
            "digest": given["digest"],
            "reason": given["reason"],
        }
        return to(f"payout_{given['decision']}", self.payout.pk)


class PayoutApprove(ActOnPayout, SignedPage):
    """Check and sign: amount, payee and hash once more, then the signature."""

    action = "payout.approve"
    form_class = ApproveForm
    template_name = "payouts/payout_approve.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page to sign; whoever has not decided on the payout's own page goes there first."""
        if not self.refusal().reasons and _kept(self.payout.pk) not in request.session:
            messages.info(request, _("Look at the payout and choose; then you sign."))
            return HttpResponseRedirect(to("payout", self.payout.pk))
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """What was on the page before, so that nothing slips in between."""
        kept = self.request.session.get(_kept(self.payout.pk), {})
        return {
            "digest": kept.get("digest") or self.payout.digest,
            "comment": kept.get("reason", ""),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is signed and what follows."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Check and sign"), "")),
            payout=self.payout,
            rows=facts_of(self.payout),
            after=still_missing(self.payout) - 1,
            back=to("payout", self.payout.pk),
            **kwargs,
        )

    def moved_on(self, form: BaseForm, refusal: RuleBroken) -> HttpResponse:
        """If the payout has changed since the page was opened, say what is different."""
        if not isinstance(refusal, Stale):
            return super().moved_on(form, refusal)
        shown = {
            "payout": self.payout,
            "words": in_words(refusal.sentence),
            "changes": changes_since(self.payout, form.cleaned_data["digest"]),
            "back": to("payout", self.payout.pk),
        }
        return TemplateResponse(self.request, "payouts/payout_changed.html", shown, status=409)

    def act(self, form: BaseForm) -> str:
        """One service; the receipt is next."""
        approval = approve_payout(
            payout_id=self.payout.pk, **form.cleaned_data, by=self.viewer, at=timezone.now()
        )
        self.request.session.pop(_kept(self.payout.pk), None)
        return to("receipt", approval.key)


class Receipt(Page):
    """What was signed, when, and under which hash."""

    action = "payout.approve"
    template_name = "payouts/receipt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One's own approval."""
        approval = get_object_or_404(
            Approval.objects.select_related("payout__agreement__supplier__organization"),
            key=self.kwargs["key"],
            approver=self.viewer,
        )
        payout = approval.payout
        return super().get_context_data(
            approval=approval,
            payout=payout,
            missing=still_missing(payout),
            rows=[
                row(_("Payout"), payout.number),
                row(_("Amount"), payout.money),
                row(_("Paid to"), payout.agreement.supplier),
                row(_("Receipt number"), approval.key),
            ],
            back=to("payout", payout.pk),
            **kwargs,
        )


def _kept(payout_id: int) -> str:
    """Where the choice waits between the two pages."""
    return f"decision-{payout_id}"
