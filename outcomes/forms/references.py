"""What an officer fills in about reference sites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.tables import MOST_BYTES
from core.forms import Form
from outcomes.services import ReferenceDraft


class ReferenceForm(Form):
    """Sites where nobody did anything, one row for each site and span of days."""

    code = forms.SlugField(
        label=_("Code"), help_text=_("A code that exists already gets its next version.")
    )
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    source = forms.CharField(
        label=_("Where the numbers are from"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_(
            "Columns site, first_day, last_day, injuries, hours. UTF-8 or Korean Excel (CP949). "
            "Leave out what nobody knows."
        ),
    )

    def clean_file(self) -> Any:
        """Of a size that can be read at once."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(gettext("This file is too large. Split it into several."))
        return upload

    def draft(self) -> ReferenceDraft:
        """What was filled in, as the services understand it."""
        given = self.cleaned_data
        names = {name: given[name] for name in ("code", "name_ko", "name_en", "source")}
        return ReferenceDraft(**names, content=given["file"].read())
