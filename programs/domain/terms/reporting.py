"""What a result tells beside its amounts: ratios, counts, whether a test was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.words import Named, Phrase, Sentence
from programs.domain.terms.frame import Frame
from programs.domain.terms.naming import exact, told
from programs.domain.terms.operands import Operand
from programs.domain.terms.price import Priced
from programs.domain.terms.values import Unknown, Value
from programs.domain.terms.wiring import sound


@dataclass(frozen=True, slots=True)
class Reported:
    """One value that is told and not paid."""

    key: str
    label: Named
    subject: str
    value: str | None  # exactly; None: it cannot be evaluated
    told: Phrase
    why: tuple[Sentence, ...] = ()


def reported(priced: Priced) -> tuple[Reported, ...]:
    """Every report, once for each subject that has a value of it."""
    wired = sound(priced.sheet)
    return tuple(
        Reported(
            key=one.key,
            label=one.label,
            subject=subject,
            value=None if isinstance(value, Unknown) else exact(value),
            told=told(value, wired.kinds[one.value.text], priced.sheet.currency)
            if one.value.is_name
            else one.value.text,
            why=value.reasons if isinstance(value, Unknown) else (),
        )
        for one in priced.sheet.reports
        for subject, value in _values(one.value, priced)
    )


def _values(operand: Operand, priced: Priced) -> Iterator[tuple[str, Value]]:
    if operand.value is not None:
        yield "", operand.value
        return
    column = priced.columns[operand.text]
    for row, value in enumerate(column.values):
        yield _subject(priced.frame, column.level, row), value


def _subject(frame: Frame, level: int, row: int) -> str:
    """The names from the outside in; the contract has none."""
    above = (frame.names[i][frame.row_above(level, row, i)] for i in range(1, level + 1))
    return " / ".join(above)
