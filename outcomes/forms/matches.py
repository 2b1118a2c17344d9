"""What a supplier fills in to work at a site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from companies.models import Worksite
from core.domain.periods import Period
from core.forms import DayField, Form
from outcomes.selectors import agreements_to_match, worksites_to_match
from people.models import User
from programs.models import Agreement, Hazard


class MatchForm(Form):
    """Which site, against which hazard, under which agreement."""

    agreement = forms.ModelChoiceField(queryset=Agreement.objects.none(), label=_("Agreement"))
    worksite = forms.ModelChoiceField(queryset=Worksite.objects.none(), label=_("Worksite"))
    hazard = forms.ModelChoiceField(queryset=Hazard.objects.none(), label=_("Hazard"))
    first_day = DayField(
        label=_("First day"),
        required=False,
        help_text=_("Leave both days empty for as long as the programme runs."),
    )
    last_day = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements = agreements_to_match(viewer)
        hazards = Hazard.objects.filter(programs__agreements__in=agreements)
        self._choose("agreement", agreements)
        self._choose("worksite", worksites_to_match(viewer))
        self._choose("hazard", hazards.distinct().order_by("pk"))

    def clean(self) -> dict[str, Any]:
        """Both days or none."""
        given: dict[str, Any] = super().clean() or {}
        for name, other in (("first_day", "last_day"), ("last_day", "first_day")):
            if given.get(other) and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Give both days, or leave both empty."))
        return given

    @property
    def period(self) -> Period | None:
        """The days, if any are given."""
        first = self.cleaned_data["first_day"]
        return Period(first, self.cleaned_data["last_day"]) if first else None

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = rows


class AskForm(Form):
    """In which language the worksite is asked."""

    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES, initial="ko"
    )


class ConsentForm(AskForm):
    """Before a worksite is asked for its consent, the supplier stands for this."""

    alone = forms.BooleanField(
        label=_("As far as we know nobody else pays for this at the worksite in these days"),
        help_text=_("If somebody does, declare it first under “Other subsidies”."),
    )


class RecordForm(Form):
    """What is there before anything is improved."""

    text = forms.CharField(
        label=_("What is there now"),
        help_text=_("For example: two presses without guards, no fence at the loading ramp."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
