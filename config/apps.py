"""How Django finds the front of the house."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses and clocks."""

    name = "config"

    def ready(self) -> None:
        """Tasks find their broker because the Celery app exists from here on."""
        import config.celery  # noqa: F401, PLC0415
