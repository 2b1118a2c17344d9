"""What people fill in about results."""

from outcomes.forms.evidence import EvidenceForm, ExplainForm
from outcomes.forms.holds import DecideForm, HoldForm, LiftForm
from outcomes.forms.matches import AskForm, ConsentForm, MatchForm, RecordForm
from outcomes.forms.measurements import FileForm, MeasurementForm, ReopenForm
from outcomes.forms.samples import Declaration, PlanForm, SampleForm
from outcomes.forms.subsidies import SubsidyForm, WhyForm
from outcomes.forms.targets import TargetForm
from outcomes.forms.verifications import FindingForm, ResolveForm, VerifyForm
from outcomes.forms.worksite import NO, YES, AnswerForm, SendForm

__all__ = [
    "NO",
    "YES",
    "AnswerForm",
    "AskForm",
    "ConsentForm",
    "DecideForm",
    "Declaration",
    "EvidenceForm",
    "ExplainForm",
    "FileForm",
    "FindingForm",
    "HoldForm",
    "LiftForm",
    "MatchForm",
    "MeasurementForm",
    "PlanForm",
    "RecordForm",
    "ReopenForm",
    "ResolveForm",
    "SampleForm",
    "SendForm",
    "SubsidyForm",
    "TargetForm",
    "VerifyForm",
    "WhyForm",
]
