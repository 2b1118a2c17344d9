"""How Django finds this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit room."""

    name = "audit"
