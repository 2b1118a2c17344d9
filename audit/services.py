"""The one way to write to the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from audit.models import Event, Register

SYSTEM = "system"


def record(*, action: str, subject: models.Model, by: str, at: datetime, **details: Any) -> Event:
    """Add an event. Call inside the transaction of the change that it describes."""
    return Event.objects.create(
        action=action,
        subject=f"{subject._meta.label}:{subject.pk}",
        actor=by,
        happened_at=at,
        details=details,
    )


@transaction.atomic
def next_number(*, series: str, at: datetime) -> str:
    """The next document number, such as PO-2026-00001; a rolled-back document gives it back."""
    year = timezone.localtime(at).year
    Register.objects.get_or_create(series=series, year=year)
    row = Register.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{year}-{row.last:05d}"
