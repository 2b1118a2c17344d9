"""What a supplier writes down as its target."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.numbers import plain
from core.domain.periods import Period
from core.forms import DayField, Form
from core.translation import localized
from outcomes.domain.lifecycle import MatchState
from outcomes.models import Match, Target
from outcomes.selectors import measures_under
from outcomes.services import TargetDraft
from programs.models import Agreement, Indicator

QUANTITY, RATE = "quantity", "rate_reduction"
DESIGNS = [
    (QUANTITY, _("A quantity: what was done is counted against the goal")),
    (RATE, _("Fewer injuries: an exact test says whether the rate fell")),
]


def _measures(agreement: Agreement) -> list[tuple[str, str]]:
    found = measures_under(agreement)
    return [(one.key, localized(ko=one.label.ko, en=one.label.en)) for one in found]


class TargetForm(Form):
    """One measure of the terms made concrete."""

    clause_key = forms.ChoiceField(label=_("Measure of the terms"))
    match = forms.ModelChoiceField(
        queryset=Match.objects.none(),
        label=_("Worksite and hazard"),
        required=False,
        empty_label=_("All worksites of the agreement together"),
        help_text=_("Only worksites that agreed and whose before-state is on record."),
    )
    indicator = forms.ModelChoiceField(queryset=Indicator.objects.none(), label=_("Indicator"))
    kind = forms.ChoiceField(label=_("How it is judged"), choices=DESIGNS, widget=forms.RadioSelect)
    goal = forms.DecimalField(
        label=_("Goal"),
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text=_("For a quantity: how much is all of it. For injuries leave it empty."),
    )
    alpha = forms.DecimalField(
        label=_("Level of the test"),
        required=False,
        initial=Decimal("0.05"),
        decimal_places=4,
        max_digits=6,
        help_text=_("For injuries: 0.05 means that luck alone passes once in twenty at most."),
    )
    window_first = DayField(label=_("First day that counts"))
    window_last = DayField(label=_("Last day that counts"))
    evidence_rule = forms.CharField(
        label=_("Evidence that is asked for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: a photograph of every guard with its number."),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matches = agreement.matches.filter(state=MatchState.RECORDED)
        self.fields["clause_key"].choices = _measures(agreement)  # type: ignore[attr-defined]
        self.fields["match"].queryset = matches.select_related("worksite", "hazard")  # type: ignore[attr-defined]
        self.fields["indicator"].queryset = agreement.program.indicators.order_by("pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each way of judging asks for its own number."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == QUANTITY and "goal" not in self.errors and not cleaned["goal"]:
            self.add_error("goal", gettext("Enter the goal: how much is all of it."))
        if cleaned.get("kind") == RATE and "alpha" not in self.errors and not cleaned["alpha"]:
            self.add_error("alpha", gettext("Enter the level of the test, for example 0.05."))
        return cleaned

    def draft(self) -> TargetDraft:
        """What was written, as the services understand it."""
        given = self.cleaned_data
        if given["kind"] == QUANTITY:
            goal, design = given["goal"], {"kind": QUANTITY, "goal": plain(given["goal"])}
        else:
            goal, design = Decimal(1), {"kind": RATE, "alpha": plain(given["alpha"])}
        return TargetDraft(
            match_id=given["match"].pk if given["match"] else None,
            clause_key=given["clause_key"],
            indicator_id=given["indicator"].pk,
            goal=goal,
            window=Period(given["window_first"], given["window_last"]),
            design=design,
            evidence_rule=given["evidence_rule"],
        )

    @staticmethod
    def initial_of(target: Target) -> dict[str, Any]:
        """An existing target, ready to be changed."""
        return {
            "clause_key": target.clause_key,
            "match": target.match_id,
            "indicator": target.indicator_id,
            "kind": target.design["kind"],
            "goal": plain(target.goal) if target.design["kind"] == QUANTITY else None,
            "alpha": target.design.get("alpha", "0.05"),
            "window_first": target.window_first,
            "window_last": target.window_last,
            "evidence_rule": target.evidence_rule,
        }
