"""Many payouts in one go: choose them, look at them and sign once, read what became of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.domain.money import total
from payouts.domain.bundles import MOST, SignedBundle
from payouts.forms import BundleForm
from payouts.gateways import seal_sights, unseal_sights
from payouts.models import Bundle
from payouts.selectors import payouts_to_approve
from payouts.selectors.bundles import ToSign, report_of, to_sign
from payouts.services import sign_bundle
from payouts.views.parts import crumbs, to
from people.views import Page, SignedPage


class BundleChoose(Page):
    """Everything that waits for this person's approval; nothing is chosen beforehand."""

    action = "payout.approve"
    template_name = "payouts/bundle_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As many as can be signed in one go."""
        waiting = payouts_to_approve(self.viewer).select_related("prepared_by").order_by("pk")
        rows = Paginator(waiting, MOST)
        return super().get_context_data(
            crumbs=crumbs((_("Payouts"), to("payouts")), (_("Approve several"), "")),
            page=rows.get_page(self.request.GET.get("page")),
            **kwargs,
        )


class BundleSign(SignedPage):
    """Every chosen payout with its amount, payee and hash; one signature for those that can be."""

    action = "payout.approve"
    form_class = BundleForm
    template_name = "payouts/bundle_sign.html"

    @cached_property
    def rows(self) -> tuple[ToSign, ...]:
        """What was chosen: the address says it; once it is sent, the form does."""
        if self.request.method == "POST":
            seen = unseal_sights(self.request.POST.get("seen", ""))
            chosen = [one.payout for one in seen]
        else:
            asked = self.request.GET.getlist("payout")[:MOST]
            chosen = [int(one) for one in asked if one.isdecimal()]
        return to_sign(self.viewer, chosen, timezone.now())

    @property
    def can(self) -> list[ToSign]:
        """What this person can sign of it."""
        return [one for one in self.rows if one.can]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page to sign; whoever has chosen nothing chooses first."""
        return super().get(request, *args, **kwargs) if self.rows else self.nothing()

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Look at them again; a page that has lost what it showed is chosen again."""
        return super().form_invalid(form) if self.rows else self.nothing()

    def nothing(self) -> HttpResponse:
        """Back to the list."""
        messages.info(self.request, _("Tick at least one payout, then look at them together."))
        return HttpResponseRedirect(to("bundle_choose"))

    def get_initial(self) -> dict[str, Any]:
        """All that is shown, sealed row by row."""
        return {"seen": seal_sights(one.seen for one in self.can)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Row by row, and what it comes to."""
        return super().get_context_data(
            crumbs=crumbs((_("Payouts"), to("payouts")), (_("Check and sign"), "")),
            rows=self.rows,
            can=self.can,
            sum=total(one.payout.money for one in self.can),
            back=to("bundle_choose"),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """One service; the report is next."""
        given = form.cleaned_data
        bundle = sign_bundle(
            signed=SignedBundle(given["seen"], self.factor, given["comment"]),
            key=given["key"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("bundle", bundle.key)


class BundlePage(Page):
    """The report: what became of every row, with its reason."""

    action = "payout.approve"
    template_name = "payouts/bundle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One's own."""
        bundle = get_object_or_404(Bundle, key=self.kwargs["key"], by=self.viewer)
        return super().get_context_data(
            crumbs=crumbs((_("Payouts"), to("payouts")), (_("Report"), "")),
            report=report_of(bundle),
            back=to("bundle_choose"),
            **kwargs,
        )
