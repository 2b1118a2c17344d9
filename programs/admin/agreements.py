"""Agreements: revised, signed for the agency, withdrawn, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.boram import won
from people.admin import ObjectAction
from people.models import User
from programs.admin.desk import Desk, part
from programs.domain.lifecycle import AGREEMENT, Party
from programs.domain.terms import sentences
from programs.forms.terms import SignForm
from programs.models import Agreement
from programs.selectors import agreed_indicators, cost_of, current_terms, parties_of, why_not_sign
from programs.services import (
    close_agreement,
    sign_agreement,
    withdraw_agreement,
)
from programs.views.agreements import steps_of


def _counted(agreement: Agreement) -> SafeString:
    return part("programs/agreed_indicators.html", indicators=agreed_indicators(agreement))


class OneAgreement(ObjectAction):
    """Something is done with an agreement."""

    lifecycle = AGREEMENT

    def rows(self) -> list[dict[str, Any]]:
        """With whom, and the most it can pay."""
        agreement, terms = self.subject, current_terms(self.subject)
        return [
            {"label": _("Agreement"), "value": agreement.number},
            {"label": _("Firm"), "value": agreement.supplier},
            {"label": _("Version of the terms"), "value": terms.version},
            {"label": _("The most it can pay"), "value": won(cost_of(terms).whole)},
            {"label": _("Left in reserve"), "value": won(agreement.reserve)},
        ]


class AgreementReviseAction(OneAgreement):
    """Other terms before all have signed."""

    name, action, move = "revise", "agreement.propose", "sign"
    label = gettext_lazy("Revise the terms")
    consequence = gettext_lazy("Signatures under the old terms are void; everybody signs anew.")

    def leads_to(self) -> str:
        """Terms are written part by part, on pages of their own."""
        return reverse("programs:draft", args=[self.subject.recommendation_id])


class AgreementSignAction(OneAgreement):
    """The agency's signature."""

    name, action, move = "sign", "agreement.sign", "sign"
    label = gettext_lazy("Sign for the agency")
    consequence = gettext_lazy(
        "A signature cannot be taken back. The third signature reserves the most it can pay."
    )
    form_class = SignForm

    def offered(self, viewer: User) -> bool:
        """While the agency's signature is missing."""
        signs = Party.AGENCY in parties_of(self.subject, viewer)
        return super().offered(viewer) and signs and not why_not_sign(self.subject, viewer)

    def initial(self) -> dict[str, Any]:
        """The terms that are shown, by their hash."""
        return {"digest": current_terms(self.subject).digest}

    def rows(self) -> list[dict[str, Any]]:
        """With every sentence, because that is what is signed."""
        terms = current_terms(self.subject)
        said = part("programs/terms.html", sentences=sentences(terms.rule))
        return [
            *super().rows(),
            {"label": _("Payment terms"), "value": said},
            {"label": _("Hash of the terms"), "value": terms.digest},
            {"label": _("What is counted"), "value": _counted(self.subject)},
        ]

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Sign."""
        sign_agreement(
            agreement_id=self.subject.pk, digest=form.cleaned_data["digest"], by=by, at=at
        )


class AgreementWithdrawAction(OneAgreement):
    """The offer is taken back."""

    name, action, move = "withdraw", "agreement.propose", "withdraw"
    label = gettext_lazy("Withdraw the offer")
    consequence = gettext_lazy("Nothing was reserved. This supplier gets no other offer.")
    danger = True

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Withdraw."""
        withdraw_agreement(agreement_id=self.subject.pk, by=by, at=at)


class AgreementCloseAction(OneAgreement):
    """Everything is paid that will be."""

    name, action, move = "close", "agreement.close", "close"
    label = gettext_lazy("Close the agreement")
    consequence = gettext_lazy("What is left in reserve becomes free again. Nothing more is paid.")
    danger = True

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Close."""
        close_agreement(agreement_id=self.subject.pk, by=by, at=at)


@admin.register(Agreement)
class AgreementAdmin(Desk):
    """Agreements of one's own agency."""

    view_action, agency = "agreement.propose", "program__agency"
    list_display = ["number", "supplier", "program", "badge", "left", "signed_at"]
    list_filter = ["state", "program"]
    search_fields = ["number", "supplier__organization__name"]
    list_select_related = ["supplier__organization", "program"]
    object_actions = (
        AgreementSignAction,
        AgreementReviseAction,
        AgreementWithdrawAction,
        AgreementCloseAction,
    )
    fields = [
        "number",
        "supplier",
        "program",
        "badge",
        "terms",
        "largest",
        "left",
        "signatures",
        "proposed_by",
        "signed_at",
    ]
    readonly_fields = ["badge", "terms", "largest", "left", "signatures"]

    @admin.display(description=gettext_lazy("Left in reserve"))
    def left(self, agreement: Agreement) -> str:
        """What is set aside and not paid yet."""
        return won(agreement.reserve)

    @admin.display(description=gettext_lazy("The most it can pay"))
    def largest(self, agreement: Agreement) -> str:
        """The largest cost of the current terms."""
        return won(cost_of(current_terms(agreement)).whole)

    @admin.display(description=gettext_lazy("Payment terms"))
    def terms(self, agreement: Agreement) -> SafeString:
        """The current terms in sentences."""
        said = sentences(current_terms(agreement).rule)
        return part("programs/terms.html", sentences=said)

    @admin.display(description=gettext_lazy("Signatures"))
    def signatures(self, agreement: Agreement) -> SafeString:
        """Who has signed, and who still has to."""
        return part("components/approval_line.html", steps=steps_of(agreement))
