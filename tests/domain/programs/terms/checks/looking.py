"""Sheets that are looked over: what is paid is the last step, unless outputs are given."""

from __future__ import annotations

from typing import Any

from programs.domain.terms.check import check_document
from programs.domain.terms.problems import Problem
from tests.domain.programs.terms.build import Document, document, named, ranged

Found = list[tuple[str, str, str]]


def paid(amount: str, key: str = "paid", **members: str) -> Document:
    """An output."""
    return {
        "key": key, "label": named(key), "amount": amount, "payer": "city", "payee": "carla",
        **members,
    }  # fmt: skip


def paper(
    *steps: Document,
    outputs: Any = None,
    better: str = "",
    worse: str = "",
    members: Any = None,
    **ranges: str,
) -> Document:
    """`better` names the inputs of which more is better, `worse` those of which less is."""
    inputs = [ranged(key, text) for key, text in ranges.items()]
    for one in inputs:
        if one["key"] in better.split():
            one["direction"] = "higher_better"
        if one["key"] in worse.split():
            one["direction"] = "lower_better"
    return document(
        *steps, inputs=inputs, outputs=outputs or [paid(steps[-1]["key"])], **(members or {})
    )


def found(*steps: Document, **more: Any) -> Found:
    """Every problem as its severity, its place and its sentence."""
    return told(check_document(paper(*steps, **more)))


def told(problems: tuple[Problem, ...]) -> Found:
    """The same of problems."""
    return [(one.severity, one.place, str(one.sentence)) for one in problems]
