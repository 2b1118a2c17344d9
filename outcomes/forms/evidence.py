"""What is filled in about files."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form

ACCEPTED = ".jpg,.jpeg,.png,.heic,.heif,.pdf,.csv,.xlsx,.mp4,image/*,video/mp4,application/pdf"


class EvidenceForm(Form):
    """A file that shows it."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "A photo (JPEG, PNG, HEIC), PDF, CSV or Excel file (XLSX) of at most 20 MB, or a video "
            "(MP4) of at most 200 MB."
        ),
    )


class ExplainForm(Form):
    """What it means that a file was used twice."""

    words = forms.CharField(
        label=_("What you found out"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say what both files show, and whether each reading stands by itself."),
    )
