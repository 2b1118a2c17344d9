"""What an officer types to define an indicator: a rate that ships, and what is particular to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.periods import Period
from core.domain.words import Named
from core.forms import DayField, Form
from core.translation import localized
from programs.domain.indicators import CATALOGUE, FAMILIES, Definition, Nature
from programs.forms.words import long_text
from programs.services import IndicatorDraft

MOST_DAYS = 365


def _offered() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every indicator that ships, family by family, in the reader's language."""
    yield "", [("", gettext("Choose"))]
    for name, family in FAMILIES.values():
        yield (
            _said(name),
            [(one.key, f"{_said(one.name)} [{_said(one.unit)}]") for one in family],
        )


def _said(name: Named) -> str:
    return localized(ko=name.ko, en=name.en)


class IndicatorForm(Form):
    """An indicator, or a new version of it when the code is known."""

    rate = forms.ChoiceField(
        label=_("What is worked out"),
        choices=_offered,
        help_text=_("Numerator, denominator, unit, rounding and source come from it."),
    )
    code = forms.SlugField(
        label=_("Code"), help_text=_("A code that exists already gets its next version.")
    )
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    unit_ko = forms.CharField(label=_("Unit of its goals in Korean"), max_length=30)
    unit_en = forms.CharField(label=_("Unit of its goals in English"), max_length=30)
    absence_days = forms.IntegerField(
        label=_("Counts from so many days of absence"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty: as in the rate that was chosen. Korea 3, ILO 1, EU 4, UK 8."),
    )
    baseline_first = DayField(label=_("First day of the baseline"), required=False)
    baseline_last = DayField(
        label=_("Last day of the baseline"),
        required=False,
        help_text=_("Both empty: each target agrees on its own."),
    )
    evaluated_on = DayField(
        label=_("Day of evaluation"),
        required=False,
        help_text=_("Windows of targets end before it, and nothing is verified earlier."),
    )
    data_source = forms.CharField(
        label=_("Where the numbers come from"),
        required=False,
        max_length=300,
        help_text=_("Empty: as in the rate that was chosen."),
    )
    definition = forms.CharField(
        label=_("Definition and source"), max_length=4000, widget=long_text()
    )

    def clean(self) -> dict[str, Any]:
        """A baseline has two ends."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(said.get("baseline_first")) != bool(said.get("baseline_last")):
            self.add_error("baseline_last", gettext("Give both days of the baseline, or neither."))
        return said

    def draft(self) -> IndicatorDraft:
        """What was typed, as a value."""
        said, rule = self.cleaned_data, self.rule()
        return IndicatorDraft(
            code=said["code"],
            name_ko=said["name_ko"],
            name_en=said["name_en"],
            unit_ko=said["unit_ko"],
            unit_en=said["unit_en"],
            is_leading=rule.nature is Nature.LEADING,
            definition=said["definition"],
            rule=rule,
        )

    def rule(self) -> Definition:
        """The rate that was chosen, with what was said otherwise here."""
        said, chosen = self.cleaned_data, CATALOGUE[self.cleaned_data["rate"]]
        first, last, source = (
            said["baseline_first"],
            said["baseline_last"],
            said["data_source"].strip(),
        )
        return replace(
            chosen,
            name=Named(said["name_en"], said["name_ko"]),
            absence_days=said["absence_days"] or chosen.absence_days,
            baseline=Period(first, last) if first and last else None,
            evaluated_on=said["evaluated_on"],
            data_source=Named(source, source) if source else chosen.data_source,
        )
