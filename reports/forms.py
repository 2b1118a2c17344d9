"""What people say to this room: the language of a paper, and the paper they want checked."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from payouts.forms import PayoutFilterForm
from payouts.selectors.lists import PayoutFilter

LARGEST_PAPER = 20 * 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")


class StatementForm(Form):
    """In which language to print."""

    language = forms.ChoiceField(
        label=_("Language of the report"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class MomentForm(Form):
    """As of when; empty is now."""

    at = forms.DateTimeField(
        label=_("As of"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Korean time, to the minute. Empty shows how it stands now."),
        error_messages={"invalid": _("This is not a moment. Enter it like 2026-06-01 18:00.")},
    )


class CheckForm(Form):
    """A paper, or its hash; one of them is enough."""

    paper = forms.FileField(
        label=_("The PDF you hold"),
        required=False,
        help_text=_("It is compared and not kept."),
    )
    sha256 = forms.CharField(
        label=_("Or its SHA-256"),
        required=False,
        max_length=100,
        help_text=_("64 characters, 0 to 9 and a to f."),
    )

    def clean_paper(self) -> UploadedFile[Any] | None:
        """A report is never this large."""
        paper: UploadedFile[Any] | None = self.cleaned_data["paper"]
        if paper is not None and (paper.size or 0) > LARGEST_PAPER:
            raise ValidationError(_("The file is larger than 20 MB. Choose the PDF as you got it."))
        return paper

    def clean_sha256(self) -> str:
        """Spaces and capitals do not matter."""
        digest = "".join(str(self.cleaned_data["sha256"]).split()).lower()
        if digest and not SHA256.fullmatch(digest):
            raise ValidationError(_("This is not a SHA-256: it has 64 characters, 0–9 and a–f."))
        return digest

    @property
    def digest(self) -> str:
        """The hash to compare: of the file if there is one, else as typed; empty for neither."""
        paper = self.cleaned_data.get("paper")
        if paper is None:
            return str(self.cleaned_data.get("sha256") or "")
        seen = hashlib.sha256()
        for piece in paper.chunks():
            seen.update(piece)
        return seen.hexdigest()

    def clean(self) -> None:
        """Nothing at all can't be compared."""
        if not self.errors and not self.digest:
            raise ValidationError(_("Choose the PDF, or paste its SHA-256."))


def asked_in(address: QueryDict) -> PayoutFilter:
    """What an address asks of the list of payments; one that makes no sense asks for everything."""
    form = PayoutFilterForm(address)
    return PayoutFilter(**form.cleaned_data) if form.is_valid() else PayoutFilter()
