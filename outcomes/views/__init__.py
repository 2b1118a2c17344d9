"""Pages about results, from the match of a site to its verification."""

from outcomes.views.certifications import MeasurementsCertify
from outcomes.views.matches import MatchDetail, Matches, MatchPropose, MatchRecord, WorksiteAsk
from outcomes.views.measurements import (
    EvidenceAttach,
    EvidenceDownload,
    MeasurementCertify,
    MeasurementDetail,
    MeasurementMeasure,
    MeasurementMeasureFromFile,
)
from outcomes.views.targets import TargetAgree, TargetAmend, TargetDetail, Targets, TargetSet
from outcomes.views.verifications import (
    FindingRecord,
    FindingResolve,
    PlanDraw,
    TargetVerify,
    Verifications,
)
from outcomes.views.worksite import WorksiteAnswer, WorksitePhoto

__all__ = [
    "EvidenceAttach",
    "EvidenceDownload",
    "FindingRecord",
    "FindingResolve",
    "MatchDetail",
    "MatchPropose",
    "MatchRecord",
    "Matches",
    "MeasurementCertify",
    "MeasurementDetail",
    "MeasurementMeasure",
    "MeasurementMeasureFromFile",
    "MeasurementsCertify",
    "PlanDraw",
    "TargetAgree",
    "TargetAmend",
    "TargetDetail",
    "TargetSet",
    "TargetVerify",
    "Targets",
    "Verifications",
    "WorksiteAnswer",
    "WorksiteAsk",
    "WorksitePhoto",
]
