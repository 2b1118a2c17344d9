"""What people enter about who approves, who stands in, and when nothing moves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.periods import Period
from core.forms import DayField, Form, WonField
from payouts.domain.bands import Band, Bands, Needed
from payouts.domain.deadlines import MOST_DAYS, DaysToApprove
from payouts.domain.delegations import Absence
from payouts.forms import sentence
from payouts.selectors.delegations import approvers_of, colleagues_at
from people.models import Organization, User


def _moment(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=help_text or _("Korean time, to the minute."),
        error_messages={"invalid": _("This is not a moment. Enter it like 2026-06-01 18:00.")},
    )


def _days(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_DAYS, help_text=help_text)


class BandsForm(Form):
    """A whole new table of approval bands, row by row; rows that stay empty are left out."""

    ROWS = 6

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.ROWS + 1):
            self.fields.update(_band_fields(number))
        self.order_fields(["approval_days", "escalation_days", "starts_at", "reason"])

    approval_days = _days(
        _("Working days for the approvers"),
        _("From the moment a payout is prepared; then they are reminded."),
    )
    escalation_days = _days(
        _("Further working days"),
        _("Then everybody at the bank who works beside them hears that it is overdue."),
    )
    starts_at = _moment(
        _("Starts"),
        required=False,
        help_text=_("Korean time. Leave it empty to start as soon as it is confirmed."),
    )
    reason = sentence(_("Reason"))

    def rows(self) -> list[list[BoundField]]:
        """The boxes of each band, for the page."""
        return [[self[name] for name in _names(n)] for n in range(1, self.ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """A row that is begun says from where it goes."""
        given = super().clean() or self.cleaned_data
        for number in range(1, self.ROWS + 1):
            low, *others = _names(number)
            begun = any(given.get(name) is not None for name in others)
            if begun and given.get(low) is None and low not in self.errors:
                self.add_error(low, gettext("This band does not say from where it goes."))
        return given

    def days(self) -> DaysToApprove:
        """How long approvers have, as it was typed."""
        given = self.cleaned_data
        return DaysToApprove(given["approval_days"], given["escalation_days"])

    def bands(self) -> Bands:
        """The table that was typed; a gap or an overlap is refused in words."""
        typed = [[self.cleaned_data[name] for name in _names(n)] for n in range(1, self.ROWS + 1)]
        return Bands(
            tuple(
                Band(low, below, Needed(approvers or 0, seniors or 0))
                for low, below, approvers, seniors in typed
                if low is not None
            ),
            self.days(),
        )


def _names(number: int) -> tuple[str, ...]:
    return tuple(f"{part}-{number}" for part in ("low", "below", "approvers", "seniors"))


def _people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=9)


def _band_fields(number: int) -> dict[str, forms.Field]:
    fields = (
        WonField(label=_("From, won"), required=False),
        WonField(
            label=_("Up to, not including, won"),
            required=False,
            help_text=_("Empty in the last band."),
        ),
        _people(_("Approvers")),
        _people(_("Senior approvers")),
    )
    return dict(zip(_names(number), fields, strict=True))


class FreezeForm(Form):
    """A period in which nothing is approved or sent."""

    starts_at = _moment(_("Starts"))
    ends_at = _moment(_("Ends"))
    reason = sentence(_("Reason"))


class DelegationForm(Form):
    """Who is away, who stands in, and until when."""

    absent: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Who is away"), queryset=User.objects.none()
    )
    delegate: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Who stands in"), queryset=User.objects.none()
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), help_text=_("It ends by itself at the end of this day.")
    )
    reason = sentence(_("Reason"))

    def __init__(self, *args: Any, bank: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].queryset = approvers_of(bank)  # type: ignore[attr-defined]
        self.fields["delegate"].queryset = colleagues_at(bank)  # type: ignore[attr-defined]
        self.bank = bank

    def clean(self) -> dict[str, Any]:
        """The days go forward."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("It would end before it starts."))
        return given

    def absence(self) -> Absence:
        """What was typed, as a value."""
        given = self.cleaned_data
        return Absence(
            organization=self.bank.pk,
            absent=given["absent"].pk,
            delegate=given["delegate"].pk,
            period=Period(given["first_day"], given["last_day"]),
            reason=given["reason"],
        )
