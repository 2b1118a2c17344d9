"""What the tables of this room share: the officer's own agency only, and states as badges."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core.templatetags.boram import won
from people.admin import ActionAdmin
from people.domain.roles import Role
from people.permissions import organizations_of, person


def part(template: str, **context: Any) -> SafeString:
    """A part of a page, drawn by its own template, which escapes what it shows."""
    return mark_safe(render_to_string(template, context))  # noqa: S308


class Desk(ActionAdmin):
    """A table of one's own agency; `agency` is the way from a row to it."""

    agency: ClassVar[str]
    date_hierarchy: ClassVar[str | None] = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Another agency's programmes are not there."""
        own = organizations_of(person(request), [Role.AGENCY_OFFICER])
        return super().get_queryset(request).filter(**{f"{self.agency}__in": own})

    @admin.display(description=_("State"), ordering="state")
    def badge(self, subject: Any) -> SafeString:
        """The state with its sign."""
        return part("components/state_badge.html", state=subject.state)

    @admin.display(description=_("Amount requested"))
    def asked(self, subject: Any) -> str:
        """Won with thousands."""
        application = getattr(subject, "application", subject)
        return won(application.amount_requested)
