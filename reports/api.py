"""What other systems may read: programmes, agreements and payouts within their scope."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from payouts.models import Payout
from payouts.selectors.lists import payouts_for
from people.models import User
from people.permissions import person, require
from programs.models import Agreement, Program
from programs.selectors import agreements_for
from reports.selectors import programs_for


class Pages(CursorPagination):
    """Newest first; a page stays the same while rows are added."""

    page_size = 50
    ordering = "-pk"


class ReadView(generics.GenericAPIView[Any]):
    """A door for machines that only read; `actions` names its line of the permission table.

    Not `action`: that is what the OpenAPI generator takes for the verb of a view set.
    """

    actions: ClassVar[dict[str, str]]
    pagination_class = Pages

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The permission table speaks before anything is read."""
        super().initial(request, *args, **kwargs)
        require(person(request), self.actions["GET"])

    @property
    def viewer(self) -> User:
        """Whose eyes these are."""
        return person(self.request)


class ProgramOutput(serializers.ModelSerializer[Program]):
    """A programme as other systems see it."""

    class Meta:
        model = Program
        fields = ["code", "name_ko", "name_en", "starts_on", "ends_on", "state"]


class AgreementOutput(serializers.ModelSerializer[Agreement]):
    """A contract as other systems see it."""

    program = serializers.SlugRelatedField[Program](slug_field="code", read_only=True)
    supplier = serializers.CharField(source="supplier.organization.name", read_only=True)

    class Meta:
        model = Agreement
        fields = [
            "number",
            "program",
            "supplier",
            "state",
            "signed_at",
            "base_reserved",
            "success_reserved",
            "incentive_reserved",
        ]


class PayoutOutput(serializers.ModelSerializer[Payout]):
    """A payment as other systems see it, with its working."""

    agreement = serializers.SlugRelatedField[Agreement](slug_field="number", read_only=True)
    target = serializers.CharField(
        source="verification.target.number", default=None, read_only=True
    )

    class Meta:
        model = Payout
        fields = [
            "number",
            "agreement",
            "target",
            "clause_key",
            "part",
            "amount",
            "state",
            "working",
            "computed_at",
            "digest",
        ]


@extend_schema(tags=["programmes"])
class Programs(ReadView, generics.ListAPIView[Program]):
    """Programmes that are open, and those the caller takes part in."""

    actions = {"GET": "program.see"}
    serializer_class = ProgramOutput

    def get_queryset(self) -> QuerySet[Program]:
        """Within scope."""
        return programs_for(self.viewer)


@extend_schema(tags=["agreements"])
class Agreements(ReadView, generics.ListAPIView[Agreement]):
    """The caller's agreements."""

    actions = {"GET": "agreement.see"}
    serializer_class = AgreementOutput

    def get_queryset(self) -> QuerySet[Agreement]:
        """Within scope."""
        return agreements_for(self.viewer)


@extend_schema(tags=["agreements"])
class AgreementDetail(ReadView, generics.RetrieveAPIView[Agreement]):
    """One agreement by its number."""

    actions = {"GET": "agreement.see"}
    serializer_class = AgreementOutput
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[Agreement]:
        """Within scope; what lies outside does not exist."""
        return agreements_for(self.viewer)


@extend_schema(tags=["payouts"])
class Payouts(ReadView, generics.ListAPIView[Payout]):
    """The caller's payments."""

    actions = {"GET": "payout.see"}
    serializer_class = PayoutOutput

    def get_queryset(self) -> QuerySet[Payout]:
        """Within scope."""
        return payouts_for(self.viewer).select_related("agreement", "verification__target")


@extend_schema(tags=["payouts"])
class PayoutDetail(ReadView, generics.RetrieveAPIView[Payout]):
    """One payment by its number."""

    actions = {"GET": "payout.see"}
    serializer_class = PayoutOutput
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[Payout]:
        """Within scope; what lies outside does not exist."""
        return payouts_for(self.viewer).select_related("agreement", "verification__target")
