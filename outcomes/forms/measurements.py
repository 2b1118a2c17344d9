"""What a supplier fills in about what it reached."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.periods import Period
from core.domain.tables import MOST_BYTES
from core.forms import DayField, Form, KeyField
from core.models import choices_of
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase


class MeasurementForm(Form):
    """One reading. What nobody knows stays empty; zero is a number."""

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
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = KeyField()

    def __init__(self, *args: Any, needs: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = ("events", "hours") if "quantity" in needs else ("quantity",)
        for name in left_out:
            del self.fields[name]

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
        )


class FileForm(Form):
    """A CSV with one reading per row; after the check it is carried along in the page."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("UTF-8 or Korean Excel (CP949). It is checked first; nothing is stored yet."),
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput)
    key = KeyField()

    def clean(self) -> dict[str, Any]:
        """The bytes of the file, from the chooser or from the check before."""
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload is not None and upload.size > MOST_BYTES:
            self.add_error("file", gettext("This file is too large. Split it into several."))
        elif upload is not None:
            cleaned["bytes"] = upload.read()
        elif cleaned.get("content"):
            cleaned["bytes"] = self._carried(cleaned["content"])
        else:
            self.add_error("file", gettext("Choose a CSV file."))
        return cleaned

    def _carried(self, content: str) -> bytes:
        try:
            return base64.b64decode(content, validate=True)
        except ValueError:
            self.add_error("file", gettext("The page lost the file. Choose it again."))
            return b""


class EvidenceForm(Form):
    """A file that shows it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A photo (JPEG, PNG), PDF, CSV or Excel file (XLSX) of at most 20 MB."),
    )
