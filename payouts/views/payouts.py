"""The list of payouts, and one payout with everything behind it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from payouts.forms import DecisionForm, PayoutFilterForm
from payouts.gateways import seal_sight
from payouts.models import Payout
from payouts.selectors import PayoutFilter, payouts_for, payouts_found
from payouts.selectors.checks import File, checks_of, files_of
from payouts.selectors.custody import twins_behind
from payouts.selectors.missing import what_is_missing
from payouts.selectors.reasons import still_missing, why_not_approve
from payouts.selectors.refusals import Refusal, payout_refusal, whose_work
from payouts.selectors.seats import may_approve_somewhere
from payouts.selectors.sights import changes_since_approved, sight_of
from payouts.selectors.three_ways import ways_of
from payouts.views.parts import (
    cards_of,
    clause_of,
    crumbs,
    line_of,
    offers_of,
    to,
    working_of,
)
from payouts.views.refusals import Explained
from people.models import Organization, User
from people.permissions import STAFF, allowed, roles_of
from people.views import Door, Page

PER_PAGE = 50


class Payouts(Page):
    """Every payout this person may see; what is asked for stands in the address."""

    action = "payout.see"
    template_name = "payouts/payouts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        form = PayoutFilterForm(self.request.GET)
        asked = PayoutFilter(**form.cleaned_data) if form.is_valid() else PayoutFilter()
        query = self.request.GET.copy()
        query.pop("page", None)
        rows = Paginator(payouts_found(self.viewer, asked), PER_PAGE)
        return super().get_context_data(
            crumbs=crumbs((_("Payouts"), "")),
            filter=form,
            page=rows.get_page(self.request.GET.get("page")),
            query=query.urlencode(),
            may_approve=allowed(self.viewer, "payout.approve"),
            may_export=allowed(self.viewer, "export.download"),
            **kwargs,
        )


class OnePayout:
    """A door to one payout, for those who may see it."""

    viewer: User
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def payout(self) -> Payout:
        """Which one; somebody else's is not there."""
        seen = payouts_for(self.viewer).select_related(
            "bank_account", "prepared_by", "verification__target", "verification__verified_by"
        )
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def payout_now(self) -> Payout:
        """Read once more, because somebody else has moved it."""
        del self.payout
        return self.payout

    @property
    def kept(self) -> dict[str, str]:
        """What was chosen and typed on the page before."""
        kept: dict[str, str] = self.request.session.get(self._place, {})
        return kept

    def keep(self, **chosen: str) -> None:
        """It waits for the next page, and is still there when that page says no."""
        self.request.session[self._place] = chosen

    def forget(self) -> None:
        """It was used."""
        self.request.session.pop(self._place, None)

    @property
    def _place(self) -> str:
        return f"decision-{self.kwargs['pk']}"

    def crumbs(self, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
        """The way to this payout, and further."""
        here = to("payout", self.payout.pk) if more else ""
        return crumbs((_("Payouts"), to("payouts")), (self.payout.number, here), *more)


class PayoutPage(OnePayout, Page):
    """Amount, payee and clause first; then the trace, the evidence, the checks, who has acted."""

    action = "payout.see"

    def get_template_names(self) -> list[str]:
        """Suppliers have a page that says what they want to know."""
        if roles_of(self.viewer) & STAFF:
            return ["payouts/payout.html"]
        return ["payouts/payout_own.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The payout from where this person stands."""
        return super().get_context_data(
            crumbs=self.crumbs(),
            **sheet_of(self.payout, self.viewer, self.kept.get("reason", "")) | kwargs,
        )


class ForApprovers(Door):
    """A door for approvers, and for whoever stands in for one who is away."""

    def admit(self, viewer: User) -> None:
        """The permission table, or a delegation that holds today."""
        if not may_approve_somewhere(viewer, timezone.now()):
            super().admit(viewer)


class ActOnPayout(OnePayout, Explained):
    """A page where something is done with one payout."""

    def is_seen(self) -> bool:
        """Whether the payout is this person's to see."""
        seen = payouts_for(self.viewer).filter(pk=self.kwargs["pk"])
        return allowed(self.viewer, "payout.see") and seen.exists()

    @property
    def bank(self) -> Organization:
        """The bank that pays."""
        return self.payout.agreement.program.funder

    def refusal(self) -> Refusal:
        """Who has acted before, and where the payout stands."""
        verb = self.action.removeprefix("payout.")
        return payout_refusal(verb, self.payout, self.viewer, timezone.now())

    def way(self) -> dict[str, Any]:
        """Back to the payout."""
        return {"crumbs": self.crumbs(), "back": to("payout", self.payout.pk)}


def sheet_of(payout: Payout, viewer: User, reason: str = "") -> dict[str, Any]:
    """Everything behind one payout, for staff with what a decision needs."""
    files = files_of(payout)
    shared = {
        "payout": payout,
        "clause": clause_of(payout),
        "working": working_of(payout),
        "steps": line_of(payout),
        "files": cards_of(files),
        "twins": twins_behind(payout, viewer),
        "adjustments": payout.adjustments.select_related(
            "made_by", "confirmation__confirmed_by"
        ).order_by("pk"),
    }
    if roles_of(viewer) & STAFF:
        return shared | decision_on(payout, viewer, files) | form_for(payout, viewer, reason)
    return shared | {"missing": what_is_missing(payout)}


def decision_on(payout: Payout, viewer: User, files: tuple[File, ...]) -> dict[str, Any]:
    """What an officer needs beside the facts: checks, and what is different."""
    return {
        "checks": checks_of(payout, viewer, files),
        "ways": ways_of(payout),
        "changes": changes_since_approved(payout),
        "is_last": still_missing(payout) == 1,
    }


def form_for(payout: Payout, viewer: User, reason: str) -> dict[str, Any]:
    """Three ways to decide, or why this person can't."""
    now = timezone.now()
    may = may_approve_somewhere(viewer, now)
    is_maker = viewer.pk == payout.prepared_by_id
    asked = may or is_maker
    reasons = why_not_approve(payout, viewer, now) if asked else whose_work(payout, viewer)
    decides = may and not reasons
    form = None
    if decides:
        seen = seal_sight(sight_of(payout, viewer))
        form = DecisionForm(initial={"seen": seen, "reason": reason})
    return {
        "offers": offers_of(payout, viewer, decides=decides),
        "reasons": reasons,
        "decision": form,
    }
