"""How Django finds this room."""

from django.apps import AppConfig


class PayoutsConfig(AppConfig):
    """The payouts room."""

    name = "payouts"
