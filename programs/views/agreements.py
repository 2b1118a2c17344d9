"""The contract in sentences, what it can cost at most, and three signatures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from core.templatetags.boram import won
from core.translation import LABELS
from people.permissions import allowed
from people.views import Page, VerbPage
from programs.domain.lifecycle import AgreementState, Part
from programs.domain.terms import sentences
from programs.forms.terms import SignForm
from programs.models import Agreement, TermSheet
from programs.selectors import (
    Asked,
    agreed_indicators,
    agreements_for,
    agreements_found,
    confirmed_commitment,
    cost_of,
    current_terms,
    free_in,
    may_write_terms,
    parties_of,
    signature_lines,
    why_not_sign,
)
from programs.services import sign_agreement
from programs.views.curves import curves_of
from programs.views.lists import ListPage
from programs.views.words import Row, crumbs, row, to


class Agreements(ListPage):
    """Every agreement that this person may see."""

    action = "agreement.see"
    template_name = "programs/agreements.html"
    states = AgreementState

    def rows(self, asked: Asked) -> QuerySet[Agreement]:
        """Newest first."""
        return agreements_found(self.viewer, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way here."""
        return super().get_context_data(crumbs=crumbs((_("Agreements"), "")), **kwargs)


def costs_of(agreement: Agreement, terms: TermSheet, *, money: bool) -> list[Row]:
    """The largest cost purse by purse; beside what is free, for those who may see the money."""
    cost = cost_of(terms)
    free = free_in(confirmed_commitment(agreement.program)) if money else None
    return [
        {
            "part": LABELS[part],
            "cost": cost.of(part),
            "free": free.of(part) if free else None,
        }
        for part in Part
    ]


def steps_of(agreement: Agreement) -> list[dict[str, Any]]:
    """The three signatures as an approval line."""
    proposed = agreement.state == AgreementState.PROPOSED
    return [
        {
            "role": LABELS[line.party],
            "who": line.who,
            "at": line.at,
            "state": "done" if line.at else "now" if proposed else "stopped",
        }
        for line in signature_lines(agreement)
    ]


class AgreementDetail(Page):
    """Payment sentences, largest cost against free money, signatures."""

    action = "agreement.see"
    template_name = "programs/agreement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One agreement."""
        agreement = get_object_or_404(agreements_for(self.viewer), pk=self.kwargs["pk"])
        terms = current_terms(agreement)
        waits = agreement.state == AgreementState.PROPOSED
        signer = waits and bool(parties_of(agreement, self.viewer))
        reasons = why_not_sign(agreement, self.viewer) if signer else ()
        return super().get_context_data(
            crumbs=crumbs((_("Agreements"), to("agreements")), (agreement.number, "")),
            agreement=agreement,
            terms=terms,
            sentences=sentences(terms.rule),
            indicators=agreed_indicators(agreement),
            curves=curves_of(terms.rule),
            costs=costs_of(
                agreement, terms, money=waits and allowed(self.viewer, "commitment.see")
            ),
            largest=cost_of(terms).whole,
            steps=steps_of(agreement),
            may_sign=signer and not reasons,
            may_write=may_write_terms(agreement.recommendation, self.viewer),
            reasons=reasons,
            **kwargs,
        )


class AgreementSign(VerbPage):
    """One party's yes to exactly the terms on this page."""

    action = "agreement.sign"
    form_class: type[Form] = SignForm
    template_name = "programs/agreement_sign.html"
    done = gettext_lazy("Your signature is kept.")

    @cached_property
    def agreement(self) -> Agreement:
        """Which one."""
        return get_object_or_404(agreements_for(self.viewer), pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """The terms that this page shows, by their hash."""
        return {"digest": current_terms(self.agreement).digest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is signed, and what follows."""
        agreement, terms = self.agreement, current_terms(self.agreement)
        rows = [
            row(_("Agreement"), agreement.number),
            row(_("Firm"), agreement.supplier),
            row(_("Programme"), agreement.program.name),
            row(_("Version of the terms"), terms.version),
            row(_("The most it can pay"), won(cost_of(terms).whole)),
        ]
        return super().get_context_data(
            agreement=agreement,
            rows=rows,
            digest=terms.digest,
            sentences=sentences(terms.rule),
            indicators=agreed_indicators(agreement),
            reasons=why_not_sign(agreement, self.viewer),
            back=to("agreement", agreement.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Sign."""
        sign_agreement(
            agreement_id=self.agreement.pk,
            digest=form.cleaned_data["digest"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("agreement", self.agreement.pk)
