"""Pages about reversals: one person says that a result does not stand, a second one decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outcomes.forms.reversals import ReversalDecideForm, ReversalForm
from outcomes.models import Reversal, Verification
from outcomes.selectors.reversals import reversals_seen, standing_of
from outcomes.services import decide_reversal, propose_reversal
from outcomes.views.targets import TargetPage
from people.permissions import OFFICER, roles_of
from people.views import VerbPage


class VerificationReverse(TargetPage):
    """Say that a signed result does not stand."""

    action = "reversal.propose"
    template_name = "outcomes/verification_reverse.html"
    form_class = ReversalForm

    @property
    def verification(self) -> Verification:
        """What was signed, or 404."""
        return get_object_or_404(Verification, target=self.target)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A quantity may count for less; a verifier declares that there is no tie."""
        counts = "quantity" in self.target.rule.NEEDS
        declares = OFFICER not in roles_of(self.viewer)
        return {**super().get_form_kwargs(), "counts": counts, "declares": declares}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was signed, and what counts of it now."""
        verification = self.verification
        return super().get_context_data(
            verification=verification, standing=standing_of(verification), **kwargs
        )

    def act(self, form: BaseForm) -> str:
        """Propose it; a second person decides."""
        assert isinstance(form, ReversalForm)  # noqa: S101 - form_class
        propose_reversal(
            verification_id=self.verification.pk,
            instead=form.instead(),
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Proposed. Another person, of the agency, decides."))
        return self.home()


class ReversalDecide(VerbPage):
    """The second person confirms it, or lets the result stand."""

    action = "reversal.confirm"
    template_name = "outcomes/reversal_decide.html"
    form_class = ReversalDecideForm

    @property
    def reversal(self) -> Reversal:
        """Which one, or 404."""
        return get_object_or_404(reversals_seen(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was proposed, and what was signed."""
        reversal = self.reversal
        verification = reversal.verification
        return super().get_context_data(
            reversal=reversal, verification=verification, target=verification.target, **kwargs
        )

    def act(self, form: BaseForm) -> str:
        """Decide."""
        reversal, confirms = self.reversal, bool(form.cleaned_data["confirms"])
        decide_reversal(
            reversal_id=reversal.pk, confirms=confirms, by=self.viewer, at=timezone.now()
        )
        said = (
            _("Reversed. What is owed is computed anew.") if confirms else _("The result stands.")
        )
        messages.success(self.request, said)
        return reverse("outcomes:target", args=[reversal.verification.target_id])
