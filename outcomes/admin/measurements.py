"""Claims, findings and verifications as the agency reads them; nothing is done here."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.domain.words import sentence_from
from core.translation import in_words
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
    fields = [
        "target",
        "verdict",
        "attained",
        "working",
        "data_digest",
        "independence",
        "organization",
        "verified_by",
        "verified_at",
    ]
    readonly_fields = ["working"]

    @admin.display(description=_("How the verdict came about"))
    def working(self, verification: Verification) -> str:
        """The sentences of the evaluation, not the document that is stored."""
        spoken = map(sentence_from, verification.result["sentences"])
        return "\n".join(in_words(sentence) for sentence in spoken)
