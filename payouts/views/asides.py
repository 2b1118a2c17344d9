"""A row of the bank's answer that was set aside: what is said against it, and what became of it."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domain.words import say
from payouts.forms.answers import RowResolveForm
from payouts.models import AsideRow, BankBatch
from payouts.selectors.asides import remedies_of
from payouts.selectors.batches import batches_for
from payouts.selectors.refusals import Refusal
from payouts.services import resolve_row
from payouts.views.batches import ActOnBatch
from payouts.views.parts import row, to
from people.permissions import allowed
from people.views import SignedPage


class RowResolve(ActOnBatch, SignedPage):
    """Say what became of one row; who, when and why stay on the page of the file."""

    action = "row.resolve"
    form_class = RowResolveForm
    template_name = "payouts/row_resolve.html"
    done = gettext_lazy("The row is resolved. The page of the file says how.")

    @cached_property
    def aside(self) -> AsideRow:
        """Which row; another bank's is not there."""
        rows = AsideRow.objects.select_related(
            "answer__batch__program__funder", "answer__read_by", "disbursement__payout"
        )
        mine = rows.filter(answer__batch__in=batches_for(self.viewer))
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    @cached_property
    def batch(self) -> BankBatch:
        """The file that the bank answered."""
        return self.aside.answer.batch

    def is_seen(self) -> bool:
        """Whether the file is this person's to see."""
        seen = batches_for(self.viewer).filter(answers__asides=self.kwargs["pk"])
        return allowed(self.viewer, "batch.see") and seen.exists()

    def refusal(self) -> Refusal:
        """What was resolved stays resolved."""
        resolution = getattr(self.aside, "resolution", None)
        if resolution is None:
            return Refusal()
        said = say(
            "%(by)s resolved this row on %(day)s. Look at the file to see how.",
            by=resolution.by,
            day=f"{resolution.at:%Y-%m-%d}",
        )
        return Refusal(thing=(said,))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only the ways that are open as things stand."""
        return {**super().get_form_kwargs(), "remedies": remedies_of(self.aside)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The row as the bank wrote it, as far as it was read."""
        aside = self.aside
        return super().get_context_data(
            aside=aside,
            rows=[
                row(_("File"), self.batch.number),
                row(_("Answer"), aside.answer.name),
                row(_("Row"), aside.row),
                row(_("Key"), aside.key),
                row(_("Payment"), aside.disbursement),
                row(_("Set aside by"), aside.answer.read_by),
            ],
            **self.way(),
            **kwargs,
        )

    def way(self) -> dict[str, Any]:
        """Back to the file."""
        back = to("batch", self.batch.pk)
        return {"crumbs": self.crumbs((_("Row set aside"), "")), "back": back}

    def act(self, form: BaseForm) -> str:
        """One service; the file is next."""
        resolve_row(aside_id=self.aside.pk, **form.cleaned_data, by=self.viewer, at=timezone.now())
        return to("batch", self.batch.pk)
