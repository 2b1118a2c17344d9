"""What a supplier fills in about what it reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.domain.periods import Period
from core.forms import DayField, Form, KeyField
from core.models import choices_of
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.file_rows import BESIDE
from outcomes.domain.lifecycle import Phase
from outcomes.models import Match, Target

if TYPE_CHECKING:
    MatchChoice = forms.ModelChoiceField[Match]
else:
    MatchChoice = forms.ModelChoiceField  # generic for the type checker only


class MatchField(MatchChoice):
    """A worksite of the agreement, by its name and the hazard it is improved against."""

    def label_from_instance(self, obj: Match) -> str:
        """Two matches of one worksite are told apart by their number, as in a file."""
        return f"{obj} · M-{obj.pk}"


class MeasurementForm(Form):
    """One reading. What nobody knows stays empty; zero is a number."""

    worksite = MatchField(
        label=_("Worksite"),
        queryset=Match.objects.none(),
        required=False,
        empty_label=_("All worksites of the agreement together"),
    )
    phase = forms.ChoiceField(
        label=_("Before or after"), choices=choices_of(Phase), initial=Phase.FOLLOW_UP
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    quantity = forms.DecimalField(
        label=_("Quantity"), required=False, min_value=0, max_digits=14, decimal_places=4
    )
    events = forms.IntegerField(
        label=_("Injuries"),
        required=False,
        min_value=0,
        help_text=_("Write 0 only when there was none. Leave empty what nobody knows."),
    )
    hours = forms.DecimalField(
        label=_("Hours worked"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("By everybody at the site in these days."),
    )
    people = forms.IntegerField(label=_("People hurt"), required=False, min_value=0)
    deaths = forms.IntegerField(label=_("Deaths"), required=False, min_value=0)
    lost_days = forms.IntegerField(label=_("Days lost"), required=False, min_value=0)
    near_misses = forms.IntegerField(
        label=_("Near misses reported"),
        required=False,
        min_value=0,
        help_text=_("These four are never paid for. They show whether the reading is plausible."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = KeyField()

    def __init__(self, *args: Any, target: Target, sites: QuerySet[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = "quantity" in target.rule.NEEDS
        left_out = ["events", "hours", *BESIDE] if counts else ["quantity"]
        if target.match_id is not None:
            left_out.append("worksite")
        for name in left_out:
            del self.fields[name]
        if isinstance(field := self.fields.get("worksite"), MatchField):
            field.queryset = sites

    def reading(self) -> Reading:
        """What was filled in, as the services understand it."""
        given = self.cleaned_data
        return Reading(
            phase=Phase(given["phase"]),
            period=Period(given["first_day"], given["last_day"]),
            quantity=given.get("quantity"),
            events=given.get("events"),
            hours=given.get("hours"),
            note=given["note"],
            site=given["worksite"].pk if given.get("worksite") else None,
            beside=Beside(**{name: given.get(name) for name in BESIDE}),
        )


class FileForm(Form):
    """A table with one reading per row; it is checked before anything is stored."""

    file = forms.FileField(
        label=_("CSV or Excel file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,.xlsx"}),
        help_text=_(
            "CSV in UTF-8 or as Korean Excel saves it (CP949), or XLSX; at most 100,000 rows and "
            "20 MB. It is checked first; nothing is stored yet."
        ),
    )
    key = KeyField()


class ReopenForm(Form):
    """Why what is certified has to be corrected."""

    reason = forms.CharField(
        label=_("Why it has to be corrected"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
