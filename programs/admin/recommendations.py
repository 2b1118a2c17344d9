"""Recommendations: confirmed or returned by a second officer; selected ones become agreements."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domain.states import Lifecycle
from core.templatetags.boram import won
from people.admin import ObjectAction, Work
from people.models import User
from people.permissions import person
from programs.admin.desk import Desk, part
from programs.domain.lifecycle import RECOMMENDATION, RecommendationState
from programs.forms.words import ReasonForm
from programs.models import Agreement, Recommendation
from programs.services import confirm_recommendation, return_recommendation


class OneRecommendation(ObjectAction):
    """Something is done with a recommendation."""

    lifecycle: ClassVar[Lifecycle[Any] | None] = RECOMMENDATION

    def rows(self) -> list[dict[str, Any]]:
        """Whom, with which score, why and by whom."""
        recommendation = self.subject
        application = recommendation.application
        return [
            {"label": _("Firm"), "value": application.supplier},
            {"label": _("Amount requested"), "value": won(application.amount_requested)},
            {"label": _("Score"), "value": recommendation.score},
            {"label": _("Reason"), "value": recommendation.reason},
            {"label": _("Recommended by"), "value": recommendation.recommended_by},
        ]


class RecommendationConfirmAction(OneRecommendation):
    """The second officer's yes."""

    name, action, move = "confirm", "recommendation.confirm", "confirm"
    label = gettext_lazy("Confirm the recommendation")
    consequence = gettext_lazy("The score is worked out again. Then the bank sees it and decides.")

    def offered(self, viewer: User) -> bool:
        """Nobody confirms an own recommendation."""
        return super().offered(viewer) and self.subject.recommended_by_id != viewer.pk

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Confirm."""
        confirm_recommendation(recommendation_id=self.subject.pk, by=by, at=at)


class RecommendationReturnAction(OneRecommendation):
    """Back to the officers."""

    name, action, move = "return", "recommendation.confirm", "return"
    label = gettext_lazy("Return the recommendation")
    consequence = gettext_lazy("The application can be recommended anew.")
    form_class = ReasonForm

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Return it."""
        return_recommendation(
            recommendation_id=self.subject.pk, reason=form.cleaned_data["reason"], by=by, at=at
        )


class AgreementProposeAction(OneRecommendation):
    """Payment terms for a selected supplier."""

    name, action = "propose", "agreement.propose"
    lifecycle = None
    label = gettext_lazy("Propose an agreement")
    consequence = gettext_lazy(
        "The terms go to supplier, agency and bank for signature. They can be revised until all "
        "have signed; the third signature reserves the most they can cost."
    )

    def offered(self, viewer: User) -> bool:  # noqa: ARG002 - any officer of the agency
        """Once the bank has selected, and once only."""
        selected = self.subject.state == RecommendationState.SELECTED
        return selected and not Agreement.objects.filter(recommendation=self.subject).exists()

    def leads_to(self) -> str:
        """Terms are written part by part, on pages of their own."""
        return reverse("programs:draft", args=[self.subject.pk])


@admin.register(Recommendation)
class RecommendationAdmin(Desk):
    """Recommendations of one's own agency."""

    view_action, agency = "recommendation.recommend", "application__call__program__agency"
    list_display = ["application", "badge", "score", "recommended_by", "confirmed_by"]
    list_filter = ["state"]
    search_fields = ["application__supplier__organization__name", "reason"]
    list_select_related = [
        "application__supplier__organization",
        "application__call",
        "recommended_by",
        "confirmed_by",
    ]
    object_actions = (
        RecommendationConfirmAction,
        RecommendationReturnAction,
        AgreementProposeAction,
    )
    fields = [
        "application",
        "badge",
        "asked",
        "reason",
        "recommended_by",
        "recommended_at",
        "confirmed_by",
        "confirmed_at",
        "decided_by",
        "decided_at",
        "decision_reason",
        "scores",
    ]
    readonly_fields = ["badge", "asked", "scores"]

    @admin.display(description=gettext_lazy("Reviews and score"))
    def scores(self, recommendation: Recommendation) -> SafeString:
        """The score as it was recommended, with its working and the reviews."""
        reviews = recommendation.application.reviews.select_related("reviewer").order_by("pk")
        return part(
            "programs/score_working.html",
            score=recommendation.score,
            working=recommendation.working,
            reviews=reviews,
        )

    def work(self, request: HttpRequest) -> tuple[Work, ...]:
        """What waits for this officer: a colleague's word, and agreements to propose."""
        rows, address = self.get_queryset(request), self.address("changelist")
        waiting = rows.filter(state=RecommendationState.RECOMMENDED)
        selected = rows.filter(state=RecommendationState.SELECTED, agreement=None)
        return (
            Work(
                gettext_lazy("Recommendations to confirm"),
                waiting.exclude(recommended_by=person(request)).count(),
                f"{address}?state__exact={RecommendationState.RECOMMENDED}",
            ),
            Work(
                gettext_lazy("Agreements to propose"),
                selected.count(),
                f"{address}?state__exact={RecommendationState.SELECTED}",
            ),
        )
