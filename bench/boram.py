"""The same tiers in our own engine, from the sheet that stands beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from bench.tiers import Column
from programs.domain.terms.bulk import Columns, bulk
from programs.domain.terms.document import sheet_from
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Sheet

DOCUMENT = Path(__file__).with_name("tiers.json")


def all_at_once(removed: Column) -> Column:
    """Column by column."""
    columns = Columns(rows=len(removed), inputs={"removed": removed})
    return bulk(_sheet(), columns).of("paid").minor


def one_by_one(removed: Column) -> Column:
    """Each with its lines and their working, which is more than the others give."""
    sheet = _sheet()
    amounts = [price(sheet, {"removed": n}).of("paid").minor for n in removed.tolist()]
    return np.array(amounts, dtype=np.int64)


@cache
def _sheet() -> Sheet:
    return sheet_from(json.loads(DOCUMENT.read_text(encoding="utf-8")))
