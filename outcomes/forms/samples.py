"""How a sample is drawn, and what was seen at its items."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, WonField
from outcomes.domain.sampling import BANDS, Bands, Discovery, Share, Size
from outcomes.services import Draw, Seen, Strata


class Declaration(Form):
    """Whoever looks declares each time that they are a stranger to what they look at."""

    declares = forms.BooleanField(
        label=_(
            "Neither I nor my firm has a tie to the supplier, the worksite or whoever is paid, and "
            "I did not review the application."
        ),
        required=True,
    )

    @property
    def independence(self) -> str:
        """The sentence that was ticked, as its reader read it."""
        return str(self.fields["declares"].label)


class PlanForm(Declaration):
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

    certain_from = forms.DecimalField(
        label=_("Look at every item of at least this quantity"),
        required=False,
        min_value=Decimal("0.0001"),
        max_digits=14,
        decimal_places=4,
        help_text=_("Large items are not left to a draw. Leave empty where all are alike."),
    )
    field_order = (
        "kind",
        "margin",
        "expected",
        "risk",
        "money",
        "strata",
        "certain_from",
        "declares",
    )

    def draw(self) -> Draw:
        """What was chosen, as the services understand it."""
        given = self.cleaned_data
        return Draw(self._size(given), Strata(given["strata"]), given["certain_from"])

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


class SampleForm(Declaration):
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

    field_order = ("name", "is_right", "verified", "words", "declares")

    def __init__(self, *args: Any, left: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = left  # type: ignore[attr-defined]

    def seen(self) -> Seen:
        """What was filled in, as the services understand it."""
        given = self.cleaned_data
        return Seen(given["name"], given["is_right"], given["verified"], given["words"])
