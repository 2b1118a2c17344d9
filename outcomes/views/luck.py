"""What luck alone would pay, shown while a target is set and before it is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse

from core.domain.errors import RuleBroken
from core.forms import add_rule
from outcomes.forms import TargetForm
from outcomes.forms.luck import LuckForm
from outcomes.gateways.luck import LuckDrawing, luck_drawing
from outcomes.models import Target
from outcomes.selectors.levels import level_of
from outcomes.selectors.luck import luck_is_known, luck_of
from outcomes.services import TargetDraft
from people.views import VerbPage
from programs.models import Agreement

SHOW = "show_luck"  # the name of the button that only shows


class LuckPage(VerbPage):
    """A page that sets a target, with what is assumed of its sites in the same form."""

    @property
    def agreement_of_target(self) -> Agreement:
        """Whose terms pay."""
        raise NotImplementedError

    def luck_initial(self) -> Mapping[str, Any]:
        """What was assumed before."""
        return {}

    def luck_form(self) -> LuckForm:
        """As it was sent, or with what was assumed before."""
        data = self.request.POST if self.request.method == "POST" else None
        return LuckForm(data, prefix="luck", initial=dict(self.luck_initial()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The second part of the form."""
        kwargs.setdefault("luck_form", self.luck_form())
        return super().get_context_data(show=SHOW, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Only show it, or do what the page is for."""
        assumed = self.luck_form()
        if not assumed.is_valid():
            return self._again(form, assumed, status=422)
        if SHOW in self.request.POST:
            return self._shown(form, assumed)
        return super().form_valid(form)

    def draft_of(self, form: TargetForm) -> TargetDraft:
        """What was written, with what was assumed."""
        assumed, draft = self.luck_form(), form.draft()
        if not assumed.is_valid() or not luck_is_known(draft.design):
            return draft
        return replace(draft, assumed=assumed.assumed(draft.design["kind"]))

    def _shown(self, form: BaseForm, assumed: LuckForm) -> HttpResponse:
        assert isinstance(form, TargetForm)  # noqa: S101 - form_class
        draft = self.draft_of(form)
        if draft.assumed is None:
            known = luck_is_known(draft.design)
            return self._again(form, assumed, status=200, is_asked=known, is_unknown=not known)
        try:
            answer = luck_of(
                self.agreement_of_target,
                clause_key=draft.clause_key,
                match_id=draft.match_id,
                design=draft.design,
                assumed=draft.assumed,
            )
        except RuleBroken as refusal:
            add_rule(assumed, refusal)
            return self._again(form, assumed, status=422)
        level = level_of(self.agreement_of_target, draft.design, answer)
        drawing = luck_drawing(answer.as_json())
        return self._again(form, assumed, status=200, luck=drawing, level=level)

    def _again(
        self, form: BaseForm, assumed: LuckForm, *, status: int, **more: object
    ) -> HttpResponse:
        context = self.get_context_data(form=form, luck_form=assumed, **more)
        return self.render_to_response(context, status=status)


def luck_kept(target: Target) -> LuckDrawing | None:
    """What was shown to whoever set the target; nothing where nothing was assumed."""
    return luck_drawing(target.luck) if target.luck else None


def luck_assumed(target: Target) -> dict[str, Any]:
    """What was assumed for a target, ready to be changed."""
    if not target.luck or not target.luck["question"]["sites"]:
        return {}
    question = target.luck["question"]
    (site,) = question["sites"]
    return {
        "sites": site["alike"],
        "before": site["before"],
        "hours_before": site["hours_before"],
        "hours_after": site["hours_after"],
        "is_chosen": question["baseline"] == "worst",
        "rate": question["expected_rate"],
        "phi": question["phi"],
        "promised": question["promised"],
    }
