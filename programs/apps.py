"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """The programs room."""

    name = "programs"
    verbose_name = _("Programmes and agreements")
