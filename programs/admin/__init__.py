"""The desk of the agency for this room: lists, and every verb as a confirmation page."""

from programs.admin.agreements import AgreementAdmin
from programs.admin.applications import ApplicationAdmin, ReviewAdmin
from programs.admin.catalogues import HazardAdmin, IndicatorAdmin
from programs.admin.commitments import CommitmentAdmin, CommitmentAmendmentAdmin
from programs.admin.programs import CallAdmin, ProgramAdmin
from programs.admin.recommendations import RecommendationAdmin

__all__ = [
    "AgreementAdmin",
    "ApplicationAdmin",
    "CallAdmin",
    "CommitmentAdmin",
    "CommitmentAmendmentAdmin",
    "HazardAdmin",
    "IndicatorAdmin",
    "ProgramAdmin",
    "RecommendationAdmin",
    "ReviewAdmin",
]
