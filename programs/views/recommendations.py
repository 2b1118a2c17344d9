"""The bank reads why the agency recommends a supplier, and takes it or declines."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from core.templatetags.boram import won
from people.permissions import allowed
from people.views import Page, VerbPage
from programs.domain.lifecycle import RECOMMENDATION, RecommendationState, ReviewState
from programs.forms.words import ReasonForm
from programs.models import Recommendation
from programs.selectors import (
    Asked,
    may_write_terms,
    recommendations_for,
    recommendations_found,
)
from programs.services import decline_recommendation, select_recommendation
from programs.views.applications import facts_of
from programs.views.lists import ListPage
from programs.views.words import Row, crumbs, row, to


class Recommendations(ListPage):
    """Every recommendation that this person may see."""

    action = "recommendation.see"
    template_name = "programs/recommendations.html"
    states = RecommendationState

    def rows(self, asked: Asked) -> QuerySet[Recommendation]:
        """Newest first."""
        return recommendations_found(self.viewer, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way here."""
        return super().get_context_data(crumbs=crumbs((_("Recommendations"), "")), **kwargs)


class RecommendationDetail(Page):
    """The application, the score with its working, the reviews and the two officers' words."""

    action = "recommendation.see"
    template_name = "programs/recommendation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One recommendation; the two choices only for whoever may take them."""
        recommendation = get_object_or_404(recommendations_for(self.viewer), pk=self.kwargs["pk"])
        application = recommendation.application
        state = RecommendationState(recommendation.state)
        open_to = allowed(self.viewer, "recommendation.select")
        return super().get_context_data(
            crumbs=crumbs(
                (_("Recommendations"), to("recommendations")), (str(application.supplier), "")
            ),
            recommendation=recommendation,
            application=application,
            rows=facts_of(application),
            reviews=application.reviews.filter(state=ReviewState.SCORED)
            .select_related("reviewer")
            .order_by("pk"),
            may_decide=open_to and RECOMMENDATION.allows("select", state),
            may_write=may_write_terms(recommendation, self.viewer),
            **kwargs,
        )


class OneRecommendation(VerbPage):
    """The bank's decision on a recommendation."""

    form_class: type[BaseForm] = Form

    @cached_property
    def recommendation(self) -> Recommendation:
        """Which one."""
        return get_object_or_404(recommendations_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is decided on, and the way back."""
        return super().get_context_data(
            rows=self._rows(), back=to("recommendation", self.recommendation.pk), **kwargs
        )

    def _rows(self) -> list[Row]:
        recommendation = self.recommendation
        application = recommendation.application
        return [
            row(_("Firm"), application.supplier),
            row(_("Programme"), application.call.program.name),
            row(_("Amount requested"), won(application.amount_requested)),
            row(_("Score"), recommendation.score),
            row(_("Why the agency recommends it"), recommendation.reason),
        ]


class RecommendationSelect(OneRecommendation):
    """The bank takes the supplier."""

    action = "recommendation.select"
    template_name = "programs/recommendation_select.html"
    done = gettext_lazy("The supplier is selected. The agency proposes an agreement next.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Select."""
        select_recommendation(
            recommendation_id=self.recommendation.pk, by=self.viewer, at=timezone.now()
        )
        return to("recommendation", self.recommendation.pk)


class RecommendationDecline(OneRecommendation):
    """The bank says no, and why."""

    action = "recommendation.decline"
    form_class = ReasonForm
    template_name = "programs/recommendation_decline.html"
    done = gettext_lazy("The recommendation is declined.")

    def act(self, form: BaseForm) -> str:
        """Decline."""
        decline_recommendation(
            recommendation_id=self.recommendation.pk,
            reason=form.cleaned_data["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("recommendation", self.recommendation.pk)
