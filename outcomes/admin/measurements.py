"""Claims, findings and verifications as the agency reads them; nothing is done here."""

from __future__ import annotations

from django.contrib import admin

from outcomes.admin.desk import OutcomesDesk
from outcomes.models import Finding, Measurement, Verification


@admin.register(Measurement)
class MeasurementAdmin(OutcomesDesk):
    """What suppliers say they reached."""

    agreement = "target__agreement"
    view_action = "measurement.see"
    list_display = ["target", "phase", "first_day", "last_day", "quantity", "events", "badge"]
    list_filter = ["state", "phase", "source"]
    list_select_related = ["target"]
    search_fields = ["target__number"]
    date_hierarchy = "last_day"


@admin.register(Finding)
class FindingAdmin(OutcomesDesk):
    """What was put on record."""

    agreement = "target__agreement"
    view_action = "target.see"
    list_display = ["target", "severity", "text", "badge"]
    list_filter = ["state", "severity"]
    list_select_related = ["target"]
    search_fields = ["target__number", "text"]


@admin.register(Verification)
class VerificationAdmin(OutcomesDesk):
    """What verifiers accepted."""

    agreement = "target__agreement"
    view_action = "target.see"
    list_display = ["target", "verdict", "attained", "organization", "verified_at"]
    list_filter = ["verdict", "organization"]
    list_select_related = ["target", "organization"]
    search_fields = ["target__number"]
    date_hierarchy = "verified_at"
