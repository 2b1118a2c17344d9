"""A reviewer's work: say how you stand to the firm, read, score."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.views import Page, VerbPage
from programs.domain.lifecycle import REVIEW, ReviewState
from programs.forms.words import ScoreForm, StatementForm
from programs.models import Review
from programs.selectors import Asked, reviews_for, reviews_found
from programs.services import declare_no_conflict, recuse_reviewer, score_application
from programs.views.applications import facts_of
from programs.views.lists import ListPage
from programs.views.words import Row, crumbs, row, to


def known_of(review: Review) -> list[Row]:
    """What a reviewer may know before declaring: whose application it is, and to which call."""
    application = review.application
    return [
        row(_("Firm"), application.supplier),
        row(_("Representative"), application.supplier.representative),
        row(_("Call"), application.call),
    ]


class Reviews(ListPage):
    """Every application that this reviewer was asked about."""

    action = "review.score"
    template_name = "programs/reviews.html"
    states = ReviewState

    def rows(self, asked: Asked) -> QuerySet[Review]:
        """Newest first."""
        return reviews_found(self.viewer, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way here."""
        return super().get_context_data(crumbs=crumbs((_("Reviews"), "")), **kwargs)


class ReviewDetail(Page):
    """One review: what is asked now, and the application once there is no conflict."""

    action = "review.score"
    template_name = "programs/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan is shown only to reviewers who have declared."""
        review = get_object_or_404(reviews_for(self.viewer), pk=self.kwargs["pk"])
        state = ReviewState(review.state)
        reads = state in {ReviewState.DECLARED, ReviewState.SCORED}
        return super().get_context_data(
            crumbs=crumbs((_("Reviews"), to("reviews")), (str(review.application.supplier), "")),
            review=review,
            known=known_of(review),
            reads=reads,
            rows=facts_of(review.application) if reads else [],
            targets=review.application.own_targets.select_related("indicator").order_by("pk"),
            may_declare=REVIEW.allows("declare", state),
            may_recuse=REVIEW.allows("recuse", state),
            may_score=REVIEW.allows("score", state),
            **kwargs,
        )


class OneReview(VerbPage):
    """Something is done with one's own review."""

    @cached_property
    def review(self) -> Review:
        """Which one."""
        return get_object_or_404(reviews_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose application, and the way back."""
        return super().get_context_data(
            review=self.review,
            rows=known_of(self.review),
            back=to("review", self.review.pk),
            **kwargs,
        )


class ReviewDeclare(OneReview):
    """No conflict: the plan can be read from here on."""

    action = "review.declare"
    form_class = StatementForm
    template_name = "programs/review_declare.html"
    done = gettext_lazy("Your statement is kept. Read the application and score it.")

    def act(self, form: BaseForm) -> str:
        """Declare."""
        declare_no_conflict(
            review_id=self.review.pk,
            statement=form.cleaned_data["statement"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("review", self.review.pk)


class ReviewRecuse(OneReview):
    """A conflict: somebody else is asked."""

    action = "review.declare"
    form_class = StatementForm
    template_name = "programs/review_recuse.html"
    done = gettext_lazy("Thank you. The agency asks somebody else.")

    def act(self, form: BaseForm) -> str:
        """Step aside."""
        recuse_reviewer(
            review_id=self.review.pk,
            statement=form.cleaned_data["statement"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("reviews")


class ReviewScore(OneReview):
    """The score and its reason; given once."""

    action = "review.score"
    form_class = ScoreForm
    template_name = "programs/review_score.html"
    done = gettext_lazy("Your score is kept. It cannot be changed any more.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the application beside, for those who have declared."""
        declared = self.review.state == ReviewState.DECLARED
        facts = facts_of(self.review.application) if declared else []
        return super().get_context_data(facts=facts, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Score."""
        score_application(
            review_id=self.review.pk,
            score=form.cleaned_data["score"],
            comment=form.cleaned_data["comment"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("review", self.review.pk)
