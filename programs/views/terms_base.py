"""What every page about the terms of one supplier begins with."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from people.views import Door, VerbPage
from programs.domain.drafts import HEADER, Change
from programs.forms.terms import RevisionForm
from programs.models import Recommendation, TermsDraft
from programs.selectors import drafts_of, writable_for
from programs.services import edit_draft
from programs.views.terms_words import anchor_of
from programs.views.words import crumbs, to


class OfOneRecommendation(Door):
    """What every page about the terms of one supplier begins with."""

    @cached_property
    def recommendation(self) -> Recommendation:
        """For whom terms are written."""
        return get_object_or_404(writable_for(self.viewer), pk=self.kwargs["pk"])

    @cached_property
    def draft(self) -> TermsDraft:
        """What is written so far."""
        return get_object_or_404(drafts_of(self.recommendation))

    def way_here(self, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
        """From the first page over the supplier to the terms."""
        supplier, pk = self.recommendation.application.supplier, self.recommendation.pk
        return crumbs(
            (_("Recommendations"), to("recommendations")),
            (str(supplier), to("recommendation", pk)),
            (_("Payment terms"), to("draft", pk) if more else ""),
            *more,
        )


class OneDraft(OfOneRecommendation, VerbPage):
    """Something is done with a draft, as it was when the page was drawn."""

    action = "agreement.propose"
    form_class: type[BaseForm] = RevisionForm

    def get_initial(self) -> dict[str, Any]:
        """The revision that this page shows."""
        return {"revision": self.draft.revision}

    @property
    def back(self) -> str:
        """To the part that this is about."""
        return f"{to('draft', self.recommendation.pk)}#{self._anchor()}"

    def _anchor(self) -> str:
        return anchor_of(self.kwargs.get("section", HEADER), self.kwargs.get("index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way back."""
        return super().get_context_data(
            recommendation=self.recommendation, draft=self.draft, back=self.back, **kwargs
        )

    def changed(self, form: BaseForm, change: Change) -> str:
        """One change, on what this page showed."""
        edit_draft(
            recommendation_id=self.recommendation.pk,
            revision=form.cleaned_data["revision"],
            change=change,
            by=self.viewer,
            at=timezone.now(),
        )
        return self.back
