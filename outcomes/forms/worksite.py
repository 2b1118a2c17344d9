"""What a worksite answers: one question, and words if it likes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, KeyField
from outcomes.domain.lifecycle import Question

YES, NO = "yes", "no"
ANSWERS = {
    Question.CONSENT: [(YES, _("Yes, we agree")), (NO, _("No, we do not want this"))],
    Question.RESULT: [(YES, _("Yes, it is so")), (NO, _("No, it is different"))],
}


class AnswerForm(Form):
    """The question itself; nothing is chosen beforehand, yes and no look alike."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    comment = forms.CharField(required=False, widget=forms.HiddenInput)
    paid = forms.BooleanField(
        label=_("Somebody else pays for this already (another subsidy)"), required=False
    )
    giver = forms.CharField(
        label=_("If so: who pays?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "box"}),
    )
    key = KeyField()

    def __init__(self, *args: object, question: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = ANSWERS[Question(question)]  # type: ignore[attr-defined]
        if question != Question.CONSENT:
            del self.fields["paid"], self.fields["giver"]

    def clean(self) -> dict[str, Any]:
        """Whoever says that somebody pays says who; a name alone says it as well."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("paid") and not given.get("giver", "").strip():
            self.add_error("giver", _("Write who pays, or take the tick away."))
        return given


class SendForm(AnswerForm):
    """The check before sending: the answer is carried along, words may be added."""

    answer = forms.ChoiceField(widget=forms.HiddenInput)
    paid = forms.BooleanField(required=False, widget=forms.HiddenInput)
    giver = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Would you like to add anything?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
