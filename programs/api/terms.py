"""Payment terms for other systems: checked, priced, bounded, read aloud, compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.domain.documents import Part
from people.api import Refusal
from programs.api import examples
from programs.api.doors import TermsDoor
from programs.domain.terms import Sheet, items_of
from programs.selectors import worked_terms as worked

MOST_CASES = 50


class SheetInput(serializers.Serializer[object]):
    """A term sheet."""

    sheet = serializers.JSONField(help_text="A document as docs/terms.schema.json describes it.")


class CaseInput(SheetInput):
    """A term sheet and what is known."""

    case = serializers.JSONField(
        help_text="Inputs by name; a level holds a list of objects. What is not known is left out."
    )


class VersionsInput(SheetInput):
    """Two versions, and cases to price under both."""

    other = serializers.JSONField(help_text="The later version.")
    cases = serializers.ListField(
        child=serializers.JSONField(), required=False, max_length=MOST_CASES
    )


def _described(
    request: type[SheetInput], asked: dict[str, Any], answered: dict[str, Any]
) -> Callable[[Any], Any]:
    """One verb in the description of the API, with an example of what goes in and comes out."""
    return extend_schema(
        tags=["terms"],
        request=request,
        responses={200: OpenApiTypes.OBJECT, 422: Refusal},
        examples=[
            OpenApiExample("Asked", value=asked, request_only=True),
            OpenApiExample("Answered", value=answered, response_only=True, status_codes=["200"]),
        ],
    )


class TermsCheck(TermsDoor):
    """Look over terms before anybody signs."""

    @_described(SheetInput, {"sheet": examples.SHEET}, examples.CHECKED)
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's signature
        """Everything that is wrong, each with its place and its repair."""
        return Response(worked.terms_checked(self.asked("sheet").member("sheet")))


class TermsPrice(TermsDoor):
    """Price a case."""

    @_described(CaseInput, {"sheet": examples.SHEET, "case": examples.CASE}, examples.PRICED)
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's signature
        """Amounts in the smallest unit of the currency, and every step with its working."""
        asked = self.asked("sheet", "case")
        return Response(worked.terms_priced(sheet_of(asked, "sheet"), asked.member("case")))


class TermsBound(TermsDoor):
    """Say what terms can cost."""

    @_described(SheetInput, {"sheet": examples.SHEET}, examples.BOUNDED)
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's signature
        """The most and the least that can be owed, before anything is measured."""
        return Response(worked.terms_bounded(sheet_of(self.asked("sheet"), "sheet")))


class TermsExplain(TermsDoor):
    """Read terms aloud."""

    @_described(SheetInput, {"sheet": examples.SHEET}, examples.EXPLAINED)
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's signature
        """The whole sheet as numbered sentences, in the language that is asked for."""
        return Response(worked.terms_explained(sheet_of(self.asked("sheet"), "sheet")))


class TermsDiff(TermsDoor):
    """Compare two versions."""

    @_described(
        VersionsInput,
        {"sheet": examples.SHEET, "other": examples.AMENDED, "cases": [examples.CASE]},
        examples.COMPARED,
    )
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's signature
        """What changes in words, and in money on each case that is sent along."""
        asked = self.asked("sheet", "other", "cases")
        old, new = sheet_of(asked, "sheet"), sheet_of(asked, "other")
        found = items_of(asked, "cases", least=0, most=MOST_CASES) if "cases" in asked.found else []
        return Response(worked.terms_compared(old, new, found))


def sheet_of(asked: Part, name: str) -> Sheet:
    """A sheet that can be priced."""
    return worked.sheet_in(asked.member(name), name=name)
