"""What people enter when a supplier owes less: money that came in, or a sum that is given up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, Form, WonField
from core.models import choices_of
from payouts.domain.clawbacks import RecoveryKind
from payouts.forms import sentence
from payouts.services.recoveries import Found


class RecoveryForm(Form):
    """How much the supplier owes less, how that came about, and why."""

    kind = forms.ChoiceField(
        label=_("What happened"), choices=choices_of(RecoveryKind), widget=forms.RadioSelect
    )
    amount = WonField(label=_("Amount, won"), help_text=_("At most what is still open."))
    came_on = DayField(
        label=_("Came in on"),
        required=False,
        help_text=_("The day of the bank's statement. Empty where the sum is given up."),
    )
    reason = sentence(_("Reason"))

    def clean(self) -> dict[str, Any]:
        """What is given up has no day on which it came in."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == RecoveryKind.WRITTEN_OFF:
            given["came_on"] = None
        return given

    def found(self) -> Found:
        """What was typed, as a value."""
        given = self.cleaned_data
        return Found(
            RecoveryKind(given["kind"]), given["amount"], given["reason"], given["came_on"]
        )
