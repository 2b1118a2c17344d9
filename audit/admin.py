"""The log in the administration: to look at, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from audit.models import Event, Seal

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Any]
else:
    Table = admin.ModelAdmin  # generic for the type checker only


class LogAdmin(Table):
    """The site lets in officers only, who may see the log; nobody may write to it here."""

    read_only: ClassVar[bool] = True
    actions = None
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Whoever the site let in."""
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whoever the site let in."""
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Events come from services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """What happened has happened."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """What happened has happened."""
        return False


@admin.register(Event)
class EventAdmin(LogAdmin):
    """Who did what."""

    list_display = ["happened_at", "actor", "action", "subject"]
    search_fields = ["actor", "action", "subject"]
    ordering = ["-pk"]


@admin.register(Seal)
class SealAdmin(LogAdmin):
    """Batches under one hash."""

    list_display = ["number", "events", "head", "sealed_at"]
    ordering = ["-number"]
