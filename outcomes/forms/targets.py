"""What a supplier writes down as its target."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.domain.periods import Period
from core.forms import DayField
from core.models import choices_of
from core.translation import localized
from outcomes.domain.lifecycle import MatchState
from outcomes.domain.sampling import Counting
from outcomes.forms.judging import QUANTITY, JudgingForm
from outcomes.models import Match, Target
from outcomes.selectors import measures_under
from outcomes.services import TargetDraft
from programs.models import Agreement, Indicator

ORDER = ("clause_key", "match", "indicator", "window_first", "window_last")


def _measures(agreement: Agreement) -> list[tuple[str, str]]:
    found = measures_under(agreement)
    return [(one.key, localized(ko=one.label.ko, en=one.label.en)) for one in found]


class TargetForm(JudgingForm):
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
    window_first = DayField(label=_("First day that counts"))
    window_last = DayField(label=_("Last day that counts"))
    counting = forms.ChoiceField(
        label=_("What counts after a sample"),
        required=False,
        choices=choices_of(Counting),
        help_text=_(
            "For a quantity of all worksites together: the verifier looks at a sample, and this "
            "says how what is found is carried over to the rest."
        ),
    )
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
        self.offer_references(agreement)
        self.order_fields(ORDER)

    def draft(self) -> TargetDraft:
        """What was written, as the services understand it."""
        given = self.cleaned_data
        return TargetDraft(
            match_id=given["match"].pk if given["match"] else None,
            clause_key=given["clause_key"],
            indicator_id=given["indicator"].pk,
            goal=given["goal"] if given["kind"] == QUANTITY else Decimal(1),
            window=Period(given["window_first"], given["window_last"]),
            design=self.design(),
            evidence_rule=given["evidence_rule"],
            counting=Counting(given["counting"] or Counting.VERIFIED_SHARE),
        )

    @staticmethod
    def initial_of(target: Target) -> dict[str, Any]:
        """An existing target, ready to be changed."""
        return {
            "clause_key": target.clause_key,
            "match": target.match_id,
            "indicator": target.indicator_id,
            **JudgingForm.initial_design(target),
            "window_first": target.window_first,
            "window_last": target.window_last,
            "evidence_rule": target.evidence_rule,
            "counting": target.counting,
        }
