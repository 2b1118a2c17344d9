"""What an amount depends on: the inputs and steps that lead to it."""

from __future__ import annotations

from programs.domain.terms.operands import Operand
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.step import Step


def needs_of(sheet: Sheet, operand: Operand) -> frozenset[str]:
    """Every input and step, by key, that an operand is worked out from, itself included."""
    steps = {step.key: step for step in sheet.steps}
    found: set[str] = set()
    waiting = [operand.text] if operand.is_name else []
    while waiting:
        key = key_of(waiting.pop())
        if key not in found:
            found.add(key)
            waiting += _taken(steps[key]) if key in steps else []
    return frozenset(found)


def key_of(name: str) -> str:
    """The step that a name such as `split.city` is a part of, or the name itself."""
    return name.partition(".")[0]


def _taken(step: Step) -> list[str]:
    return [one.text for one in step.op.operands() if one.is_name]
