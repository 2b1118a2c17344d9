"""Forms that ask for nothing but words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


def long_text(**attrs: str) -> forms.Textarea:
    """A box for a few sentences."""
    return forms.Textarea(attrs={"rows": "4", **attrs})


class ReasonForm(Form):
    """Why something goes back, is declined or is recommended."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=long_text(),
        help_text=_("A sentence or two. It is kept, and shown to those whom it concerns."),
    )


class StatementForm(Form):
    """How a reviewer stands to the firm."""

    statement = forms.CharField(
        label=_("Your statement"),
        max_length=4000,
        widget=long_text(),
        help_text=_(
            "Say whether you, your family or your employer have worked with, owned or competed "
            "with this firm in the last three years. It is kept with your score."
        ),
    )


class ScoreForm(Form):
    """A mark and its reason."""

    score = forms.DecimalField(
        label=_("Score"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("0 to 100 points, with at most two decimals, such as 87.5."),
    )
    comment = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=long_text(),
        help_text=_("What is strong, what is weak. The agency and the bank read it."),
    )
