"""What was promised: programme, commitment, application, recommendation, agreement."""

from programs.models.agreed import AgreedIndicator
from programs.models.agreements import Agreement, Signature, TermSheet
from programs.models.applications import Application, ApplicationTarget, EligibilityCheck
from programs.models.commitments import Commitment, CommitmentAmendment
from programs.models.drafts import TermsDraft
from programs.models.programs import Call, Hazard, Indicator, Program
from programs.models.recommendations import Recommendation, Review

__all__ = [
    "AgreedIndicator",
    "Agreement",
    "Application",
    "ApplicationTarget",
    "Call",
    "Commitment",
    "CommitmentAmendment",
    "EligibilityCheck",
    "Hazard",
    "Indicator",
    "Program",
    "Recommendation",
    "Review",
    "Signature",
    "TermSheet",
    "TermsDraft",
]
