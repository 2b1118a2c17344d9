"""What `celery -A config.worker` loads: servers first, then Django, then the tasks."""

import os

from config import embedded

embedded.ensure()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from config.celery import app  # noqa: E402

__all__ = ["app"]
