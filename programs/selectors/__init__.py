"""Every question to the room."""

from programs.selectors.agreements import (
    SignatureLine,
    agreements_for,
    current_terms,
    parties_of,
    signature_lines,
    why_not_sign,
)
from programs.selectors.applications import (
    Answer,
    answers_of,
    applications_for,
    draft_of,
    every_answer,
    may_edit,
    missing_from,
    opening_of,
)
from programs.selectors.commitments import (
    PurseLine,
    confirmed_commitment,
    free_in,
    purse_lines,
)
from programs.selectors.drafts import (
    drafts_of,
    may_write_terms,
    offers_to,
    why_not_write,
    writable_for,
)
from programs.selectors.lists import (
    Asked,
    agreements_found,
    applications_found,
    recommendations_found,
    reviews_found,
)
from programs.selectors.programs import (
    calls_for,
    commitments_for,
    may_commit_to,
    own_applications_to,
    programs_for,
    programs_run_by,
)
from programs.selectors.recommendations import (
    has_live_recommendation,
    open_reviews,
    recommendations_for,
    reviewers_to_ask,
    reviews_for,
    score_of,
)

__all__ = [
    "Answer",
    "Asked",
    "PurseLine",
    "SignatureLine",
    "agreements_for",
    "agreements_found",
    "answers_of",
    "applications_for",
    "applications_found",
    "calls_for",
    "commitments_for",
    "confirmed_commitment",
    "current_terms",
    "draft_of",
    "drafts_of",
    "every_answer",
    "free_in",
    "has_live_recommendation",
    "may_commit_to",
    "may_edit",
    "may_write_terms",
    "missing_from",
    "offers_to",
    "open_reviews",
    "opening_of",
    "own_applications_to",
    "parties_of",
    "programs_for",
    "programs_run_by",
    "purse_lines",
    "recommendations_for",
    "recommendations_found",
    "reviewers_to_ask",
    "reviews_for",
    "reviews_found",
    "score_of",
    "signature_lines",
    "why_not_sign",
    "why_not_write",
    "writable_for",
]
