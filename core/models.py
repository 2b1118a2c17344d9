"""Abstract bases shared by every room. No concrete model lives in core."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


def choices_of(states: type[StrEnum]) -> list[tuple[str, str]]:
    """Turn a pure enum from a domain package into Django choices."""
    return [(s.value, s.value.replace("_", " ").capitalize()) for s in states]


class Stamped(models.Model):
    """When the row was written; for auditors only, never read by a rule."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """A row that is added once and never changed.

    `manage.py migrate` takes UPDATE, DELETE and TRUNCATE on such a table away from the
    application role; each room's migration adds the trigger that stops everybody else.
    """

    class Meta:
        abstract = True
