"""What is assumed of the sites of a target, to see what luck alone would pay."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.numbers import plain
from core.forms import Form
from outcomes.domain.luck import Baseline

EFFECTS = ("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9")
QUARTERS = ("0.25", "0.5", "0.75")
QUANTITY = "quantity"


def _hours(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        **kwargs,
    )


class LuckForm(Form):
    """Everything may stay empty: then nothing is worked out, and nothing is kept."""

    sites = forms.IntegerField(
        label=_("How many sites"), required=False, initial=1, min_value=1, max_value=1000
    )
    hours_before = _hours(
        _("Hours worked in the baseline"),
        help_text=_("All sites together. A full-time year is about 2,400 hours for each person."),
    )
    hours_after = _hours(_("Hours expected in the window"))
    before = forms.IntegerField(
        label=_("Injuries counted in the baseline"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("All sites together. Leave it empty while nobody has counted."),
    )
    is_chosen = forms.BooleanField(
        label=_("The sites were chosen because they had many injuries (the worst tenth)"),
        required=False,
    )
    rate = forms.DecimalField(
        label=_("Usual injuries in a million hours"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        max_digits=13,
        decimal_places=6,
        help_text=_(
            "Empty: that of the reference sites, or else 4.17. That is manufacturing with fewer "
            "than 50 people in Korea, 2021 to 2023: 1.00 injured for 100 people of 2,400 hours a "
            "year."
        ),
    )
    phi = forms.DecimalField(
        label=_("How alike sites are (shape)"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=1_000_000,
        max_digits=9,
        decimal_places=2,
        help_text=_(
            "1 is very different, 4 is rather alike: between these lie kinds of mines. Empty: that "
            "of the reference sites, or else 3."
        ),
    )
    promised = forms.DecimalField(
        label=_("Promised effect"),
        required=False,
        initial=Decimal("0.5"),
        min_value=0,
        max_value=1,
        max_digits=5,
        decimal_places=4,
        help_text=_("0.5 means that half of the injuries no longer happen."),
    )

    def clean(self) -> dict[str, Any]:
        """Hours belong together, and what is counted needs no guess about how it came about."""
        cleaned = super().clean() or self.cleaned_data
        for one, other in (("hours_before", "hours_after"), ("hours_after", "hours_before")):
            if cleaned.get(one) and not cleaned.get(other) and other not in self.errors:
                self.add_error(other, gettext("Enter these hours too, or leave out both."))
        if cleaned.get("is_chosen") and cleaned.get("before") is not None:
            said = gettext(
                "With the injuries counted it makes no difference how the sites were chosen. "
                "Leave out one of the two."
            )
            self.add_error("is_chosen", said)
        return cleaned

    @property
    def has_hours(self) -> bool:
        """Whether there is anything to work out for injuries."""
        return bool(self.cleaned_data.get("hours_before"))

    def assumed(self, kind: str) -> dict[str, Any] | None:
        """What the luck meter is told; nothing where hours are missing, which is not zero."""
        if kind == QUANTITY:
            return {"sites": [], "promised": "1", "effects": list(QUARTERS)}
        if not self.has_hours:
            return None
        given = self.cleaned_data
        site = {
            "before": given["before"],
            "hours_before": plain(given["hours_before"]),
            "hours_after": plain(given["hours_after"]),
            "alike": given["sites"] or 1,
        }
        assumed: dict[str, Any] = {"sites": [site], "effects": list(EFFECTS)}
        names = {"rate": "expected_rate", "phi": "phi", "promised": "promised"}
        told = {member: given[name] for name, member in names.items() if given[name] is not None}
        assumed |= {member: plain(value) for member, value in told.items()}
        if given["is_chosen"]:
            assumed["baseline"] = Baseline.WORST.value
        return assumed
