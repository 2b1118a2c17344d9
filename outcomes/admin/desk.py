"""What the tables of this room share: the officer's own agency only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from people.admin import ActionAdmin
from people.permissions import OFFICER, organizations_of, person


class OutcomesDesk(ActionAdmin):
    """A table of one's own agency; `agreement` is the way from a row to its contract."""

    agreement: ClassVar[str] = "agreement"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Another agency's programmes are not there."""
        own = organizations_of(person(request), [OFFICER])
        return (
            super().get_queryset(request).filter(**{f"{self.agreement}__program__agency__in": own})
        )

    @admin.display(description=_("State"), ordering="state")
    def badge(self, subject: Any) -> SafeString:
        """The state with its sign."""
        drawn = render_to_string("components/state_badge.html", {"state": subject.state})
        return mark_safe(drawn)  # noqa: S308 - our own template, which escapes
