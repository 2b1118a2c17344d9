"""Pages about files: attach one, take the original, see it small, say why it was used twice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outcomes.domain.evidence.kinds import PHOTOS
from outcomes.forms import EvidenceForm, ExplainForm
from outcomes.gateways.pictures import thumbnail
from outcomes.gateways.store import opened, unchanged
from outcomes.models import Evidence, EvidenceTwin
from outcomes.selectors import evidence_seen
from outcomes.selectors.likeness import as_seen, twins_seen
from outcomes.services import attach_evidence
from outcomes.services.twins import explain_twin
from outcomes.views.measurements import MeasurementPage
from people.views import Door, VerbPage

UNGUESSED = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}


class EvidenceAttach(MeasurementPage):
    """Add a file that shows it."""

    action = "evidence.attach"
    template_name = "outcomes/evidence_attach.html"
    form_class = EvidenceForm

    def act(self, form: BaseForm) -> str:
        """Keep it under its hash, and say the hash."""
        upload = form.cleaned_data["file"]
        evidence = attach_evidence(
            measurement_id=self.measurement.pk,
            upload=upload,
            name=upload.name,
            by=self.viewer,
            at=timezone.now(),
        )
        said = _("“%(name)s” is attached. Its SHA-256 is %(sha256)s.")
        messages.success(self.request, said % {"name": evidence.name, "sha256": evidence.sha256})
        return self.home()


class EvidenceDoor(Door):
    """A door to one file that this person may see."""

    action = "evidence.see"
    http_method_names = ["get", "head"]

    @property
    def evidence(self) -> Evidence:
        """The file, or 404."""
        return get_object_or_404(evidence_seen(self.viewer), pk=self.kwargs["pk"])


class EvidenceDownload(EvidenceDoor):
    """The original bytes, never shown inside a page of ours."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:  # noqa: ARG002 - Django's signature
        """Stream it as a download."""
        evidence = self.evidence
        try:
            file = opened(evidence.sha256)
        except OSError as lost:
            raise Http404 from lost
        return FileResponse(
            file,
            as_attachment=True,
            filename=evidence.name,
            content_type=evidence.content_type,
            headers={**UNGUESSED, "Content-Length": str(evidence.size)},
        )


class EvidencePicture(EvidenceDoor):
    """A photo made small, without what it tells besides; only while it is what was sent."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """Draw it anew each time: nothing lies beside the original that could differ from it."""
        evidence = self.evidence
        if evidence.content_type not in PHOTOS or not unchanged(evidence.sha256):
            raise Http404
        small = thumbnail(evidence.sha256)
        return HttpResponse(small, content_type="image/jpeg", headers=UNGUESSED)


class TwinExplain(VerbPage):
    """A verifier looks at both files, side by side, and says what it means."""

    action = "twin.explain"
    template_name = "outcomes/twin_explain.html"
    form_class = ExplainForm

    @property
    def twin(self) -> EvidenceTwin:
        """The pair, or 404."""
        twin: EvidenceTwin = get_object_or_404(twins_seen(self.viewer), pk=self.kwargs["pk"])
        return twin

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides."""
        twin = self.twin
        return super().get_context_data(twins=as_seen([twin]), home=self._home(twin), **kwargs)

    def act(self, form: BaseForm) -> str:
        """Keep the words for good."""
        twin = self.twin
        explain_twin(
            twin_id=twin.pk, words=form.cleaned_data["words"], by=self.viewer, at=timezone.now()
        )
        messages.success(self.request, _("Explained. Your words stay beside the two files."))
        return self._home(twin)

    @staticmethod
    def _home(twin: EvidenceTwin) -> str:
        return reverse("outcomes:measurement", args=[twin.evidence.measurement_id])
