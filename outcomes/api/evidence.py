"""Evidence as machines attach and list it: one file per request, answered with its hash."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from outcomes.api.doors import REFUSALS, MachineDoor
from outcomes.domain.evidence.states import ScanState
from outcomes.models import Evidence, Measurement
from outcomes.selectors import evidence_seen, measurements_seen
from outcomes.services import attach_evidence


class FileInput(serializers.Serializer[object]):
    """A photo, PDF, CSV or Excel file of at most 20 MB, or an MP4 of at most 200 MB."""

    file = serializers.FileField()


class EvidenceOutput(serializers.ModelSerializer[Evidence]):
    """A file and its hash; compare it with your own. No scanner is not the same as clean."""

    scan = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [
            "id",
            "measurement",
            "name",
            "content_type",
            "size",
            "sha256",
            "attached_at",
            "scan",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=[*ScanState]))
    def get_scan(self, evidence: Evidence) -> str:
        """The newest word of the virus scanner."""
        rows = sorted(evidence.scans.all(), key=lambda row: row.pk)
        return rows[-1].state if rows else ScanState.NOT_SCANNED


class EvidenceFiles(MachineDoor, generics.ListAPIView[Evidence]):
    """The files of one measurement."""

    actions = {"GET": "evidence.see", "POST": "evidence.attach"}
    serializer_class = EvidenceOutput
    parser_classes = [MultiPartParser]
    queryset = Evidence.objects.none()  # only says what kind of rows these are

    def get_queryset(self) -> QuerySet[Evidence]:
        """What lies outside does not exist."""
        mine = evidence_seen(self.viewer).filter(measurement=self._measurement())
        return mine.prefetch_related("scans")

    @extend_schema(tags=["evidence"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        tags=["evidence"],
        request={"multipart/form-data": FileInput},
        responses={201: EvidenceOutput, **REFUSALS},
    )
    def post(self, request: Request, pk: int) -> Response:  # noqa: ARG002 - the route's
        """Attach one file, before the measurement is certified."""
        given = FileInput(data=request.data)
        given.is_valid(raise_exception=True)
        upload = given.validated_data["file"]
        evidence = attach_evidence(
            measurement_id=self._measurement().pk,
            upload=upload,
            name=upload.name,
            by=self.viewer,
            at=timezone.now(),
        )
        return Response(EvidenceOutput(evidence).data, status=201)

    def _measurement(self) -> Measurement:
        mine = measurements_seen(self.viewer).filter(self.within("target__agreement"))
        return get_object_or_404(mine, pk=self.kwargs["pk"])
