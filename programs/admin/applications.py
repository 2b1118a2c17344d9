"""Applications with everything beside them: answers, reviews, how the score comes about."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.selectors import relations_of, worksites_of
from core.domain.errors import RuleBroken
from core.domain.states import Lifecycle
from core.templatetags.boram import kst, won
from core.translation import in_words
from people.admin import ObjectAction, Work
from people.models import User
from programs.admin.desk import Desk, part
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import APPLICATION, ApplicationState
from programs.forms.desk import ChecksForm, ReviewerForm
from programs.forms.words import ReasonForm
from programs.models import Application, Review
from programs.selectors import every_answer, has_live_recommendation, score_of
from programs.services import (
    answer_questions,
    assign_reviewer,
    decide_eligibility,
    recommend_application,
    return_application,
)


class OneApplication(ObjectAction):
    """Something is done with an application."""

    lifecycle: ClassVar[Lifecycle[Any] | None] = APPLICATION

    def rows(self) -> list[dict[str, Any]]:
        """Whose it is and what it asks for."""
        application = self.subject
        return [
            {"label": _("Firm"), "value": application.supplier},
            {"label": _("Call"), "value": application.call},
            {"label": _("Amount requested"), "value": won(application.amount_requested)},
            {"label": _("Handed in"), "value": kst(application.submitted_at)},
        ]


class ApplicationCheckAction(OneApplication):
    """Answer the questions, all or some of them."""

    name, action, move = "check", "application.check", "pass"
    label = gettext_lazy("Answer the questions")
    consequence = gettext_lazy("Answers can be changed until eligibility is decided.")
    form_class = ChecksForm

    def initial(self) -> dict[str, Any]:
        """What is answered so far."""
        initial: dict[str, Any] = {}
        for key, passed, note in self.subject.checks.values_list("key", "passed", "note"):
            initial[key] = "" if passed is None else "yes" if passed else "no"
            initial[f"note-{key}"] = note
        return initial

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Keep the answers."""
        answer_questions(application_id=self.subject.pk, answers=form.answers(), by=by, at=at)


class ApplicationDecideAction(OneApplication):
    """Eligible or not, by the answers."""

    name, action, move = "decide", "application.check", "pass"
    label = gettext_lazy("Decide eligibility")
    consequence = gettext_lazy(
        "Eligible when every blocking question is answered yes, not eligible otherwise."
    )

    def rows(self) -> list[dict[str, Any]]:
        """How the questions stand."""
        passed = list(self.subject.checks.values_list("passed", flat=True))
        return [
            *super().rows(),
            {"label": _("Yes"), "value": passed.count(True)},
            {"label": _("No"), "value": passed.count(False)},
            {
                "label": _("Not answered yet"),
                "value": len(CHECKS) - len(passed) + passed.count(None),
            },
        ]

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Decide."""
        decide_eligibility(application_id=self.subject.pk, by=by, at=at)


class ApplicationReturnAction(OneApplication):
    """Back to the supplier for mending."""

    name, action, move = "return", "application.check", "return"
    label = gettext_lazy("Return to the supplier")
    consequence = gettext_lazy(
        "The supplier can mend it and hand it in again, before the deadline only."
    )
    form_class = ReasonForm

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Return it."""
        return_application(
            application_id=self.subject.pk, reason=form.cleaned_data["reason"], by=by, at=at
        )


class Eligible(OneApplication):
    """What is done between eligibility and the recommendation."""

    lifecycle = None

    def offered(self, viewer: User) -> bool:  # noqa: ARG002 - any officer of the agency
        """While it is eligible and not recommended."""
        eligible = self.subject.state == ApplicationState.ELIGIBLE
        return eligible and not has_live_recommendation(self.subject)


class ReviewAssignAction(Eligible):
    """Ask an expert."""

    name, action = "assign", "review.assign"
    label = gettext_lazy("Assign a reviewer")
    consequence = gettext_lazy("The reviewer first says how they stand to the firm, then scores.")

    def form(self, request: HttpRequest) -> BaseForm:
        """Only reviewers without a tie can be chosen."""
        return ReviewerForm(request.POST or None, application=self.subject)

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Assign."""
        reviewer = form.cleaned_data["reviewer"]
        assign_reviewer(application_id=self.subject.pk, reviewer=reviewer, by=by, at=at)


class ApplicationRecommendAction(Eligible):
    """The agency's word, first half."""

    name, action = "recommend", "recommendation.recommend"
    label = gettext_lazy("Recommend to the bank")
    consequence = gettext_lazy("Another officer has to confirm it before the bank sees it.")
    form_class = ReasonForm

    def rows(self) -> list[dict[str, Any]]:
        """With the score, or what it still waits for."""
        return [*super().rows(), {"label": _("Score"), "value": _score(self.subject)}]

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Recommend."""
        recommend_application(
            application_id=self.subject.pk, reason=form.cleaned_data["reason"], by=by, at=at
        )


def _score(application: Application) -> str:
    try:
        return str(score_of(application).value)
    except RuleBroken as refusal:
        return in_words(refusal.sentence)


@admin.register(Application)
class ApplicationAdmin(Desk):
    """Applications that were handed in; drafts are the supplier's own."""

    view_action, agency = "application.check", "call__program__agency"
    list_display = ["supplier", "call", "badge", "asked", "submitted_at"]
    list_filter = ["state", "call"]
    search_fields = ["supplier__organization__name", "supplier__business_number", "plan"]
    list_select_related = ["supplier__organization", "call__program"]
    object_actions = (
        ApplicationCheckAction,
        ApplicationDecideAction,
        ReviewAssignAction,
        ApplicationRecommendAction,
        ApplicationReturnAction,
    )
    fields = [
        "supplier",
        "call",
        "badge",
        "technology",
        "hazards",
        "plan",
        "worksites_planned",
        "asked",
        "targets",
        "submitted_by",
        "submitted_at",
        "questions",
        "strangers",
        "scores",
    ]
    readonly_fields = ["badge", "asked", "targets", "questions", "strangers", "scores"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """A draft is nobody's business but the firm's."""
        return super().get_queryset(request).exclude(state=ApplicationState.DRAFT)

    @admin.display(description=gettext_lazy("Own targets"))
    def targets(self, application: Application) -> SafeString:
        """What the supplier set itself."""
        rows = application.own_targets.select_related("indicator").order_by("pk")
        return part("programs/own_targets.html", targets=rows)

    @admin.display(description=gettext_lazy("Questions of the agency"))
    def questions(self, application: Application) -> SafeString:
        """Every question and its answer."""
        return part("programs/answers.html", answers=every_answer(application))

    @admin.display(description=gettext_lazy("Signs that supplier and worksite are related"))
    def strangers(self, application: Application) -> SafeString:
        """With the way to explain each."""
        supplier = application.supplier
        relations = relations_of(supplier, worksites_of(supplier))
        return part(
            "companies/relation_rows.html",
            relations=relations,
            supplier=supplier,
            may_explain=True,
        )

    @admin.display(description=gettext_lazy("Reviews and score"))
    def scores(self, application: Application) -> SafeString:
        """Each review, and how the score comes about or what it waits for."""
        reviews = application.reviews.select_related("reviewer").order_by("pk")
        try:
            score = score_of(application)
        except RuleBroken as refusal:
            context = {"score": "", "working": [refusal.sentence]}
        else:
            context = {"score": str(score.value), "working": list(score.working)}
        return part("programs/score_working.html", reviews=reviews, **context)

    def work(self, request: HttpRequest) -> tuple[Work, ...]:
        """What waits for an officer."""
        rows = self.get_queryset(request)
        address = self.address("changelist")
        return (
            Work(
                gettext_lazy("Applications to check"),
                rows.filter(state=ApplicationState.SUBMITTED).count(),
                f"{address}?state__exact={ApplicationState.SUBMITTED}",
            ),
        )


@admin.register(Review)
class ReviewAdmin(Desk):
    """Who was asked, and what they said."""

    view_action, agency = "review.assign", "application__call__program__agency"
    list_display = ["application", "reviewer", "badge", "score", "scored_at"]
    list_filter = ["state"]
    search_fields = ["reviewer__name", "application__supplier__organization__name"]
    list_select_related = ["application__supplier__organization", "application__call", "reviewer"]
