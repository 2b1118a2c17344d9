"""Matches and targets as the agency reads them; agreeing to a target is its verb."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domain.numbers import grouped
from outcomes.admin.desk import OutcomesDesk
from outcomes.domain.lifecycle import TARGET
from outcomes.models import Match, Target
from outcomes.selectors import targets_to_agree
from outcomes.services import agree_target
from people.admin import ObjectAction, Work
from people.models import User
from people.permissions import person


def judged(target: Target) -> str:
    """How it will be judged, in a sentence."""
    return render_to_string("outcomes/design.html", {"target": target}).strip()


class TargetAgreeAction(ObjectAction):
    """The agency's yes to a target."""

    name, action = "agree", "target.agree"
    label = gettext_lazy("Agree to this target")
    consequence = gettext_lazy("From here the way of judging is frozen and measurements come in.")
    lifecycle, move = TARGET, "agree"

    def rows(self) -> list[dict[str, Any]]:
        """What is agreed to."""
        target = self.subject
        return [
            {"label": _("Target"), "value": target.number},
            {"label": _("Supplier"), "value": target.agreement.supplier},
            {"label": _("Clause of the terms"), "value": target.clause_key},
            {"label": _("Worksite and hazard"), "value": target.match},
            {"label": _("Indicator"), "value": target.indicator},
            {"label": _("Goal"), "value": f"{grouped(target.goal)} {target.indicator.unit}"},
            {"label": _("Window"), "value": f"{target.window_first} – {target.window_last}"},
            {"label": _("How it is judged"), "value": judged(target)},
            {"label": _("Evidence that is asked for"), "value": target.evidence_rule},
        ]

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002 - nothing is asked
        """Agree."""
        agree_target(target_id=self.subject.pk, by=by, at=at)


@admin.register(Target)
class TargetAdmin(OutcomesDesk):
    """What is to be reached."""

    view_action = "target.see"
    list_display = ["number", "agreement", "match", "clause_key", "indicator", "badge"]
    list_filter = ["state", "clause_key", "agreement__program"]
    list_select_related = [
        "agreement__supplier__organization",
        "match__worksite",
        "match__hazard",
        "indicator",
    ]
    search_fields = ["number", "agreement__number", "match__worksite__name"]
    date_hierarchy = "window_last"
    object_actions = (TargetAgreeAction,)
    fields = [
        "number",
        "agreement",
        "match",
        "clause_key",
        "indicator",
        "goal",
        "window_first",
        "window_last",
        "way_of_judging",
        "evidence_rule",
        "supersedes",
        "badge",
        "set_by",
        "agreed_by",
        "agreed_at",
    ]
    readonly_fields = ["badge", "way_of_judging"]

    @admin.display(description=gettext_lazy("How it is judged"))
    def way_of_judging(self, target: Target) -> str:
        """In words, not as the document that is stored."""
        return judged(target)

    def work(self, request: HttpRequest) -> tuple[Work, ...]:
        """Targets that wait for a yes."""
        waiting = targets_to_agree(person(request)).count()
        url = f"{self.address('changelist')}?state__exact=set"
        return (Work(gettext_lazy("Targets to agree to"), waiting, url),)


@admin.register(Match)
class MatchAdmin(OutcomesDesk):
    """Which site is improved by whom."""

    view_action = "match.see"
    list_display = ["worksite", "hazard", "agreement", "badge"]
    list_filter = ["state", "hazard", "program"]
    list_select_related = ["worksite", "hazard", "agreement__supplier__organization"]
    search_fields = ["worksite__name", "agreement__number"]
