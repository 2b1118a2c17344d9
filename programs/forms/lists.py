"""What a list shows; it lives in the address, so that it can be kept and sent."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.models import choices_of
from programs.models import Hazard
from programs.selectors import Asked


class ListForm(Form):
    """Words, state and hazard, each of which may be left open."""

    text = forms.CharField(label=_("Look for"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    hazard: forms.ModelChoiceField[Hazard] = forms.ModelChoiceField(
        label=_("Hazard"),
        queryset=Hazard.objects.order_by("code"),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, states: type[StrEnum], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *choices_of(states)]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was asked for; what cannot be asked for asks for everything."""
        return Asked(**self.cleaned_data) if self.is_valid() else Asked()
