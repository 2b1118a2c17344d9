"""Measurements as machines send and read them: many at once, each with a key of its own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from core.models import choices_of
from outcomes.api.doors import REFUSALS, MachineDoor
from outcomes.domain.claims import Claim, Reading
from outcomes.domain.lifecycle import Phase, Source
from outcomes.models import Measurement
from outcomes.selectors import measurements_seen, targets_seen
from outcomes.services import measure_batch

MOST = 1000


class ReadingInput(serializers.Serializer[object]):
    """One reading. What nobody knows is left out or null; zero is a number."""

    target = serializers.CharField(help_text="Number of the target.")
    phase = serializers.ChoiceField(choices=choices_of(Phase), default=Phase.FOLLOW_UP)
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    quantity = serializers.DecimalField(
        max_digits=14, decimal_places=4, min_value=0, allow_null=True, default=None
    )
    events = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    hours = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    note = serializers.CharField(allow_blank=True, max_length=2000, default="")
    key = serializers.UUIDField(help_text="Your own key; the same key again changes nothing.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Days in their order."""
        if attrs["last_day"] < attrs["first_day"]:
            said = gettext("The period ends before it begins. Swap the two days.")
            raise serializers.ValidationError({"last_day": said})
        return attrs


class MeasurementsInput(serializers.Serializer[object]):
    """A batch: all of it is stored, or nothing."""

    measurements = serializers.ListField(child=ReadingInput(), allow_empty=False, max_length=MOST)


class MeasurementOutput(serializers.ModelSerializer[Measurement]):
    """A reading and where it stands."""

    target = serializers.CharField(source="target.number", read_only=True)

    class Meta:
        model = Measurement
        fields = [
            "id",
            "target",
            "phase",
            "first_day",
            "last_day",
            "quantity",
            "events",
            "hours",
            "note",
            "source",
            "key",
            "state",
            "measured_at",
            "certified_at",
        ]


class MeasurementDoor(MachineDoor):
    """Measurements within the caller's scope."""

    serializer_class = MeasurementOutput
    queryset = Measurement.objects.none()  # only says what kind of rows these are

    def get_queryset(self) -> QuerySet[Measurement]:
        """What lies outside does not exist."""
        return measurements_seen(self.viewer).filter(self.within("target__agreement"))


class Measurements(MeasurementDoor, generics.ListAPIView[Measurement]):
    """Every reading of the caller, and the way in for new ones."""

    actions = {"GET": "measurement.see", "POST": "measurement.measure"}

    def get_queryset(self) -> QuerySet[Measurement]:
        """All, or those of one target."""
        number = self.request.query_params.get("target")
        rows = super().get_queryset()
        return rows.filter(target__number=number) if number else rows

    @extend_schema(
        tags=["measurements"], parameters=[OpenApiParameter("target", str, description="Number.")]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        tags=["measurements"],
        request=MeasurementsInput,
        responses={201: MeasurementOutput(many=True), **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        """Store all of it or nothing. Sending the same keys again answers the same."""
        batch = MeasurementsInput(data=request.data)
        batch.is_valid(raise_exception=True)
        done = measure_batch(
            claims=self._claims(batch.validated_data["measurements"]),
            source=Source.API,
            by=self.viewer,
            at=timezone.now(),
        )
        return Response(MeasurementOutput(done, many=True).data, status=201)

    def _claims(self, rows: list[dict[str, Any]]) -> tuple[Claim, ...]:
        targets = targets_seen(self.viewer).filter(self.within())
        known = dict(
            targets.filter(number__in={row["target"] for row in rows}).values_list("number", "pk")
        )
        for place, row in enumerate(rows):
            if row["target"] not in known:
                raise RuleBroken(
                    "There is no target %(number)s among yours. Read the list of targets.",
                    field=f"measurements[{place}].target",
                    number=row["target"],
                )
        return tuple(Claim(known[row["target"]], _reading(row), row["key"]) for row in rows)


class MeasurementDetail(MeasurementDoor, generics.RetrieveAPIView[Measurement]):
    """One reading."""

    actions = {"GET": "measurement.see"}

    @extend_schema(tags=["measurements"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Where it stands."""
        return super().get(request, *args, **kwargs)


def _reading(row: dict[str, Any]) -> Reading:
    return Reading(
        phase=Phase(row["phase"]),
        period=Period(row["first_day"], row["last_day"]),
        quantity=row["quantity"],
        events=row["events"],
        hours=row["hours"],
        note=row["note"],
    )
