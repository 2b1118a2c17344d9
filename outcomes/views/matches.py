"""Pages about sites: propose one, ask it, write down what is there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes.forms import AskForm, ConsentForm, MatchForm, RecordForm, WhyForm
from outcomes.models import Match, Measurement
from outcomes.selectors import (
    confirmations_seen,
    matches_seen,
    measurements_seen,
    subsidies_beside,
    targets_seen,
)
from outcomes.services import ask_worksite, propose_match, record_before_state, withdraw_match
from outcomes.views.offers import offers_of_match
from people.permissions import allowed
from people.views import Page, VerbPage

PER_PAGE = 50


class Matches(Page):
    """Every site of mine, or of everybody whom I watch over."""

    action = "match.see"
    template_name = "outcomes/matches.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows."""
        rows = Paginator(matches_seen(self.viewer), PER_PAGE)
        return super().get_context_data(
            page=rows.get_page(self.request.GET.get("page")),
            may_propose=allowed(self.viewer, "match.propose"),
            **kwargs,
        )


class MatchDetail(Page):
    """One site and hazard: where it stands and what comes next."""

    action = "match.see"
    template_name = "outcomes/match.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The match, its questions and its targets."""
        match = get_object_or_404(matches_seen(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(
            match=match,
            questions=confirmations_seen(self.viewer).filter(match=match),
            targets=targets_seen(self.viewer).filter(match=match),
            subsidies=subsidies_beside(match, self.viewer),
            may_withdraw_subsidy=allowed(self.viewer, "subsidy.withdraw"),
            offers=offers_of_match(match, self.viewer),
            now=timezone.now(),
            **kwargs,
        )


class MatchPropose(VerbPage):
    """Name a site and a hazard."""

    action = "match.propose"
    template_name = "outcomes/match_propose.html"
    form_class = MatchForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only what is one's own can be chosen."""
        return {**super().get_form_kwargs(), "viewer": self.viewer}

    def act(self, form: BaseForm) -> str:
        """Propose it; next the site is asked."""
        match = propose_match(
            agreement_id=form.cleaned_data["agreement"].pk,
            worksite_id=form.cleaned_data["worksite"].pk,
            hazard_id=form.cleaned_data["hazard"].pk,
            period=form.period,  # type: ignore[attr-defined]
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Proposed. Now ask the worksite for its consent."))
        return reverse("outcomes:match", args=[match.pk])


class MatchRecord(VerbPage):
    """Write down what is there before anything is improved."""

    action = "match.record"
    template_name = "outcomes/match_record.html"
    form_class = RecordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which site."""
        match = get_object_or_404(matches_seen(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(match=match, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Record it; next a target is set."""
        match = get_object_or_404(matches_seen(self.viewer), pk=self.kwargs["pk"])
        record_before_state(
            match_id=match.pk, text=form.cleaned_data["text"], by=self.viewer, at=timezone.now()
        )
        messages.success(self.request, _("Recorded. Now set a target for this worksite."))
        return reverse("outcomes:match", args=[match.pk])


class MatchWithdraw(VerbPage):
    """A wrong match gives its place free."""

    action = "match.withdraw"
    template_name = "outcomes/match_withdraw.html"
    form_class = WhyForm
    done = gettext_lazy("The match is withdrawn. The worksite is free for these days.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which match."""
        match = get_object_or_404(matches_seen(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(match=match, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Withdraw it."""
        match = get_object_or_404(matches_seen(self.viewer), pk=self.kwargs["pk"])
        reason = form.cleaned_data["reason"]
        withdraw_match(match_id=match.pk, reason=reason, by=self.viewer, at=timezone.now())
        return reverse("outcomes:match", args=[match.pk])


class WorksiteAsk(VerbPage):
    """Send a worksite its link: for its consent, or about a certified result."""

    action = "confirmation.request"
    template_name = "outcomes/worksite_ask.html"

    def get_form_class(self) -> type[AskForm]:
        """For its consent, or about a result."""
        return AskForm if "measurement" in self.kwargs else ConsentForm

    @property
    def match(self) -> Match:
        """The site that is asked."""
        return get_object_or_404(matches_seen(self.viewer), pk=self.kwargs["pk"])

    @property
    def measurement(self) -> Measurement | None:
        """The result that is asked about, if any."""
        if "measurement" not in self.kwargs:
            return None
        return get_object_or_404(measurements_seen(self.viewer), pk=self.kwargs["measurement"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom, and about what."""
        return super().get_context_data(
            match=self.match, measurement=self.measurement, cancel_url=self._home(), **kwargs
        )

    def act(self, form: BaseForm) -> str:
        """Send it."""
        confirmation, _token = ask_worksite(
            match_id=self.match.pk,
            measurement_id=self.kwargs.get("measurement"),
            by=self.viewer,
            at=timezone.now(),
            language=form.cleaned_data["language"],
            alone=form.cleaned_data.get("alone", False),
        )
        said = _("The link is on its way to %(to)s. You see the answer here as soon as it comes.")
        messages.success(self.request, said % {"to": confirmation.sent_to})
        return self._home()

    def _home(self) -> str:
        if "measurement" in self.kwargs:
            return reverse("outcomes:measurement", args=[self.kwargs["measurement"]])
        return reverse("outcomes:match", args=[self.kwargs["pk"]])
