"""What a verifier writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.models import choices_of
from outcomes.domain.lifecycle import Severity


class PlanForm(Form):
    """The seed, which makes the draw repeatable."""

    seed = forms.CharField(
        label=_("Seed"),
        max_length=64,
        help_text=_(
            "Any words or numbers that nobody could choose in their favour, for example "
            "the lottery numbers of last Saturday. They are published with the sample."
        ),
    )


class FindingForm(Form):
    """What was found, how much it weighs, what it does to the money."""

    severity = forms.ChoiceField(
        label=_("Severity"), choices=choices_of(Severity), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was found"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    effect = forms.CharField(
        label=_("Effect on the money"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: two guards less are accepted."),
    )


class ResolveForm(Form):
    """How a finding was settled."""

    resolution = forms.CharField(
        label=_("How it was resolved"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class VerifyForm(Form):
    """Independence first, then what is accepted."""

    independence = forms.CharField(
        label=_("Statement of independence"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Say in your own words that neither you nor your firm has a tie to the "
            "supplier or the worksite."
        ),
    )
    accepted = forms.DecimalField(
        label=_("Quantity accepted"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("Leave empty to accept all that was confirmed; enter less if you found less."),
    )

    def __init__(self, *args: Any, needs: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "quantity" not in needs:
            del self.fields["accepted"]
