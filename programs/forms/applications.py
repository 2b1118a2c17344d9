"""The application as the supplier types it: every part may wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Technology
from core.forms import Form, WonField
from programs.domain.applications import ApplicationDraft, OwnTarget
from programs.forms.words import long_text
from programs.models import Application, Hazard, Indicator


class ApplicationForm(Form):
    """A draft can be saved at any time; what is missing is said before handing in."""

    technology: forms.ModelChoiceField[Technology] = forms.ModelChoiceField(
        label=_("Technology"),
        queryset=Technology.objects.none(),
        required=False,
        empty_label=_("Choose"),
        help_text=_("What you will install or teach. Add technologies on your firm's page."),
    )
    hazards: forms.ModelMultipleChoiceField[Hazard] = forms.ModelMultipleChoiceField(
        label=_("Hazards"),
        queryset=Hazard.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What can hurt people at the worksites and what your technology acts on."),
    )
    plan = forms.CharField(
        label=_("Plan"),
        required=False,
        max_length=20_000,
        widget=long_text(rows="10"),
        help_text=_("What you will do, at which kind of worksites, and by when."),
    )
    worksites = forms.IntegerField(
        label=_("Worksites planned"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Sites of other small firms that you will make safer. They pay nothing."),
    )
    amount = WonField(
        label=_("Amount requested"),
        required=False,
        least=1,
        help_text=_("Whole won for the first tranche and the part on results together."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        program = application.call.program
        self.fields["technology"].queryset = application.supplier.technologies.order_by("name")  # type: ignore[attr-defined]
        self.fields["hazards"].queryset = program.hazards.order_by("code")  # type: ignore[attr-defined]

    def draft(self) -> ApplicationDraft:
        """What was typed, as a value."""
        said = self.cleaned_data
        technology, amount = said["technology"], said["amount"]
        return ApplicationDraft(
            technology_id=technology.pk if technology else None,
            plan=said["plan"],
            worksites_planned=said["worksites"],
            amount_requested=amount.won if amount else None,
            hazard_ids=tuple(hazard.pk for hazard in said["hazards"]),
        )


class OwnTargetForm(Form):
    """One indicator, where it stands, where it shall go, and how that is measured."""

    indicator: forms.ModelChoiceField[Indicator] = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), empty_label=_("Choose")
    )
    baseline = forms.DecimalField(
        label=_("Where it stands today"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("Leave it empty when it was never measured. Empty is not zero."),
    )
    goal = forms.DecimalField(
        label=_("Goal"),
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("The value to be reached."),
    )
    how = forms.CharField(
        label=_("How it will be measured"),
        max_length=4000,
        widget=long_text(),
        help_text=_("Who counts, when, and which papers or photographs show it."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicators = application.call.program.indicators.order_by("code", "version")
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]

    def target(self) -> OwnTarget:
        """What was typed, as a value."""
        said = self.cleaned_data
        return OwnTarget(said["indicator"].pk, said["baseline"], said["goal"], said["how"])
