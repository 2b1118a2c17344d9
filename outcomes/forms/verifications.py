"""What a verifier writes down."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, WonField
from core.models import choices_of
from outcomes.domain.lifecycle import GuardRail, Severity
from outcomes.domain.sampling import BANDS, Bands, Discovery, Share, Size
from outcomes.services import Draw, Seen, Strata


class PlanForm(Form):
    """How many are looked at, and by what the list is cut. The seed is nobody's choice."""

    kind = forms.ChoiceField(
        label=_("How many to look at"),
        widget=forms.RadioSelect,
        initial="discovery",
        choices=[
            ("discovery", _("So many that more than one in ten wrong is missed once in twenty")),
            ("share", _("So many that the share of wrong ones is known within a margin")),
            ("bands", _("A share of the list, by risk and by the money at stake")),
        ],
    )
    margin = forms.DecimalField(
        label=_("Margin"),
        required=False,
        initial=Decimal("0.05"),
        min_value=Decimal("0.001"),
        max_value=Decimal("0.5"),
        max_digits=5,
        decimal_places=4,
    )
    expected = forms.DecimalField(
        label=_("Share of wrong ones that is expected"),
        required=False,
        initial=Decimal("0.1"),
        min_value=0,
        max_value=1,
        max_digits=5,
        decimal_places=4,
    )
    risk = forms.ChoiceField(
        label=_("Risk"),
        required=False,
        choices=[("low", _("low")), ("medium", _("medium")), ("high", _("high"))],
        initial="medium",
    )
    money = WonField(label=_("Money at stake"), required=False)
    strata = forms.ChoiceField(
        label=_("Cut the list by"),
        widget=forms.RadioSelect,
        initial=Strata.NOTHING,
        choices=[
            (Strata.NOTHING.value, _("nothing")),
            (Strata.PHASE.value, _("before and after")),
            (Strata.WORKSITE.value, _("worksite: each is looked at")),
        ],
    )

    def draw(self) -> Draw:
        """What was chosen, as the services understand it."""
        given = self.cleaned_data
        return Draw(self._size(given), Strata(given["strata"]))

    @staticmethod
    def _size(given: dict[str, Any]) -> Size:
        if given["kind"] == "share":
            return Share(
                margin=given["margin"] or Decimal("0.05"), expected=given["expected"] or Decimal(0)
            )
        if given["kind"] == "bands":
            risk = given["risk"] or "medium"
            money = given["money"].won if given["money"] else 0
            return Bands(risk, money, BANDS[risk])
        return Discovery()


class SampleForm(Form):
    """What was seen at one item of the sample."""

    name = forms.ChoiceField(label=_("Item of the sample"))
    is_right = forms.TypedChoiceField(
        label=_("What was found"),
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
        choices=[("yes", _("As claimed")), ("no", _("Less than claimed, or not there"))],
    )
    verified = forms.DecimalField(
        label=_("Quantity found"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("Only where less was found than was claimed. Not there is 0."),
    )
    words = forms.CharField(
        label=_("What was seen"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, left: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = left  # type: ignore[attr-defined]

    def seen(self) -> Seen:
        """What was filled in, as the services understand it."""
        given = self.cleaned_data
        return Seen(given["name"], given["is_right"], given["verified"], given["words"])


class HoldForm(Form):
    """Why a target is put on hold."""

    kind = forms.ChoiceField(
        label=_("Guard-rail"), choices=choices_of(GuardRail), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LiftForm(Form):
    """Why money may move after all."""

    decision = forms.CharField(
        label=_("What was looked at, and why the hold can be lifted"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(Form):
    """The second officer's answer."""

    lifts = forms.TypedChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
        choices=[("yes", _("Lift the hold")), ("no", _("Keep the hold"))],
    )


class FindingForm(Form):
    """What was found, how much it weighs, what it does to the money."""

    severity = forms.ChoiceField(
        label=_("Severity"), choices=choices_of(Severity), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was found"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    effect = forms.CharField(
        label=_("Effect on the money"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: two guards less are accepted."),
    )


class ResolveForm(Form):
    """How a finding was settled."""

    resolution = forms.CharField(
        label=_("How it was resolved"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class VerifyForm(Form):
    """Independence first, then what is accepted."""

    independence = forms.CharField(
        label=_("Statement of independence"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Say in your own words that neither you nor your firm has a tie to the "
            "supplier or the worksite."
        ),
    )
    accepted = forms.DecimalField(
        label=_("Quantity accepted"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        help_text=_("Leave empty to accept all that was confirmed; enter less if you found less."),
    )

    def __init__(self, *args: Any, needs: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "quantity" not in needs:
            del self.fields["accepted"]
