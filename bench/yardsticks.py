"""The same tiers in other people's engines, each in the fastest way found that it offers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from openfisca_core.taxscales import MarginalRateTaxScale
from zen import ZenEngine

from bench.tiers import CAP, TIERS, Column

SLICE = 1_000  # rows to a call: the quickest of 1,000, 20,000 and 100,000

LOWER = np.array([lower for lower, _ in TIERS], dtype=np.int64)
RATE = np.array([rate for _, rate in TIERS], dtype=np.int64)
BASE = np.concatenate(([0], np.cumsum(np.diff(LOWER) * RATE[:-1])))


def bare_numpy(removed: Column) -> Column:
    """The limit: whole numbers, this one table and nothing around it."""
    tier = np.searchsorted(LOWER, removed, side="right") - 1
    amounts: Column = np.minimum(BASE[tier] + (removed - LOWER[tier]) * RATE[tier], CAP)
    return amounts


def openfisca(removed: Column) -> Column:
    """Its scale answers in floats a hair beside the won, so the won are rounded back."""
    capped = np.minimum(_scale().calc(removed.astype(np.float64)), CAP)
    amounts: Column = np.rint(capped).astype(np.int64)
    return amounts


def zen_by_row(removed: Column) -> Column:
    """One call for each worksite."""
    evaluate = _zen().evaluate
    amounts = [evaluate("row", {"removed": n})["result"]["amount"] for n in removed.tolist()]
    return np.array(amounts, dtype=np.int64)


def zen_by_slice(removed: Column) -> Column:
    """The decision table loops by itself over the rows of a call."""
    evaluate = _zen().evaluate
    amounts: list[int] = []
    for rows in _slices(removed.tolist()):
        result = evaluate("slice", {"rows": rows})["result"]
        amounts += [row["amount"] for row in result["rows"]]
    return np.array(amounts, dtype=np.int64)


def _slices(removed: list[int]) -> Iterator[list[dict[str, int]]]:
    for start in range(0, len(removed), SLICE):
        yield [{"removed": n} for n in removed[start : start + SLICE]]


@cache
def _scale() -> MarginalRateTaxScale:
    scale = MarginalRateTaxScale()
    for lower, rate in TIERS:
        scale.add_bracket(lower, rate)
    return scale


@cache
def _zen() -> ZenEngine:
    """A loader with fixed content compiles a table once; `create_decision` was 25 times slower."""
    loop = _graph(executionMode="loop", inputField="rows", outputPath="rows")
    content = {"row": _graph(), "slice": loop}
    return ZenEngine({"loader": {"type": "static", "content": content}})


def _graph(**how: str) -> dict[str, Any]:
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "removed", "name": "removed", "field": "removed"}],
        "outputs": [{"id": "amount", "name": "amount", "field": "amount"}],
        "rules": _rules(),
        **how,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "tiers", "name": "tiers", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "ask", "sourceId": "in", "targetId": "tiers"},
        {"id": "answer", "sourceId": "tiers", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def _rules() -> list[dict[str, str]]:
    """One row per tier, the highest first: the first that holds decides."""
    return [
        {
            "_id": str(lower),
            "removed": f">= {lower}",
            "amount": f"min([{base} + (removed - {lower}) * {rate}, {CAP}])",
        }
        for (lower, rate), base in reversed(list(zip(TIERS, BASE.tolist(), strict=True)))
    ]
