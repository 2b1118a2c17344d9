"""The desk of the agency for this room: what suppliers promise and reach, and agreeing to it."""

from outcomes.admin.measurements import FindingAdmin, MeasurementAdmin, VerificationAdmin
from outcomes.admin.references import ReferenceAdmin
from outcomes.admin.targets import MatchAdmin, TargetAdmin

__all__ = [
    "FindingAdmin",
    "MatchAdmin",
    "MeasurementAdmin",
    "ReferenceAdmin",
    "TargetAdmin",
    "VerificationAdmin",
]
