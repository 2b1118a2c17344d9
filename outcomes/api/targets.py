"""Targets as machines read them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers

from outcomes.api.doors import MachineDoor
from outcomes.models import Target
from outcomes.selectors import targets_seen


class TargetOutput(serializers.ModelSerializer[Target]):
    """A target: what is to be reached, when, and how it is judged."""

    agreement = serializers.CharField(source="agreement.number", read_only=True)
    worksite = serializers.CharField(
        source="match.worksite.name", default=None, read_only=True, allow_null=True
    )
    indicator = serializers.CharField(source="indicator.code", read_only=True)
    verdict = serializers.CharField(
        source="verification.verdict", default=None, read_only=True, allow_null=True
    )
    attained = serializers.DecimalField(
        source="verification.attained",
        max_digits=14,
        decimal_places=4,
        default=None,
        read_only=True,
        allow_null=True,
    )
    design = serializers.SerializerMethodField()

    class Meta:
        model = Target
        fields = [
            "number",
            "agreement",
            "clause_key",
            "worksite",
            "indicator",
            "goal",
            "window_first",
            "window_last",
            "design",
            "evidence_rule",
            "state",
            "verdict",
            "attained",
        ]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_design(self, target: Target) -> dict[str, Any]:
        """The frozen way of judging."""
        return dict(target.design)


class TargetDoor(MachineDoor):
    """Targets within the caller's scope."""

    actions = {"GET": "target.see"}
    serializer_class = TargetOutput

    def get_queryset(self) -> QuerySet[Target]:
        """What lies outside does not exist."""
        return targets_seen(self.viewer).filter(self.within()).select_related("verification")


@extend_schema(tags=["targets"])
class Targets(TargetDoor, generics.ListAPIView[Target]):
    """Every target of the caller, newest first."""


@extend_schema(tags=["targets"])
class TargetDetail(TargetDoor, generics.RetrieveAPIView[Target]):
    """One target by its number."""

    lookup_field = "number"
