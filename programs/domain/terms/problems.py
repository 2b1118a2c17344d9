"""What is wrong with a sheet: where, how badly, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from core.domain.errors import RuleBroken
from core.domain.words import Phrase, Sentence
from programs.domain.terms.naming import amount_text, shown, told
from programs.domain.terms.operands import Operand
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import Step
from programs.domain.terms.wiring import Wired

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """An error must be mended before anybody signs; a warning wants a second look."""

    severity: Severity
    place: str  # a path into the document, such as steps[2].bands[1].gives
    sentence: Sentence

    @classmethod
    def of(cls, broken: RuleBroken) -> Problem:
        """A refusal as a problem."""
        return error(broken.sentence)

    def as_json(self) -> dict[str, Any]:
        """How it is kept."""
        return {
            "severity": self.severity,
            "place": self.place,
            "sentence": self.sentence.as_json(),
        }


def error(sentence: Sentence) -> Problem:
    """It must be mended."""
    return Problem("error", str(sentence.values.get("place", "")), sentence)


def warning(sentence: Sentence) -> Problem:
    """It wants a second look."""
    return Problem("warning", str(sentence.values.get("place", "")), sentence)


@dataclass(frozen=True, slots=True)
class Looked:
    """A sheet as the checks see it, with what was made out before."""

    wired: Wired
    spans: Mapping[str, Span]

    @property
    def sheet(self) -> Sheet:
        """As it was written."""
        return self.wired.sheet

    def span(self, operand: Operand) -> Span:
        """What an operand can be."""
        return self.spans[operand.text] if operand.value is None else point(operand.value)

    def number(self, value: Fraction, like: Operand) -> Phrase:
        """A number as it is told for an operand."""
        if like.value is not None:
            return shown(value)
        return told(value, self.wired.kinds[like.text], self.sheet.currency)

    def money(self, value: Fraction) -> str:
        """A number as it is told for money."""
        return amount_text(value, self.sheet.currency)

    def maker(self, operand: Operand) -> Step | None:
        """The step that an operand names, with or without one of its parts."""
        key = operand.text.partition(".")[0]
        return next((step for step in self.sheet.steps if step.key == key), None)


def placed(sheet: Sheet) -> Iterator[tuple[str, Step]]:
    """Every step with its place."""
    return ((f"steps[{i}]", step) for i, step in enumerate(sheet.steps))


def wanted(sheet: Sheet) -> Iterator[Operand]:
    """What outputs and reports take."""
    for output in sheet.outputs:
        yield from (one for one in (output.amount, output.due) if one)
    yield from (report.value for report in sheet.reports)
