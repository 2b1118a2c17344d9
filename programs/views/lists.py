"""The lists of this room, which can be looked through without a script."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from django.db.models import QuerySet

from people.views import Page
from programs.forms.lists import ListForm
from programs.selectors import Asked
from programs.views.words import paged


class ListPage(Page):
    """A screenful of what was looked for; the address says what, and keeps it from page to page."""

    states: ClassVar[type[StrEnum]]

    def rows(self, asked: Asked) -> QuerySet[Any]:
        """What this person may see of it, newest first."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first."""
        form = ListForm(self.request.GET, states=self.states)
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            filter=form,
            page=paged(self.request, self.rows(form.asked())),
            query=query.urlencode(),
            **kwargs,
        )
