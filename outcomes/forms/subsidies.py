"""What a supplier or the agency knows of other subsidies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Worksite
from companies.selectors import worksites_seen_by
from core.domain.periods import Period
from core.forms import DayField, Form
from people.models import User
from programs.models import Hazard


class SubsidyForm(Form):
    """Who pays at which worksite against which hazard, and for which days."""

    worksite = forms.ModelChoiceField(queryset=Worksite.objects.none(), label=_("Worksite"))
    hazard = forms.ModelChoiceField(queryset=Hazard.objects.order_by("pk"), label=_("Hazard"))
    giver = forms.CharField(
        label=_("Who gives it"),
        max_length=200,
        help_text=_("The body and the name of the subsidy."),
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worksite"].queryset = worksites_seen_by(viewer)  # type: ignore[attr-defined]

    @property
    def period(self) -> Period:
        """First and last day."""
        return Period(self.cleaned_data["first_day"], self.cleaned_data["last_day"])


class WhyForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
