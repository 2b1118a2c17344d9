"""Why a signed result does not stand, and the second person's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from outcomes.forms.samples import Declaration
from outcomes.services import Instead


class ReversalForm(Declaration):
    """What counts instead, and why; only verifiers declare that they are strangers to it."""

    attained = forms.DecimalField(
        label=_("What counts instead"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("Leave it empty where no result stands at all."),
    )
    reason = forms.CharField(
        label=_("Why the result does not stand"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("attained", "reason", "declares")

    def __init__(self, *args: Any, counts: bool, declares: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not counts:
            del self.fields["attained"]
        self.asks = declares
        if not declares:
            del self.fields["declares"]

    @property
    def independence(self) -> str:
        """The sentence that was ticked; an officer of the agency is asked for none."""
        return super().independence if self.asks else ""

    def instead(self) -> Instead:
        """What was filled in, as the services understand it."""
        return Instead(self.cleaned_data["reason"], self.cleaned_data.get("attained"))


class ReversalDecideForm(Form):
    """The second person's answer; none is chosen beforehand."""

    confirms = forms.TypedChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
        choices=[("yes", _("The result is reversed")), ("no", _("The result stands"))],
    )
