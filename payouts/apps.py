"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayoutsConfig(AppConfig):
    """The payouts room."""

    name = "payouts"
    verbose_name = _("Payouts and the bank")
