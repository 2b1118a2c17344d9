"""What a verifier writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.models import choices_of
from outcomes.domain.lifecycle import Effect, Severity
from outcomes.forms.samples import Declaration
from outcomes.services import Accepted, Found


class FindingForm(Declaration):
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
    kind = forms.ChoiceField(
        label=_("What it does to the money"),
        choices=choices_of(Effect),
        widget=forms.RadioSelect,
        initial=Effect.NONE,
    )
    less = forms.DecimalField(
        label=_("Counts less by"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("Only where less counts. Leave out what a sampled item said already."),
    )
    field_order = ("severity", "text", "kind", "less", "effect", "declares")

    def found(self) -> Found:
        """What was filled in, as the services understand it."""
        given = self.cleaned_data
        kind = Effect(given["kind"])
        less = given["less"] if kind == Effect.LESS else None
        return Found(Severity(given["severity"]), given["text"], given["effect"], kind, less)


class ResolveForm(Declaration):
    """How a finding was settled."""

    resolution = forms.CharField(
        label=_("How it was resolved"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    stands = forms.TypedChoiceField(
        label=_("Does its effect on the quantity stand?"),
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
        choices=[("yes", _("It stands")), ("no", _("It falls away"))],
    )
    field_order = ("resolution", "stands", "declares")

    def __init__(self, *args: Any, counts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not counts:
            del self.fields["stands"]


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
        help_text=_("At most what counts; enter less if you found less, and say why."),
    )
    because = forms.CharField(
        label=_("Why less is accepted than counts"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, needs: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "quantity" not in needs:
            del self.fields["accepted"], self.fields["because"]

    def taken(self) -> Accepted | None:
        """What is accepted of a quantity; nothing where the test decides."""
        quantity = self.cleaned_data.get("accepted")
        return None if quantity is None else Accepted(quantity, self.cleaned_data["because"])
