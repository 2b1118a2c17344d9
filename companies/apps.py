"""How Django finds this room."""

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    """The companies room."""

    name = "companies"
