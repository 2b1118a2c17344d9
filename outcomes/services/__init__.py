"""Everything that may happen to a result, from the match of a site to its verification."""

from outcomes.services.confirmations import answer_confirmation, ask_worksite
from outcomes.services.evidence import attach_evidence
from outcomes.services.matches import propose_match, record_before_state
from outcomes.services.targets import TargetDraft, agree_target, amend_target, set_target

__all__ = [
    "TargetDraft",
    "agree_target",
    "amend_target",
    "answer_confirmation",
    "ask_worksite",
    "attach_evidence",
    "propose_match",
    "record_before_state",
    "set_target",
]
