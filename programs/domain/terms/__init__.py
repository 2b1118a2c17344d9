"""What a promise is worth: the one door to payment terms for the rest of the house."""

from programs.domain.terms.base import APPROVED, Attainment, Clause, Line
from programs.domain.terms.cap import Cap
from programs.domain.terms.document import KINDS, document_of, sheet_digest, sheet_from
from programs.domain.terms.fixed import Fixed
from programs.domain.terms.per_unit import PerUnit
from programs.domain.terms.sheet import Priced, TermSheet
from programs.domain.terms.steps import Step, Steps
from programs.domain.terms.threshold import Threshold

__all__ = [
    "APPROVED",
    "KINDS",
    "Attainment",
    "Cap",
    "Clause",
    "Fixed",
    "Line",
    "PerUnit",
    "Priced",
    "Step",
    "Steps",
    "TermSheet",
    "Threshold",
    "document_of",
    "sheet_digest",
    "sheet_from",
]
