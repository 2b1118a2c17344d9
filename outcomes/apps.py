"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    """The outcomes room."""

    name = "outcomes"
    verbose_name = _("Results")
