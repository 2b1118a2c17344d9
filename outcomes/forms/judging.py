"""How a target is judged: the members of a design as boxes, and the document made of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.numbers import plain
from core.forms import DayField, Form
from outcomes.domain.evaluation import PaysOn, TooLittle, design_from
from outcomes.models import Reference, Target
from outcomes.selectors import references_of
from programs.models import Agreement

QUANTITY, BAYES, COMPARISON, RATE = (
    "quantity",
    "empirical_bayes",
    "comparison_group",
    "rate_reduction",
)
HELD_AGAINST_OTHERS = frozenset({BAYES, COMPARISON})
DESIGNS = [
    (QUANTITY, _("A quantity: what was done is counted against the goal")),
    (BAYES, _("Fewer injuries than expected here, by reference sites (empirical Bayes)")),
    (COMPARISON, _("Fewer injuries, while reference sites had not as many fewer")),
    (RATE, _("Fewer injuries by an exact test alone; a falling industry passes it too often")),
]
PAYS = [
    (PaysOn.SHOWN.value, _("1 when a reduction is shown, else 0")),
    (PaysOn.BOUND.value, _("How much of a reduction is at least shown, such as 0.23")),
]
OTHERWISE = [
    (TooLittle.CANNOT.value, _("It cannot be evaluated")),
    (TooLittle.NOT_MET.value, _("It counts as not met")),
]


class JudgingForm(Form):
    """The way of judging. Each kind asks for its own numbers and leaves the others alone."""

    kind = forms.ChoiceField(label=_("How it is judged"), choices=DESIGNS, widget=forms.RadioSelect)
    goal = forms.DecimalField(
        label=_("Goal"),
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text=_("For a quantity: how much is all of it. For injuries leave it empty."),
    )
    reference = forms.ModelChoiceField(
        queryset=Reference.objects.none(),
        label=_("Reference sites"),
        required=False,
        empty_label=_("None"),
        help_text=_("Sites where nothing is done: they show what would have happened anyway."),
    )
    baseline_first = DayField(label=_("First day of the baseline"), required=False)
    baseline_last = DayField(
        label=_("Last day of the baseline"),
        required=False,
        help_text=_("For injuries: the days before that count. Nobody chooses them afterwards."),
    )
    alpha = forms.DecimalField(
        label=_("Level of the test"),
        required=False,
        initial=Decimal("0.05"),
        decimal_places=4,
        max_digits=6,
        help_text=_("For injuries: 0.05 means that luck alone passes once in twenty at most."),
    )
    minimum_reduction = forms.DecimalField(
        label=_("Least reduction to be shown"),
        required=False,
        decimal_places=4,
        max_digits=5,
        min_value=0,
        max_value=Decimal("0.9"),
        help_text=_(
            "For injuries: 0.2 asks for more than one fifth fewer. Empty means any reduction."
        ),
    )
    least_events = forms.IntegerField(
        label=_("Fewest injuries in the baseline to judge by"),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )
    too_little = forms.ChoiceField(
        label=_("When there were fewer"), required=False, choices=OTHERWISE
    )
    pays_on = forms.ChoiceField(label=_("What the terms are given"), required=False, choices=PAYS)

    def offer_references(self, agreement: Agreement) -> None:
        """Only what two officers of the programme's own agency stand for."""
        self.fields["reference"].queryset = references_of(agreement.program.agency)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each way of judging asks for its own number."""
        cleaned = super().clean() or self.cleaned_data
        for name, words in self._asked(str(cleaned.get("kind"))).items():
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, words)
        return cleaned

    @staticmethod
    def _asked(kind: str) -> dict[str, str]:
        if kind == QUANTITY:
            return {"goal": gettext("Enter the goal: how much is all of it.")}
        baseline = gettext("Enter the days of the baseline.")
        asked = {
            "alpha": gettext("Enter the level of the test, for example 0.05."),
            "baseline_first": baseline,
            "baseline_last": baseline,
        }
        if kind in HELD_AGAINST_OTHERS:
            asked["reference"] = gettext(
                "Choose the reference sites. If there are none, the agency has to supply them; "
                "until then only a quantity can be promised."
            )
        return asked

    def design(self) -> dict[str, Any]:
        """The document of the chosen kind."""
        given = self.cleaned_data
        if given["kind"] == QUANTITY:
            return {"kind": QUANTITY, "goal": plain(given["goal"])}
        design = {"kind": given["kind"], "alpha": plain(given["alpha"]), **self._said()}
        design["baseline"] = [given[f"baseline_{end}"].isoformat() for end in ("first", "last")]
        if given["kind"] in HELD_AGAINST_OTHERS:
            chosen = given["reference"]
            design["reference"] = {"code": chosen.code, "digest": chosen.digest}
        return design_from(design).document()

    def _said(self) -> dict[str, Any]:
        """What may be left empty."""
        given = self.cleaned_data
        numbers = {name: given[name] for name in ("minimum_reduction", "least_events")}
        words = {name: given[name] for name in ("too_little", "pays_on")}
        written = {name: plain(Decimal(value)) for name, value in numbers.items() if value}
        return written | {name: value for name, value in words.items() if value}

    @staticmethod
    def initial_design(target: Target) -> dict[str, Any]:
        """The boxes of a design that is already there."""
        design, rule = target.design, target.rule
        asked = {name: design.get(name) for name in ("minimum_reduction", "least_events")}
        chosen = rule.reference and references_of(target.agreement.program.agency).filter(
            code=rule.reference.code
        )
        return {
            "kind": design["kind"],
            "goal": plain(target.goal) if design["kind"] == QUANTITY else None,
            "alpha": design.get("alpha", "0.05"),
            "baseline_first": rule.baseline and rule.baseline.first,
            "baseline_last": rule.baseline and rule.baseline.last,
            "reference": chosen.first() if chosen else None,
            "too_little": design.get("too_little"),
            "pays_on": design.get("pays_on"),
            **asked,
        }
