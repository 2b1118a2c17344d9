"""Everything that may happen to a result, from the match of a site to its verification."""

from outcomes.services.batches import measure_batch
from outcomes.services.certifications import Certified, certify_measurements
from outcomes.services.confirmations import answer_confirmation, ask_worksite
from outcomes.services.evidence import attach_evidence
from outcomes.services.file_checks import check_measurement_file, store_measurement_file
from outcomes.services.files import (
    accept_measurement_file,
    fail_measurement_file,
    upload_measurement_file,
)
from outcomes.services.findings import Found, record_finding, resolve_finding
from outcomes.services.holds import decide_hold, open_hold, propose_lift
from outcomes.services.matches import propose_match, record_before_state
from outcomes.services.measurements import (
    certify_measurement,
    measure,
)
from outcomes.services.plans import Draw, Strata, commit_seed, draw_plan
from outcomes.services.references import ReferenceDraft, confirm_reference, supply_reference
from outcomes.services.reopenings import reopen_measurement
from outcomes.services.reversals import Instead, decide_reversal, propose_reversal
from outcomes.services.samples import Seen, record_sample, widen_sample
from outcomes.services.subsidies import declare_subsidy, withdraw_subsidy
from outcomes.services.targets import TargetDraft, agree_target, amend_target, set_target
from outcomes.services.verifications import Accepted, verify_target
from outcomes.services.withdrawals import withdraw_match

__all__ = [
    "Accepted",
    "Certified",
    "Draw",
    "Found",
    "Instead",
    "ReferenceDraft",
    "Seen",
    "Strata",
    "TargetDraft",
    "accept_measurement_file",
    "agree_target",
    "amend_target",
    "answer_confirmation",
    "ask_worksite",
    "attach_evidence",
    "certify_measurement",
    "certify_measurements",
    "check_measurement_file",
    "commit_seed",
    "confirm_reference",
    "decide_hold",
    "decide_reversal",
    "declare_subsidy",
    "draw_plan",
    "fail_measurement_file",
    "measure",
    "measure_batch",
    "open_hold",
    "propose_lift",
    "propose_match",
    "propose_reversal",
    "record_before_state",
    "record_finding",
    "record_sample",
    "reopen_measurement",
    "resolve_finding",
    "set_target",
    "store_measurement_file",
    "supply_reference",
    "upload_measurement_file",
    "verify_target",
    "widen_sample",
    "withdraw_match",
    "withdraw_subsidy",
]
