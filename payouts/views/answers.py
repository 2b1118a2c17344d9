"""The bank's answer: looked at first, then applied as a whole or row by row."""

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

from core.domain.errors import RuleBroken
from payouts.domain.matching import Matched
from payouts.forms.answers import AnswerApplyForm, AnswerFileForm, AnswerRowsForm, RowsField
from payouts.selectors.batches import lines_of
from payouts.services import apply_answer, read_answer
from payouts.views.batches import ActOnBatch
from payouts.views.parts import to
from people.views import SignedPage


class AnswerPage(ActOnBatch):
    """Every page of an answer says which file was answered, and what the answer would do."""

    action = "batch.answer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which file it is."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Read the bank's answer"), "")),
            batch=self.batch,
            **{"back": to("answer_read", self.batch.pk), **kwargs},
        )

    def shown(self, found: Matched, content: bytes, name: str) -> dict[str, Any]:
        """A dry run: every row with what it would do, or what stands against it."""
        carried = {"content": base64.b64encode(content).decode(), "name": name}
        ours = {line.key: line for line in lines_of(self.batch)}
        return {
            "found": found,
            "lines": [{"said": line, "ours": ours[line.key]} for line in found.lines],
            "wrong": [{"error": one, "key": found.keys.get(one.row, "")} for one in found.errors],
            "counts": sorted(Counter(line.outcome.value for line in found.lines).items()),
            "apply": AnswerApplyForm(initial=carried) if found.is_understood else None,
            "apply_url": to("answer_apply", self.batch.pk),
            "rows": AnswerRowsForm(initial=carried) if found.has_rows else None,
            "rows_url": to("answer_apply_rows", self.batch.pk),
            "ticked": [],
        }


class AnswerRead(AnswerPage):
    """Choose the file; the next page says what applying it would do."""

    form_class = AnswerFileForm
    template_name = "payouts/answer_read.html"

    def act(self, form: BaseForm) -> HttpResponse:
        """A dry run: row by row, nothing is applied."""
        file = form.cleaned_data["file"]
        content = file.read()
        found = read_answer(batch_id=self.batch.pk, content=content, by=self.viewer)
        shown = self.get_context_data(form=form, **self.shown(found, content, file.name))
        status = 200 if found.is_understood else 422
        return TemplateResponse(self.request, "payouts/answer_apply.html", shown, status=status)


class AnswerApply(AnswerPage, SignedPage):
    """Apply exactly what was looked at."""

    form_class = AnswerApplyForm
    template_name = "payouts/answer_apply.html"
    done = gettext_lazy("Applied. The payouts and the books say so now.")

    def act(self, form: BaseForm) -> str:
        """One service; the file is next."""
        apply_answer(batch_id=self.batch.pk, **form.cleaned_data, by=self.viewer, at=timezone.now())
        return to("batch", self.batch.pk)


class AnswerApplyRows(AnswerPage, SignedPage):
    """Apply the rows that were ticked; the others are set aside and stay in sight."""

    form_class = AnswerRowsForm
    template_name = "payouts/answer_apply_rows.html"
    done = gettext_lazy("The ticked rows are applied, the others set aside. Resolve them next.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """After a refusal the dry run is there again, with every tick where it was."""
        form = kwargs.get("form")
        shown = self._again(form) if isinstance(form, AnswerRowsForm) and form.is_bound else {}
        return super().get_context_data(**{**shown, **kwargs})

    def act(self, form: BaseForm) -> str:
        """One service; the file with its rows set aside is next."""
        assert isinstance(form, AnswerRowsForm)  # noqa: S101 - told to the type checker
        given = form.cleaned_data
        apply_answer(
            batch_id=self.batch.pk,
            content=given["content"],
            name=given["name"],
            rows=form.choice(),
            by=self.viewer,
            at=timezone.now(),
        )
        return to("batch", self.batch.pk)

    def _again(self, form: AnswerRowsForm) -> dict[str, Any]:
        given = form.cleaned_data
        if "content" not in given:
            return {}
        try:
            found = read_answer(batch_id=self.batch.pk, content=given["content"], by=self.viewer)
        except RuleBroken:
            return {}
        shown = self.shown(found, given["content"], given.get("name", ""))
        ticked = [int(one) for one in form["rows"].value() or [] if RowsField.is_number(one)]
        return {**shown, "rows": form, "ticked": ticked}
