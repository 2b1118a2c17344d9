"""What the doors of payment terms ask, but for the parts themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.errors import RuleBroken
from core.domain.json_text import json_from
from core.forms import Form
from core.translation import in_words
from programs.forms.words import long_text

MOST_BYTES = 262_144  # as large as a document of terms may be


class SignForm(Form):
    """A yes to exactly the terms that were shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput())
    read = forms.BooleanField(
        label=_("I have read the payment terms above and sign them for my organisation."),
    )


class RevisionForm(Form):
    """The draft as it was when the page was drawn."""

    revision = forms.IntegerField(widget=forms.HiddenInput())


class MoveForm(RevisionForm):
    """One place up or down."""

    way = forms.ChoiceField(
        label=_("Which way"),
        choices=[("up", _("One place up")), ("down", _("One place down"))],
        widget=forms.RadioSelect,
    )


class StartForm(Form):
    """What to begin with; without a template, the terms as they are."""

    template = forms.CharField(max_length=50, required=False, widget=forms.HiddenInput())


class ImportForm(Form):
    """A document that was written or changed elsewhere: pasted, or as a file."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput())
    text = forms.CharField(
        label=_("The document, pasted"),
        required=False,
        max_length=MOST_BYTES,
        widget=long_text(rows="12", spellcheck="false"),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("JSON, at most 256 KB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two; what is wrong inside is told part by part later."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = said.get("file"), (said.get("text") or "").strip()
        if not self.errors and not (file or text):
            self.add_error("text", gettext("Paste a document, or choose a file."))
        elif not self.errors:
            self._read(file, text)
        return said

    def _read(self, file: Any, text: str) -> None:
        field = "file" if file else "text"
        if file and file.size > MOST_BYTES:
            self.add_error(field, gettext("The file is larger than 256 KB. Choose another."))
            return
        try:
            self.document = json_from(file.read() if file else text.encode("utf-8", "replace"))
        except RuleBroken as broken:
            self.add_error(field, in_words(broken.sentence))
