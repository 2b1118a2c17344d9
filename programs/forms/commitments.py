"""The bank's promise as it is typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LARGEST, DayField, Form, WonField
from programs.forms.words import long_text


class CommitForm(Form):
    """Three purses."""

    base = WonField(
        label=_("First tranche"), help_text=_("Paid on approved plans. Whole won, zero or more.")
    )
    success = WonField(
        label=_("On results"), help_text=_("Paid on verified results. Whole won, zero or more.")
    )
    incentive = WonField(
        label=_("Incentive"),
        initial=0,
        help_text=_("Paid to the best on top of results. Whole won, zero or more."),
    )


class AmendForm(Form):
    """How the three purses change, from which day, and why."""

    base_delta = WonField(
        label=_("Change of the first tranche"),
        least=-LARGEST,
        initial=0,
        help_text=_("Such as 50,000,000 to add or -50,000,000 to take away; 0 for no change."),
    )
    success_delta = WonField(label=_("Change of the part on results"), least=-LARGEST, initial=0)
    incentive_delta = WonField(label=_("Change of the incentive"), least=-LARGEST, initial=0)
    effective_on = DayField(
        label=_("Takes effect on"),
        help_text=_(
            "Today or later. What is taken away can't be reserved from its confirmation on."
        ),
    )
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=long_text())
