"""Settings of django-hordak alone, in a database of its own; the product never installs it."""

from __future__ import annotations

from config import env

SECRET_KEY = "only for measuring"  # noqa: S105
USE_TZ = True
DATABASES = {"default": env.database("DATABASE_OWNER_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "mptt",
    "hordak",
]
CURRENCIES = HORDAK_CURRENCIES = ["KRW"]
DEFAULT_CURRENCY = HORDAK_INTERNAL_CURRENCY = "KRW"
HORDAK_DECIMAL_PLACES = 0
