"""What was achieved: matches, targets, claims, confirmations, verifications."""

from outcomes.models.claims import Confirmation, Evidence, Measurement
from outcomes.models.coverages import Coverage
from outcomes.models.custody import (
    EvidenceAlarm,
    EvidenceLook,
    EvidenceScan,
    EvidenceTwin,
    Rehash,
    TwinExplanation,
)
from outcomes.models.files import FileError, MeasurementFile
from outcomes.models.holds import Hold
from outcomes.models.matches import Match
from outcomes.models.references import Reference
from outcomes.models.reversals import Reversal
from outcomes.models.samples import (
    SampleResult,
    SeedCommitment,
    VerificationPlan,
    WidenedSample,
)
from outcomes.models.subsidies import Subsidy
from outcomes.models.targets import Target
from outcomes.models.verifications import Finding, Verification

__all__ = [
    "Confirmation",
    "Coverage",
    "Evidence",
    "EvidenceAlarm",
    "EvidenceLook",
    "EvidenceScan",
    "EvidenceTwin",
    "FileError",
    "Finding",
    "Hold",
    "Match",
    "Measurement",
    "MeasurementFile",
    "Reference",
    "Rehash",
    "Reversal",
    "SampleResult",
    "SeedCommitment",
    "Subsidy",
    "Target",
    "TwinExplanation",
    "Verification",
    "VerificationPlan",
    "WidenedSample",
]
