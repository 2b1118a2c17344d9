"""What a promise is worth: the one door to payment terms for the rest of the house."""

from programs.domain.terms.simple.base import APPROVED, Attainment, Clause, Line
from programs.domain.terms.simple.cap import Cap
from programs.domain.terms.simple.document import KINDS, document_of, sheet_digest, sheet_from
from programs.domain.terms.simple.fixed import Fixed
from programs.domain.terms.simple.per_unit import PerUnit
from programs.domain.terms.simple.sheet import Priced, TermSheet
from programs.domain.terms.simple.steps import Step, Steps
from programs.domain.terms.simple.threshold import Threshold

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
