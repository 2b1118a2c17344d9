"""A bank file leaves the platform: once, and again only when a second person releases it."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from payouts.forms import ReasonForm
from payouts.selectors.handouts import open_release
from payouts.services import download_batch, release_batch
from payouts.views.batches import ActOnBatch
from payouts.views.parts import row, to
from people.views import SignedPage


class BatchDownload(ActOnBatch, SignedPage):
    """The file in clear, or in the bank's envelope, for the treasurer; every time is on record."""

    action = "batch.download"
    form_class = Form
    template_name = "payouts/batch_download.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file once more, its hash, and who released it if it was out before."""
        layout, release = self.batch.layout, open_release(self.batch)
        key = layout.recipient if layout else ""
        more = [row(_("Hash of the file"), self.batch.sha256)]
        if key:
            more.append(row(_("Encrypted to"), key))
        if release:
            more.append(row(_("Released by"), f"{release.by}: {release.reason}"))
        return super().get_context_data(
            crumbs=self.crumbs((_("Download the file"), "")),
            batch=self.batch,
            rows=[*self.facts(), *more],
            is_encrypted=bool(key),
            back=to("batch", self.batch.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> HttpResponse:  # noqa: ARG002 - nothing is asked
        """The sealed bytes; no browser or proxy keeps them."""
        handed = download_batch(batch_id=self.batch.pk, by=self.viewer, at=timezone.now())
        return HttpResponse(
            handed.content,
            content_type=handed.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{handed.name}"',
                "Cache-Control": "no-store",
            },
        )


class BatchRelease(ActOnBatch):
    """A second person lets the file out once more and says why."""

    action = "batch.release"
    form_class = ReasonForm
    template_name = "payouts/batch_release.html"
    done = gettext_lazy("Released. The treasurer can download the file once more.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file once more."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Release for another download"), "")),
            batch=self.batch,
            rows=self.facts(),
            back=to("batch", self.batch.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Release it; the file is next."""
        release_batch(
            batch_id=self.batch.pk, **form.cleaned_data, by=self.viewer, at=timezone.now()
        )
        return to("batch", self.batch.pk)
