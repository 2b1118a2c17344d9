"""How Django finds the front of the house."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ConfigConfig(AppConfig):
    """Settings, addresses and clocks."""

    name = "config"

    def ready(self) -> None:
        """Tasks find their broker; the administration has the platform's sign-in, not its own."""
        from allauth.account.decorators import secure_admin_login  # noqa: PLC0415
        from django.contrib import admin  # noqa: PLC0415

        import config.celery  # noqa: F401, PLC0415

        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class Administration(admin.AdminConfig):
    """The plain Django administration under the platform's own roof and sign-in."""

    default = False  # named in the settings; found by itself is only the front of the house
    default_site = "people.admin.site.BoramAdminSite"

    def ready(self) -> None:
        """Load the site before anybody registers, or its own tables land on a site thrown away."""
        import people.admin  # noqa: F401, PLC0415

        super().ready()
