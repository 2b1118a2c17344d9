"""Why money waits, and why it may move after all."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.models import choices_of
from outcomes.domain.lifecycle import GuardRail


class HoldForm(Form):
    """Why a target is put on hold."""

    kind = forms.ChoiceField(
        label=_("Guard-rail"), choices=choices_of(GuardRail), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LiftForm(Form):
    """Why money may move after all."""

    decision = forms.CharField(
        label=_("What was looked at, and why the hold can be lifted"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(Form):
    """The second officer's answer."""

    lifts = forms.TypedChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
        choices=[("yes", _("Lift the hold")), ("no", _("Keep the hold"))],
    )
