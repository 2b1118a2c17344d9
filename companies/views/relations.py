"""The page on which an officer says why two firms are strangers all the same."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.forms import ExplanationForm
from companies.models import Supplier
from companies.selectors import relation_behind, suppliers_seen_by, worksites_of
from companies.services import explain_relation
from people.views import VerbPage


class RelationExplain(VerbPage):
    """One sign, and what an officer found when looking at it."""

    action = "relation.explain"
    form_class = ExplanationForm
    template_name = "companies/relation_explain.html"
    done = _("Explained. It stays on record under your name.")

    @property
    def supplier(self) -> Supplier:
        """Whose sign it is."""
        return get_object_or_404(suppliers_seen_by(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the two share."""
        sites = worksites_of(self.supplier)
        worksite = get_object_or_404(sites, pk=self.kwargs["worksite"])
        relation = relation_behind(self.supplier, worksite, self.kwargs["digest"])
        return super().get_context_data(supplier=self.supplier, relation=relation, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Keep the explanation."""
        explain_relation(
            supplier_id=self.kwargs["pk"],
            worksite_id=self.kwargs["worksite"],
            digest=self.kwargs["digest"],
            text=form.cleaned_data["text"],
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("companies:supplier", args=[self.kwargs["pk"]])
