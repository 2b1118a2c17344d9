"""What the doors to payment terms share: who may, how a body is read, how it is refused."""

from __future__ import annotations

from typing import IO, Any, ClassVar

from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.views import APIView

from core.domain.documents import Part, part_of
from core.domain.errors import RuleBroken
from core.domain.json_text import json_from
from people.permissions import person, require

MOST_BYTES = 2 * 1024 * 1024


class ExactJSON(BaseParser):
    """JSON whose decimals stay exact, of a bounded size; what breaks it is told with its line."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        parser_context: Any = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """The whole body as one object."""
        content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise RuleBroken(
                "%(name)s has more than %(most)s bytes. Shorten it.", name="JSON", most=MOST_BYTES
            )
        return dict(part_of(json_from(content)).found)


class TermsDoor(APIView):
    """A question about terms that are sent along; nothing is looked up and nothing is kept."""

    actions: ClassVar[dict[str, str]] = {"POST": "terms.price"}
    parser_classes = [ExactJSON]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The permission table speaks before anything is read."""
        super().initial(request, *args, **kwargs)
        require(person(request), self.actions["POST"])

    def asked(self, *names: str) -> Part:
        """The body, and no member that nobody asked for."""
        return part_of(self.request.data).only(*names)
