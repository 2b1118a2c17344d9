"""Small tables and what studies say of them."""

from __future__ import annotations

from typing import Any

from outcomes.domain.evaluation.studies import evaluate, table_from

FAY = "period,cases,exposure\nbefore,9,16660\nafter,2,17877\n"
P = 0.025053247807054452  # Fay 2010, one-sided


def study(text: str | bytes, design: str = "exact", **params: Any) -> dict[str, Any]:
    """Run a design on a table that is written here."""
    content = text if isinstance(text, bytes) else text.encode()
    return evaluate(design, table=table_from(content), params=params)


def said(answer: dict[str, Any]) -> str:
    """Its sentences, in English."""
    return " ".join(map(str, answer["sentences"]))
