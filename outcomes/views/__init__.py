"""Pages about results, from the match of a site to its verification."""

from outcomes.views.certifications import MeasurementsCertify
from outcomes.views.evidence import (
    EvidenceAttach,
    EvidenceDownload,
    EvidencePicture,
    TwinExplain,
)
from outcomes.views.holds import HoldDecide, HoldOpen, HoldPropose
from outcomes.views.matches import (
    MatchDetail,
    Matches,
    MatchPropose,
    MatchRecord,
    MatchWithdraw,
    WorksiteAsk,
)
from outcomes.views.measurement_files import (
    MeasurementFileDetail,
    MeasurementFileErrors,
    MeasurementFileOriginal,
    MeasurementFileProgress,
    MeasurementFileStore,
    MeasurementMeasureFromFile,
)
from outcomes.views.measurements import (
    MeasurementCertify,
    MeasurementDetail,
    MeasurementMeasure,
    MeasurementReopen,
)
from outcomes.views.plans import PlanDownload, PlanDraw, SampleRecord, SampleWiden, SeedCommit
from outcomes.views.reversals import ReversalDecide, VerificationReverse
from outcomes.views.subsidies import Subsidies, SubsidyDeclare, SubsidyWithdraw
from outcomes.views.targets import TargetAgree, TargetAmend, TargetDetail, Targets, TargetSet
from outcomes.views.verifications import (
    FindingRecord,
    FindingResolve,
    TargetVerify,
    Verifications,
)
from outcomes.views.worksite import WorksiteAnswer, WorksitePhoto

__all__ = [
    "EvidenceAttach",
    "EvidenceDownload",
    "EvidencePicture",
    "FindingRecord",
    "FindingResolve",
    "HoldDecide",
    "HoldOpen",
    "HoldPropose",
    "MatchDetail",
    "MatchPropose",
    "MatchRecord",
    "MatchWithdraw",
    "Matches",
    "MeasurementCertify",
    "MeasurementDetail",
    "MeasurementFileDetail",
    "MeasurementFileErrors",
    "MeasurementFileOriginal",
    "MeasurementFileProgress",
    "MeasurementFileStore",
    "MeasurementMeasure",
    "MeasurementMeasureFromFile",
    "MeasurementReopen",
    "MeasurementsCertify",
    "PlanDownload",
    "PlanDraw",
    "ReversalDecide",
    "SampleRecord",
    "SampleWiden",
    "SeedCommit",
    "Subsidies",
    "SubsidyDeclare",
    "SubsidyWithdraw",
    "TargetAgree",
    "TargetAmend",
    "TargetDetail",
    "TargetSet",
    "TargetVerify",
    "Targets",
    "TwinExplain",
    "VerificationReverse",
    "Verifications",
    "WorksiteAnswer",
    "WorksiteAsk",
    "WorksitePhoto",
]
