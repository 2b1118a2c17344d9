"""What a promise is worth: the one door to payment terms for the rest of the house."""

from programs.domain.terms.bound import Bound, Extent, Reach, bound
from programs.domain.terms.check import check, check_document
from programs.domain.terms.curve import Curve, curve
from programs.domain.terms.diff import diff
from programs.domain.terms.differences import Difference, Paid, money_difference
from programs.domain.terms.document import (
    SCHEMA,
    check_size,
    document_of,
    sheet_digest,
    sheet_from,
)
from programs.domain.terms.excerpt import sentences_of
from programs.domain.terms.explain import HEADINGS, Row, articles, sentences, table
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
from programs.domain.terms.operands import exact_text
from programs.domain.terms.outline import Known, names_in, outline
from programs.domain.terms.price import Amount, Line, Priced, price
from programs.domain.terms.problems import Problem
from programs.domain.terms.reporting import Reported, reported
from programs.domain.terms.schema import json_schema
from programs.domain.terms.sheet import Currency, Input, Output, Sheet
from programs.domain.terms.slots import items_of
from programs.domain.terms.step import STAGES
from programs.domain.terms.wiring import sound

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
    "Currency",
    "Curve",
    "Difference",
    "Extent",
    "Input",
    "Known",
    "Line",
    "Member",
    "Output",
    "Paid",
    "Priced",
    "Problem",
    "Reach",
    "Reported",
    "Row",
    "Sheet",
    "amount_text",
    "articles",
    "bound",
    "check",
    "check_document",
    "check_size",
    "curve",
    "diff",
    "document_of",
    "exact_text",
    "items_of",
    "json_schema",
    "money_difference",
    "names_in",
    "needs_of",
    "operand_members",
    "outline",
    "price",
    "reported",
    "sentences",
    "sentences_of",
    "sheet_digest",
    "sheet_from",
    "shown",
    "sound",
    "step_members",
    "table",
]
