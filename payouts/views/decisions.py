"""An approver decides on the payout's page and signs on the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain.errors import RuleBroken, Stale
from core.forms import typed_in
from core.templatetags.boram import kst
from core.translation import LABELS, in_words
from payouts.domain.sights import Sight as SightSeen
from payouts.domain.sights import Signing
from payouts.forms import ApproveForm, DecisionForm, TypedApproveForm
from payouts.gateways import seal_sight, unseal_sight
from payouts.models import Approval, Sight
from payouts.selectors.bands import amount_is_typed
from payouts.selectors.reasons import is_for_another_account, still_missing
from payouts.selectors.sights import approvals_void, changes_from, sight_of
from payouts.services import sign_approval
from payouts.views.parts import Row, facts_of, row, seat_rows, to
from payouts.views.payouts import ActOnPayout, ForApprovers, sheet_of
from people.views import Page, SignedPage


class SeesOnePayout(ActOnPayout):
    """Whoever decides has seen something; if that is not there any more, the page says so."""

    def get_initial(self) -> dict[str, Any]:
        """What the page shows is what is decided on."""
        return {"seen": seal_sight(sight_of(self.payout, self.viewer))}

    def check_seen(self, seen: SightSeen) -> None:
        """Before anything is decided: the page was this one, and it still says what it said."""
        if (seen.payout, seen.by) != (self.payout.pk, self.viewer.pk):
            raise RuleBroken("This page was used for something else. Open it again.")
        if seen != sight_of(self.payout, self.viewer):
            raise Stale(
                "Something of what you saw is different now. Nothing was approved. "
                "Read what has changed, then decide."
            )

    def moved_on(self, form: BaseForm, refusal: RuleBroken) -> HttpResponse:
        """If the payout has changed since the page was opened, say what is different."""
        if not isinstance(refusal, Stale):
            return super().moved_on(form, refusal)
        return self.changed(form.cleaned_data["seen"], in_words(refusal.sentence), typed_in(form))

    def changed(self, seen: SightSeen, words: str, typed: list[dict[str, str]]) -> HttpResponse:
        """409: every line that is different, what it was and what it is, and what became void."""
        payout = self.payout_now()
        shown = {
            "payout": payout,
            "words": words,
            "changes": changes_from(payout, seen.lines, self.viewer),
            "void": approvals_void(payout, seen.digest),
            "typed": typed,
            **self.way(),
        }
        return TemplateResponse(self.request, "payouts/payout_changed.html", shown, status=409)


class PayoutDecide(ForApprovers, SeesOnePayout):
    """Takes the decision from the payout's page to the page where it is signed."""

    action = "payout.approve"
    form_class = DecisionForm
    template_name = "payouts/payout_decide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The same page again, with what was typed."""
        shown = super().get_context_data(crumbs=self.crumbs(), **kwargs)
        return sheet_of(self.payout, self.viewer) | shown | {"decision": shown["form"]}

    def act(self, form: BaseForm) -> str:
        """Remember the choice for the next page; nothing is decided yet."""
        given = form.cleaned_data
        self.keep(reason=given["reason"])
        self.check_seen(given["seen"])
        self.keep(reason=given["reason"], seen=seal_sight(given["seen"]))
        return to(f"payout_{given['decision']}", self.payout.pk)


class PayoutApprove(ForApprovers, SeesOnePayout, SignedPage):
    """Check and sign: amount, payee and hash once more, then the signature."""

    action = "payout.approve"
    form_class = ApproveForm
    template_name = "payouts/payout_approve.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page to sign; whoever has not decided on the payout's own page goes there first."""
        seen = unseal_sight(self.kept.get("seen", ""))
        if seen is not None and seen != sight_of(self.payout, self.viewer):
            self.keep(reason=self.kept["reason"])
            said = _("Something of what you saw is different now. Read it, then decide.")
            return self.changed(seen, said, [])
        if seen is None and not self.refusal().reasons:
            messages.info(request, _("Look at the payout and choose; then you sign."))
            return HttpResponseRedirect(to("payout", self.payout.pk))
        return super().get(request, *args, **kwargs)

    def get_form_class(self) -> type[BaseForm]:
        """The largest amounts are typed by hand."""
        return TypedApproveForm if amount_is_typed(self.payout) else ApproveForm

    def get_initial(self) -> dict[str, Any]:
        """What was on the page before, so that nothing slips in between."""
        kept = self.kept
        seen = {"seen": kept["seen"]} if "seen" in kept else super().get_initial()
        return {**seen, "comment": kept.get("reason", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is signed and what follows."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Check and sign"), "")),
            payout=self.payout,
            rows=[*facts_of(self.payout), *seat_rows(self.payout, self.viewer, timezone.now())],
            after=still_missing(self.payout) - 1,
            back=to("payout", self.payout.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """One service; the receipt is next."""
        given = form.cleaned_data
        seen: SightSeen = given["seen"]
        if seen.payout != self.payout.pk:
            raise RuleBroken("This page was used for something else. Open it again.")
        self.keep(reason=given["comment"])
        approval = sign_approval(
            signing=Signing(seen, self.factor, given["comment"], given.get("typed")),
            key=given["key"],
            by=self.viewer,
            at=timezone.now(),
        )
        self.forget()
        return to("receipt", approval.key)


class Receipt(ForApprovers, Page):
    """What was signed, when, and under which hash."""

    action = "payout.approve"
    template_name = "payouts/receipt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One's own approval."""
        approval = get_object_or_404(
            Approval.objects.select_related(
                "sight", "payout__agreement__supplier__organization", "payout__bank_account"
            ),
            key=self.kwargs["key"],
            approver=self.viewer,
        )
        payout = approval.payout
        return super().get_context_data(
            approval=approval,
            payout=payout,
            missing=still_missing(payout),
            account_replaced=is_for_another_account(payout),
            rows=[
                row(_("Payout"), payout.number),
                row(_("Amount"), payout.money),
                row(_("Paid to"), payout.agreement.supplier),
                *proof_of(approval),
            ],
            back=to("payout", payout.pk),
            **kwargs,
        )


def proof_of(approval: Approval) -> list[Row]:
    """Under which number it is kept, and how the signer showed who they are."""
    sight: Sight | None = getattr(approval, "sight", None)
    if sight is None:
        return [row(_("Receipt number"), approval.key)]
    shown = _("%(kind)s, %(at)s") % {"kind": LABELS[sight.factor], "at": kst(sight.factor_at)}
    return [
        row(_("Receipt number"), sight.number),
        row(_("Second factor"), shown),
    ]
