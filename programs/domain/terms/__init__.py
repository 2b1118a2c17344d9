"""What a promise is worth: the one door to payment terms for the rest of the house."""

from programs.domain.terms.bound import Bound, bound
from programs.domain.terms.check import check, check_document
from programs.domain.terms.curve import Curve, curve
from programs.domain.terms.diff import diff
from programs.domain.terms.document import (
    SCHEMA,
    check_size,
    document_of,
    sheet_digest,
    sheet_from,
)
from programs.domain.terms.excerpt import sentences_of
from programs.domain.terms.explain import HEADINGS, Row, sentences, table
from programs.domain.terms.grammar import (
    CURRENCY,
    EFFECTIVE,
    HEAD,
    HOMES,
    LISTED,
    Member,
    operand_members,
    step_members,
)
from programs.domain.terms.levels import ROOT
from programs.domain.terms.naming import amount_text, shown
from programs.domain.terms.needs import needs_of
from programs.domain.terms.outline import Known, names_in, outline
from programs.domain.terms.price import Amount, Line, Priced, price
from programs.domain.terms.problems import Problem
from programs.domain.terms.sheet import Input, Output, Sheet
from programs.domain.terms.step import STAGES

__all__ = [
    "CURRENCY",
    "EFFECTIVE",
    "HEAD",
    "HEADINGS",
    "HOMES",
    "LISTED",
    "ROOT",
    "SCHEMA",
    "STAGES",
    "Amount",
    "Bound",
    "Curve",
    "Input",
    "Known",
    "Line",
    "Member",
    "Output",
    "Priced",
    "Problem",
    "Row",
    "Sheet",
    "amount_text",
    "bound",
    "check",
    "check_document",
    "check_size",
    "curve",
    "diff",
    "document_of",
    "names_in",
    "needs_of",
    "operand_members",
    "outline",
    "price",
    "sentences",
    "sentences_of",
    "sheet_digest",
    "sheet_from",
    "shown",
    "step_members",
    "table",
]
