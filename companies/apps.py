"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    """The companies room."""

    name = "companies"
    verbose_name = _("Companies and worksites")
