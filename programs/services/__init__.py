"""Every verb of the room."""

from programs.domain.applications import ApplicationDraft, OwnTarget
from programs.services.agreements import (
    close_agreement,
    propose_agreement,
    revise_agreement,
    sign_agreement,
    withdraw_agreement,
)
from programs.services.amendments import (
    amend_commitment,
    apply_amendment,
    confirm_amendment,
    withdraw_amendment,
)
from programs.services.applications import (
    add_own_target,
    remove_own_target,
    return_application,
    save_application,
    start_application,
    submit_application,
)
from programs.services.calls import close_call, draft_call, open_call
from programs.services.catalogues import IndicatorDraft, define_hazard, define_indicator
from programs.services.commitments import (
    commit_funds,
    confirm_commitment,
    release_commitment,
)
from programs.services.drafts import discard_draft, edit_draft, propose_draft, start_draft
from programs.services.eligibility import (
    answer_questions,
    check_eligibility,
    decide_eligibility,
)
from programs.services.payments import (
    Payment,
    give_back_reserves,
    hold_reserves,
    spend_reserves,
)
from programs.services.programs import ProgramDraft, close_program, draft_program, open_program
from programs.services.purses import release_rest
from programs.services.recommendations import (
    confirm_recommendation,
    decline_recommendation,
    recommend_application,
    return_recommendation,
    select_recommendation,
)
from programs.services.reviews import (
    assign_reviewer,
    declare_no_conflict,
    recuse_reviewer,
    score_application,
)

__all__ = [
    "ApplicationDraft",
    "IndicatorDraft",
    "OwnTarget",
    "Payment",
    "ProgramDraft",
    "add_own_target",
    "amend_commitment",
    "answer_questions",
    "apply_amendment",
    "assign_reviewer",
    "check_eligibility",
    "close_agreement",
    "close_call",
    "close_program",
    "commit_funds",
    "confirm_amendment",
    "confirm_commitment",
    "confirm_recommendation",
    "decide_eligibility",
    "declare_no_conflict",
    "decline_recommendation",
    "define_hazard",
    "define_indicator",
    "discard_draft",
    "draft_call",
    "draft_program",
    "edit_draft",
    "give_back_reserves",
    "hold_reserves",
    "open_call",
    "open_program",
    "propose_agreement",
    "propose_draft",
    "recommend_application",
    "recuse_reviewer",
    "release_commitment",
    "release_rest",
    "remove_own_target",
    "return_application",
    "return_recommendation",
    "revise_agreement",
    "save_application",
    "score_application",
    "select_recommendation",
    "sign_agreement",
    "spend_reserves",
    "start_application",
    "start_draft",
    "submit_application",
    "withdraw_agreement",
    "withdraw_amendment",
]
