"""The bank's answer: looked at first, then applied as a whole."""

from __future__ import annotations

import base64
from collections import Counter
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payouts.domain.matching import Matched
from payouts.forms import AnswerApplyForm, AnswerFileForm
from payouts.selectors.batches import lines_of
from payouts.services import apply_answer, read_answer
from payouts.views.batches import ActOnBatch
from payouts.views.parts import to
from people.views import SignedPage


class AnswerRead(ActOnBatch):
    """Choose the file; the next page says what applying it would do."""

    action = "batch.answer"
    form_class = AnswerFileForm
    template_name = "payouts/answer_read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which file was answered."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Read the bank's answer"), "")),
            batch=self.batch,
            back=to("batch", self.batch.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> HttpResponse:
        """A dry run: row by row, nothing is applied."""
        file = form.cleaned_data["file"]
        content = file.read()
        found = read_answer(batch_id=self.batch.pk, content=content, by=self.viewer)
        carried = {"content": base64.b64encode(content).decode(), "name": file.name}
        shown = self.get_context_data(
            found=found,
            lines=self._lines(found),
            counts=sorted(Counter(line.outcome.value for line in found.lines).items()),
            form=form,
            apply=AnswerApplyForm(initial=carried),
            apply_url=to("answer_apply", self.batch.pk),
            may_apply=found.is_understood,
        )
        status = 200 if found.is_understood else 422
        return TemplateResponse(self.request, "payouts/answer_apply.html", shown, status=status)

    def _lines(self, found: Matched) -> list[dict[str, Any]]:
        ours = {line.key: line for line in lines_of(self.batch)}
        return [{"said": line, "ours": ours[line.key]} for line in found.lines]


class AnswerApply(ActOnBatch, SignedPage):
    """Apply exactly what was looked at."""

    action = "batch.answer"
    form_class = AnswerApplyForm
    template_name = "payouts/answer_apply.html"
    done = gettext_lazy("Applied. The payouts and the books say so now.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which file was answered."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Read the bank's answer"), "")),
            batch=self.batch,
            back=to("answer_read", self.batch.pk),
            apply=None,
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """One service; the file is next."""
        apply_answer(batch_id=self.batch.pk, **form.cleaned_data, by=self.viewer, at=timezone.now())
        return to("batch", self.batch.pk)
