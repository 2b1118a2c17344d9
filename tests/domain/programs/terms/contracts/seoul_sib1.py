"""Children of whom each counts only if both measures improved."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def _children(successes: int, children: int) -> Asked:
    """Those who did not succeed improved in one of the two."""
    each = [{"cognitive": True, "social": i < successes} for i in range(children)]
    return Asked({"children": children, "child": each}, "paid")


def asked(contract: Contract) -> list[Asked]:
    """52.7 % is 39 of the 74 children who were measured."""
    assert [case["inputs"]["success_pct"] for case in contract["cases"]] == ["52.7", "42", "33"]
    return [_children(39, 74), _children(42, 100), _children(33, 100)]
