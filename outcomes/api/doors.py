"""What every machine's door has in common: its actions, its scope, its refusals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q
from rest_framework import generics
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from people.api import Refusal
from people.models import ApiToken, User
from people.permissions import person, require


class Pages(CursorPagination):
    """Newest first; a page stays the same while rows are added."""

    page_size = 100
    ordering = "-pk"


class MachineDoor(generics.GenericAPIView[Any]):
    """A door for machines; `actions` names a line of the permission table for each method."""

    actions: ClassVar[dict[str, str]]
    pagination_class = Pages

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The permission table speaks before anything is read."""
        super().initial(request, *args, **kwargs)
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method in self.actions:
            require(person(request), self.actions[method])

    @property
    def viewer(self) -> User:
        """Whose eyes these are."""
        return person(self.request)

    def within(self, agreement: str = "agreement") -> Q:
        """A key opens only what belongs to its organisation, whatever else its owner may see."""
        if not isinstance(self.request.auth, ApiToken):
            return Q()
        path = f"{agreement}__supplier__organization"
        return Q(**{path: self.request.auth.organization})


REFUSALS = {404: Refusal, 409: Refusal, 422: Refusal}
