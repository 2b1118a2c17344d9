"""The first page after signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from people.permissions import WATCHERS, roles_of
from people.views import Page
from reports.selectors import inbox_of


class InboxPage(Page):
    """What waits for this person; who only watches goes straight to the dashboard."""

    action = "inbox.see"
    template_name = "reports/inbox.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or the dashboard for those who never have to do anything."""
        roles = roles_of(self.viewer)
        if roles and roles <= WATCHERS:
            return redirect("reports:dashboard")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that waits, overdue first."""
        inbox = inbox_of(self.viewer, timezone.now())
        self.request.waiting = inbox.waiting  # type: ignore[attr-defined] # the menu shows it too
        return super().get_context_data(
            inbox=inbox,
            title=_("My work"),
            purpose=_("What waits for you, the most urgent first. Open a line to do it."),
            **kwargs,
        )
