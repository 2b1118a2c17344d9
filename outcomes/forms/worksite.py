"""What a worksite answers: one question, and words if it likes."""

from __future__ import annotations

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
    key = KeyField()

    def __init__(self, *args: object, question: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = ANSWERS[Question(question)]  # type: ignore[attr-defined]


class SendForm(AnswerForm):
    """The check before sending: the answer is carried along, words may be added."""

    answer = forms.ChoiceField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Would you like to add anything?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
