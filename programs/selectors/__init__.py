"""Every question to the room."""

from programs.selectors.agreements import (
    SignatureLine,
    agreements_for,
    current_terms,
    parties_of,
    signature_lines,
)
from programs.selectors.applications import (
    applications_for,
    draft_of,
    missing_from,
    opening_of,
)
from programs.selectors.commitments import (
    PurseLine,
    confirmed_commitment,
    free_in,
    purse_lines,
)
from programs.selectors.recommendations import (
    has_live_recommendation,
    open_reviews,
    recommendations_for,
    reviews_for,
    score_of,
)

__all__ = [
    "PurseLine",
    "SignatureLine",
    "agreements_for",
    "applications_for",
    "confirmed_commitment",
    "current_terms",
    "draft_of",
    "free_in",
    "has_live_recommendation",
    "missing_from",
    "open_reviews",
    "opening_of",
    "parties_of",
    "purse_lines",
    "recommendations_for",
    "reviews_for",
    "score_of",
    "signature_lines",
]
