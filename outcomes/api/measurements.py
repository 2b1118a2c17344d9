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

from core.domain.periods import Period
from core.domain.tables import CellError, RowsBroken
from core.domain.words import Sentence, say
from core.models import choices_of
from outcomes.api.doors import REFUSALS, MachineDoor
from outcomes.domain.claims import Beside, Claim, Reading
from outcomes.domain.file_rows import BESIDE, cell_error
from outcomes.domain.lifecycle import Phase, Source
from outcomes.domain.refusals import Refusal
from outcomes.models import Measurement, Target
from outcomes.selectors import Sites, measurements_seen, targets_seen
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
    worksite = serializers.CharField(
        allow_blank=True,
        default="",
        help_text="Business number, name or number of the match (M-12); for targets of many sites.",
    )
    people = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    deaths = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    lost_days = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    near_misses = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    note = serializers.CharField(allow_blank=True, max_length=2000, default="")
    key = serializers.UUIDField(help_text="Your own key; the same key again changes nothing.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Days in their order."""
        if attrs["last_day"] < attrs["first_day"]:
            said = gettext("The period ends before it begins. Swap the two days.")
            raise serializers.ValidationError({"last_day": said})
        return attrs


class MeasurementsInput(serializers.Serializer[object]):
    """A batch of at most a thousand: all of it is stored, or nothing."""

    measurements = serializers.ListField(child=ReadingInput(), allow_empty=False, max_length=MOST)


class MeasurementOutput(serializers.ModelSerializer[Measurement]):
    """A reading and where it stands."""

    target = serializers.CharField(source="target.number", read_only=True)
    worksite = serializers.IntegerField(source="match_id", read_only=True, allow_null=True)

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
            "worksite",
            "people",
            "deaths",
            "lost_days",
            "near_misses",
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
        """Store all of it or nothing. Sending the same keys again answers the same.

        What has to be mended is told for every reading at once: `errors` is a list of row (from 1),
        column, reason and an example of a right value.
        """
        batch = MeasurementsInput(data=request.data)
        if not batch.is_valid():
            raise _misshapen(batch.errors)
        done = measure_batch(
            claims=self._claims(batch.validated_data["measurements"]),
            source=Source.API,
            by=self.viewer,
            at=timezone.now(),
        )
        return Response(MeasurementOutput(done, many=True).data, status=201)

    def _claims(self, rows: list[dict[str, Any]]) -> tuple[Claim, ...]:
        wanted = targets_seen(self.viewer).filter(
            self.within(), number__in={row["target"] for row in rows}
        )
        known = {target.number: target for target in wanted}
        sites = {target.agreement_id: Sites(target.agreement) for target in known.values()}
        found = [_claim(place, row, known, sites) for place, row in enumerate(rows, start=1)]
        if errors := [one for one in found if isinstance(one, CellError)]:
            raise RowsBroken(errors)
        return tuple(one for one in found if isinstance(one, Claim))


class MeasurementDetail(MeasurementDoor, generics.RetrieveAPIView[Measurement]):
    """One reading."""

    actions = {"GET": "measurement.see"}

    @extend_schema(tags=["measurements"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Where it stands."""
        return super().get(request, *args, **kwargs)


def _misshapen(errors: Any) -> Exception:
    """What is wrong with the shape of rows, told as what is wrong with their content."""
    rows = errors.get("measurements")
    if not isinstance(rows, dict):
        return serializers.ValidationError(errors)
    return RowsBroken(
        [
            cell_error(int(place) + 1, column, Sentence("%(said)s", {"said": str(said[0])}))
            for place, cells in sorted(rows.items())
            for column, said in cells.items()
        ]
    )


def _claim(
    place: int, row: dict[str, Any], known: dict[str, Target], sites: dict[int, Sites]
) -> Claim | CellError:
    target = known.get(row["target"])
    if target is None:
        reason = say(
            "There is no target %(number)s among yours. Read the list of targets.",
            number=row["target"],
        )
        return cell_error(place, "target", reason)
    site = sites[target.agreement_id].of(target, row["worksite"])
    if isinstance(site, Refusal):
        return cell_error(place, site.field, site.sentence)
    return Claim(target.pk, _reading(row, site), row["key"])


def _reading(row: dict[str, Any], site: int | None) -> Reading:
    return Reading(
        phase=Phase(row["phase"]),
        period=Period(row["first_day"], row["last_day"]),
        quantity=row["quantity"],
        events=row["events"],
        hours=row["hours"],
        note=row["note"],
        site=site,
        beside=Beside(**{name: row[name] for name in BESIDE}),
    )
