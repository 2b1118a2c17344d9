"""The lists of this room, which can be looked through without a script."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from companies.forms import ListForm
from people.views import Page

PAGE = 50


class ListPage(Page):
    """A screenful of what was looked for; the address says what, and keeps it from page to page."""

    def found(self, text: str) -> QuerySet[Any]:
        """What this person may see of it."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of it."""
        form = ListForm(self.request.GET)
        query = self.request.GET.copy()
        query.pop("page", None)
        pages = Paginator(self.found(form.asked()), PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            filter=form, page=page, query=query.urlencode(), rows=self.rows(page), **kwargs
        )

    def rows(self, page: Any) -> list[tuple[Any, str]]:
        """Each with what stands beside it in words."""
        raise NotImplementedError
