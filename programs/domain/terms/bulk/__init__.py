"""Many cases at once: the same results as `price`, column by column."""

from programs.domain.terms.bulk.cases import columns_from
from programs.domain.terms.bulk.columns import Columns
from programs.domain.terms.bulk.priced import PRICED, REFUSED, UNKNOWN, Amounts, BulkPriced
from programs.domain.terms.bulk.run import bulk

__all__ = [
    "PRICED",
    "REFUSED",
    "UNKNOWN",
    "Amounts",
    "BulkPriced",
    "Columns",
    "bulk",
    "columns_from",
]
