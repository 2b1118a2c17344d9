"""How Django finds this room."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The programs room."""

    name = "programs"
