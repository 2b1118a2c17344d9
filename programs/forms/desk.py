"""What the officers of the agency type at their desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, Form
from core.translation import in_words
from people.domain.roles import Kind
from people.models import Organization, User
from people.permissions import MAY, organizations_of
from programs.domain.eligibility import CHECKS
from programs.models import Application, Hazard, Indicator, Program
from programs.selectors import programs_run_by, reviewers_to_ask
from programs.services import ProgramDraft

ANSWERS = [("yes", _("Yes")), ("no", _("No"))]


class HazardForm(Form):
    """A hazard in both languages."""

    code = forms.SlugField(label=_("Code"), help_text=_("Short, such as caught-in."))
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)


class ProgramForm(Form):
    """A programme before it opens."""

    code = forms.SlugField(label=_("Code"), help_text=_("Short, such as safe-sites-2026."))
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    agency: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(
        label=_("Agency"), queryset=Organization.objects.none()
    )
    funder: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(
        label=_("Paid by"), queryset=Organization.objects.filter(kind=Kind.FUNDER)
    )
    starts_on = DayField(label=_("Starts on"))
    ends_on = DayField(label=_("Ends on"))
    reviewers_needed = forms.IntegerField(
        label=_("Reviewers per application"), min_value=3, max_value=20, initial=4
    )
    hazards = forms.ModelMultipleChoiceField(
        label=_("Hazards"),
        queryset=Hazard.objects.order_by("code"),
        widget=forms.CheckboxSelectMultiple,
    )
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators"),
        queryset=Indicator.objects.order_by("code", "version"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organizations_of(viewer, MAY["program.draft"])
        agencies = Organization.objects.filter(pk__in=own, kind=Kind.AGENCY).order_by("name")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].initial = agencies.first()

    def draft(self) -> ProgramDraft:
        """What was typed, as a value."""
        said = dict(self.cleaned_data)
        hazards, indicators = said.pop("hazards"), said.pop("indicators")
        return ProgramDraft(**said, hazards=tuple(hazards), indicators=tuple(indicators))


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label,
        widget=widget,
        help_text=_("Korean time, to the minute."),
        error_messages={"invalid": _("This is not a moment. Enter it like 2026-06-01 18:00.")},
    )


class CallForm(Form):
    """A call before it opens."""

    program: forms.ModelChoiceField[Program] = forms.ModelChoiceField(
        label=_("Programme"), queryset=Program.objects.none()
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    opens_at = _moment(_("Opens"))
    closes_at = _moment(_("Deadline"))
    places = forms.IntegerField(label=_("Suppliers sought"), min_value=1, max_value=100_000)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs_run_by(viewer)  # type: ignore[attr-defined]


class ChecksForm(Form):
    """Every question with yes or no; what is not answered yet may wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in CHECKS:
            self.fields[check.key] = forms.ChoiceField(
                label=in_words(check.question),
                help_text=in_words(check.help),
                choices=ANSWERS,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{check.key}"] = forms.CharField(
                label=gettext("Note"), required=False, max_length=2000
            )

    def clean(self) -> dict[str, Any]:
        """A no needs its reason."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for check in CHECKS:
            note = f"note-{check.key}"
            if said.get(check.key) == "no" and not said.get(note, "").strip():
                self.add_error(note, gettext("Say why the answer is no."))
        return said

    def answers(self) -> dict[str, tuple[bool, str]]:
        """What was answered; open questions are left out."""
        said = self.cleaned_data
        return {
            check.key: (said[check.key] == "yes", said[f"note-{check.key}"])
            for check in CHECKS
            if said[check.key]
        }


class ReviewerForm(Form):
    """Who shall review."""

    reviewer: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Reviewer"),
        queryset=User.objects.none(),
        help_text=_("Reviewers who are not assigned yet and never acted for the firm."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers_to_ask(application)  # type: ignore[attr-defined]
