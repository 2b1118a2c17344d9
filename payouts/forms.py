"""What people enter about payouts and bank files."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import LARGEST, Form, KeyField, WonField
from core.models import choices_of
from payouts.domain.lifecycle import PayoutState
from programs.domain.lifecycle import Part

APPROVE, HOLD, REJECT = "approve", "hold", "reject"
MOST_BYTES = 5_000_000


def _sentence(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=1000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeenField(forms.CharField):
    """The hash of what was on the screen; whoever acts says what they have seen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=64, widget=forms.HiddenInput(), **kwargs)
        self.error_messages["required"] = _(
            "The page had lost what it showed and shows it again now. Read it, then decide."
        )

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A page that lost it is drawn again with what it shows now."""
        return data or initial


class PayoutFilterForm(Form):
    """What the list shows; it lives in the address, so that it can be kept and sent."""

    text = forms.CharField(label=_("Number or firm"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *choices_of(PayoutState)]
    )
    part = forms.ChoiceField(
        label=_("Part"), required=False, choices=[("", _("All")), *choices_of(Part)]
    )
    program = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())


class DecisionForm(Form):
    """Three ways, none chosen beforehand; stopping needs a reason."""

    decision = forms.ChoiceField(
        label=_("Choose one"),
        choices=[
            (APPROVE, _("I approve")),
            (HOLD, _("I put it on hold and ask")),
            (REJECT, _("I reject")),
        ],
        widget=forms.RadioSelect(),
    )
    reason = _sentence(
        _("Reason or comment"),
        required=False,
        help_text=_("Needed unless you approve."),
    )
    digest = SeenField()

    def clean(self) -> dict[str, Any]:
        """Whoever stops a payment says why."""
        given = super().clean() or {}
        if given.get("decision") in {HOLD, REJECT} and not given.get("reason"):
            self.add_error("reason", gettext("Say why in a sentence; others have to understand."))
        return given


class ApproveForm(Form):
    """What is signed, under a key that makes a double click one act."""

    comment = _sentence(_("Comment"), required=False)
    digest = SeenField()
    key = KeyField()


class KeyForm(Form):
    """Nothing is asked; the key makes a double click one act."""

    key = KeyField()


class ReasonForm(KeyForm):
    """Why."""

    reason = _sentence(_("Reason"))


class AdjustForm(KeyForm):
    """A correction beside a payout."""

    delta = WonField(
        label=_("Change, won"),
        least=-LARGEST,
        help_text=_("With a minus sign in front it takes away, for example -1,000,000."),
        widget=forms.TextInput(),
    )
    reason = _sentence(_("Reason"))


class AnswerFileForm(Form):
    """The file that came back from the bank."""

    file = forms.FileField(
        label=_("The bank's answer"),
        help_text=_("CSV with the columns key, account, amount, state, reason, settled_on."),
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
