"""What a sheet pays along one input, everything else as in a case: the data of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Named
from programs.domain.terms.breakpoints import breakpoints
from programs.domain.terms.frame import frame_of
from programs.domain.terms.levels import ROOT
from programs.domain.terms.probe import Probe, cost_of
from programs.domain.terms.sheet import Input, Output, Sheet
from programs.domain.terms.wiring import sound

MOST_POINTS = 1000
MOST_WORK = 150_000  # names looked at, about a second; a larger sheet is drawn with fewer points
MOST_SUBJECTS = 4  # so many times as much for a case with many subjects


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from left to right: a value of the input, and the amount in the smallest unit.

    Where the amount jumps, both sides stand beside each other, one step of the input apart.
    """

    along: str
    label: Named
    points: tuple[tuple[Fraction, int | None], ...]


def curve(
    sheet: Sheet, case: object, along: str, *, points: int = 60, output: str | None = None
) -> Curve:
    """The amount of all outputs, or of one, at the ends, at every edge, and evenly between.

    What the case says of the input itself does not matter; what else is missing leaves holes.
    Of a sheet that is very large there are the ends, and as many of the others as can be worked.
    """
    wired = sound(sheet)
    axis = _axis(sheet, along)
    outputs = _outputs(sheet, output)
    probe = Probe.of(wired, frame_of(sheet, case), axis)
    found = _places(probe, min(points, MOST_POINTS))
    return Curve(
        along=along,
        label=axis.label,
        points=tuple((i * probe.step, _amount(probe, outputs, i)) for i in sorted(found)),
    )


def _places(probe: Probe, points: int) -> set[int]:
    """All that have been worked: half of what may be done is kept for the edges."""
    subjects = min(probe.price // (cost_of(probe.wired, probe.cone) or 1), MOST_SUBJECTS)
    probe.left = max(MOST_WORK * max(subjects, 1), 4 * probe.price)
    ends = [probe.first, probe.last] if probe.first <= probe.last else []
    probe.work(ends)
    evenly = probe.affordable(_evenly(probe, points), probe.left // 2)
    edges = breakpoints(probe)
    return {*ends, *evenly, *probe.affordable(edges, probe.left)}


def _amount(probe: Probe, outputs: tuple[Output, ...], index: int) -> int | None:
    amounts = [probe.amount(one.key, index) for one in outputs]
    known = [one for one in amounts if one is not None]
    return sum(known) if len(known) == len(amounts) else None


def _evenly(probe: Probe, points: int) -> list[int]:
    reach = probe.last - probe.first
    if reach < 0 or points < 2:
        return []
    return [probe.first + reach * i // (points - 1) for i in range(points)]


def _axis(sheet: Sheet, along: str) -> Input:
    found = [one for one in sheet.inputs if one.key == along]
    if found and found[0].kind in {"number", "date"} and found[0].subject == ROOT:
        return found[0]
    raise RuleBroken(
        "There is no curve along “%(input)s”. Choose a number or a date of the contract itself, "
        "such as: %(inputs)s.",
        input=along,
        inputs=", ".join(
            one.key
            for one in sheet.inputs
            if one.kind in {"number", "date"} and one.subject == ROOT
        )
        or "—",
    )


def _outputs(sheet: Sheet, output: str | None) -> tuple[Output, ...]:
    found = tuple(one for one in sheet.outputs if output in {None, one.key})
    if found:
        return found
    raise RuleBroken(
        "There is no output “%(output)s”. Outputs are: %(outputs)s.",
        output=output,
        outputs=", ".join(one.key for one in sheet.outputs),
    )
