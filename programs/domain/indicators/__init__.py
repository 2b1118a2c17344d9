"""What is measured: definitions with unit, formula and source, and their exact values."""

from programs.domain.indicators.catalogue import CATALOGUE, FAMILIES, definition_called
from programs.domain.indicators.comparing import why_not_comparable
from programs.domain.indicators.compute import NoValue, Value, compute
from programs.domain.indicators.conversions import Converted, converted
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.document import definition_digest, definition_from, document_of
from programs.domain.indicators.facts import AS_IT_STANDS, Asked, Excluded, Row, Unknown
from programs.domain.indicators.lost_days import lost_days
from programs.domain.indicators.vocabulary import Counted, Direction, Level, Nature, Per

__all__ = [
    "AS_IT_STANDS",
    "CATALOGUE",
    "FAMILIES",
    "Asked",
    "Converted",
    "Counted",
    "Definition",
    "Direction",
    "Excluded",
    "Level",
    "Nature",
    "NoValue",
    "Per",
    "Row",
    "Unknown",
    "Value",
    "compute",
    "converted",
    "definition_called",
    "definition_digest",
    "definition_from",
    "document_of",
    "lost_days",
    "why_not_comparable",
]
