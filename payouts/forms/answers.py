"""The bank's answer: the file, which of its rows are applied, and what became of the others."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.tables import MOST_BYTES
from core.forms import Form
from core.translation import LABELS
from payouts.domain.asides import Choice, Remedy
from payouts.forms import sentence

LONGEST_NUMBER = 7  # digits of a row; no file has as many rows


class AnswerFileForm(Form):
    """The file that came back from the bank."""

    file = forms.FileField(
        label=_("The bank's answer"),
        help_text=_(
            "CSV with the columns key, account, amount, state, reason, settled_on; or a pain.002, "
            "camt.053 or camt.054 message. Which it is, is told by what is in it."
        ),
    )

    def clean_file(self) -> Any:
        """A file of a size that can be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(gettext("The file is larger than 5 MB. Split it."))
        return file


class AnswerApplyForm(Form):
    """The same bytes that were checked, carried from the page that checked them."""

    content = forms.CharField(widget=forms.HiddenInput())
    name = forms.CharField(max_length=200, widget=forms.HiddenInput())

    def clean_content(self) -> bytes:
        """Back to bytes."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error:
            lost = gettext("The page lost the file. Choose it again.")
            raise ValidationError(lost) from None


class RowsField(forms.TypedMultipleChoiceField):
    """Numbers of rows, each ticked by hand; which of them there are is known to the service."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=[], required=False, **kwargs)

    @staticmethod
    def is_number(value: Any) -> bool:
        """Any number that a row can have."""
        text = str(value)
        return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER

    def valid_value(self, value: Any) -> bool:
        """Which rows there are is not known here."""
        return self.is_number(value)


class AnswerRowsForm(AnswerApplyForm):
    """The rows that the officer ticked, one by one; the others are set aside."""

    rows = RowsField(label=_("Rows to apply"))
    reason = sentence(
        _("Why rows that are understood wait"),
        required=False,
        help_text=_("Needed only where a row is understood and you do not tick it."),
    )

    def choice(self) -> Choice:
        """As the service takes it."""
        given = self.cleaned_data
        return Choice(frozenset(given["rows"]), given["reason"].strip())


class RowResolveForm(Form):
    """What became of a row, and how somebody knows."""

    remedy = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect())
    reason = sentence(
        _("How you know"),
        help_text=_("Whom at the bank you asked, when, and what they said."),
    )

    def __init__(self, *args: Any, remedies: list[Remedy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["remedy"]
        assert isinstance(box, forms.ChoiceField)  # noqa: S101 - told to the type checker
        box.choices = [(remedy.value, LABELS[remedy.value]) for remedy in remedies]

    def clean_remedy(self) -> Remedy:
        """One of the ways that are open."""
        return Remedy(self.cleaned_data["remedy"])
