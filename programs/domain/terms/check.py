"""Everything that is wrong with a sheet, before anybody signs it."""

from __future__ import annotations

from itertools import islice

from core.domain.errors import RuleBroken
from programs.domain.terms.checks import OF_NUMBERS, OF_WORDS
from programs.domain.terms.document import sheet_from
from programs.domain.terms.probe import results_of
from programs.domain.terms.problems import Looked, Problem
from programs.domain.terms.ranges import fill_spans
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.spans import Span
from programs.domain.terms.wiring import Wired, wire

MOST_PROBLEMS = 200  # nobody reads more


def check_document(document: object) -> tuple[Problem, ...]:
    """Read it and look at it; what cannot be read is the only problem."""
    try:
        return check(sheet_from(document))
    except RuleBroken as broken:
        return (Problem.of(broken),)


def check(sheet: Sheet) -> tuple[Problem, ...]:
    """A sound sheet has none. What cannot be priced or bounded is told before everything else."""
    wired = wire(sheet)
    spans: dict[str, Span] = {}
    found = [Problem.of(one) for one in wired.problems] or _boundless(wired, spans)
    rules = OF_WORDS if found else (*OF_WORDS, *OF_NUMBERS)
    looked = Looked(wired, spans)
    problems = (problem for rule in rules for problem in rule(looked))
    return (*found, *islice(problems, MOST_PROBLEMS))


def _boundless(wired: Wired, spans: dict[str, Span]) -> list[Problem]:
    """The step for which nothing can be reserved, if there is one."""
    try:
        fill_spans(wired, spans)
    except RuleBroken as broken:
        worked = (step for step in wired.order if not spans.keys() >= {*results_of(step)})
        step = next(worked)
        place = f"steps[{wired.sheet.steps.index(step)}]"
        return [Problem("error", place, broken.sentence)]
    return []
