"""Names made out: in which order steps are worked, and what each one is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, takewhile

from core.domain.errors import RuleBroken
from programs.domain.terms.fields import operands_of
from programs.domain.terms.kindness import KindsOf
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.owing import unpayable
from programs.domain.terms.sheet import Input, Sheet
from programs.domain.terms.step import AmongOp, OverOp, Step

MOST_POWER = 20  # of one unit; no contract comes near it
MOST_UNRESOLVED = 200  # names that stand for nothing; nobody reads more


@dataclass(slots=True)
class Wired:
    """A sheet with its names made out. `kinds` has every name; parts of a step stand as `a.b`."""

    sheet: Sheet
    order: tuple[Step, ...]
    steps: Mapping[str, Step] = field(default_factory=dict)  # the same by their keys
    kinds: dict[str, Kind] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)  # the level that a step gathers to
    asked: dict[str, tuple[tuple[str, Operand], ...]] = field(default_factory=dict)  # with places
    taken: dict[str, frozenset[str]] = field(default_factory=dict)  # the names a step takes
    problems: list[RuleBroken] = field(default_factory=list)


def sound(sheet: Sheet) -> Wired:
    """The sheet made out, or a refusal with the first thing that cannot be priced."""
    wired = wire(sheet)
    if wired.problems:
        raise wired.problems[0].with_traceback(None)  # it is kept, and would keep all its frames
    return wired


@lru_cache(maxsize=64)
def wire(sheet: Sheet) -> Wired:
    """Make out as much as can be made out, and say what cannot."""
    inputs = {one.key: one for one in sheet.inputs}
    asked = {step.key: tuple(operands_of(step.op)) for step in sheet.steps}
    taken = {
        key: frozenset(one.text for _place, one in found if one.is_name)
        for key, found in asked.items()
    }
    order, problems = _ordered(sheet, inputs, taken)
    steps = {step.key: step for step in order}
    wired = Wired(sheet, order, steps, problems=problems, asked=asked, taken=taken)
    levels = sheet.level_names()
    for i, one in enumerate(sheet.inputs):
        try:
            wired.kinds[one.key] = _input_kind(one, i, levels)
        except RuleBroken as broken:
            problems.append(broken)
    places = {step.key: f"steps[{i}]" for i, step in enumerate(sheet.steps)}
    for step in order:
        try:
            _make_out(wired, step, places[step.key])
        except RuleBroken as broken:
            problems.append(broken)
    problems += unpayable(sheet, wired.kinds)
    return wired


def _input_kind(one: Input, i: int, levels: Sequence[str]) -> Kind:
    place = f"inputs[{i}]"
    if one.subject not in levels:
        raise RuleBroken(
            "%(place)s is “%(found)s”, which is no level. Levels are: %(levels)s.",
            place=f"{place}.subject",
            found=one.subject,
            levels=", ".join(levels),
        )
    if one.kind == "choice" and not one.words:
        raise RuleBroken("%(place)s is missing. Add it.", place=f"{place}.words")
    if one.kind in ("number", "date"):
        _check_range(one, place)
    return one.what.at(levels.index(one.subject))


def _check_range(one: Input, place: str) -> None:
    for name, bound in (("least", one.least), ("most", one.most)):
        if bound is None:
            raise RuleBroken(
                "%(place)s is missing. Say how far %(input)s can go, so that the largest cost "
                "is known.",
                place=f"{place}.{name}",
                input=one.label,
            )
        if bound.is_date != (one.kind == "date"):
            raise RuleBroken(
                "%(place)s must be a %(kind)s, as the input is.",
                place=f"{place}.{name}",
                kind=one.kind,
            )
    if one.span.low > one.span.high:
        raise RuleBroken(
            "%(place)s is more than the largest value. Exchange them.", place=f"{place}.least"
        )


def _make_out(wired: Wired, step: Step, place: str) -> None:
    kinds = KindsOf(wired.kinds, wired.sheet.currency.unit, step, place)
    kind = step.op.kind(kinds)
    _check_unit(kind, place)
    inner = kinds.deepest
    level = inner
    if isinstance(step.op, OverOp):
        level = wired.groups[step.key] = kinds.level_named(step.op.up_to, wired.sheet.level_names())
    if isinstance(step.op, AmongOp):
        wired.groups[step.key] = kinds.level_among(step.op)
    for name in _results(step):
        wired.kinds[name] = kind.at(level)


def _check_unit(kind: Kind, place: str) -> None:
    """Powers of powers double with each step; nobody counts anything in them."""
    if (atom := kind.unit.beyond(MOST_POWER)) is not None:
        raise RuleBroken(
            "%(place)s is counted in “%(unit)s” to a power beyond %(most)s. Multiply or divide by "
            "fewer numbers that are counted in it, or count them in 1.",
            place=place,
            unit=atom,
            most=MOST_POWER,
        )


def _results(step: Step) -> Iterator[str]:
    parts = step.op.parts()
    return (f"{step.key}.{part}" for part in parts) if parts else iter((step.key,))


def _ordered(
    sheet: Sheet, inputs: Mapping[str, Input], taken: Mapping[str, frozenset[str]]
) -> tuple[tuple[Step, ...], list[RuleBroken]]:
    """Each step after those it needs; steps that need each other are a problem."""
    known = set(inputs)
    waiting, order, problems = list(enumerate(sheet.steps)), [], []
    names = known | {name for step in sheet.steps for name in _results(step)}
    problems += _unresolved(sheet, names)
    unknown = {i for i, step in waiting if not taken[step.key] <= names}
    waiting = [(i, step) for i, step in waiting if i not in unknown]
    known |= {name for i in unknown for name in _results(sheet.steps[i])}
    while waiting:
        ready = [(i, s) for i, s in waiting if taken[s.key] <= known]
        if not ready:
            problems.append(_cycle(waiting))
            break
        order += [step for _i, step in ready]
        known |= {name for _i, step in ready for name in _results(step)}
        done = {i for i, _step in ready}
        waiting = [(i, s) for i, s in waiting if i not in done]
    return tuple(order), problems


def _needs(step: Step) -> list[str]:
    return [operand.text for operand in step.op.operands() if operand.is_name]


def _unresolved(sheet: Sheet, names: set[str]) -> list[RuleBroken]:
    known = sorted(names)
    found = (
        no_such_name(place, operand.text, known)
        for place, operand in _asked(sheet)
        if operand.is_name and operand.text not in names
    )
    return list(islice(found, MOST_UNRESOLVED))


def _asked(sheet: Sheet) -> Iterator[tuple[str, Operand]]:
    """Every operand of the sheet with its place."""
    for i, step in enumerate(sheet.steps):
        yield from ((f"steps[{i}].{place}", one) for place, one in operands_of(step.op))
    for i, output in enumerate(sheet.outputs):
        yield f"outputs[{i}].amount", output.amount
        if output.due:
            yield f"outputs[{i}].due", output.due
    yield from ((f"reports[{i}].value", one.value) for i, one in enumerate(sheet.reports))


def no_such_name(place: str, name: str, names: Sequence[str]) -> RuleBroken:
    """A name that stands for nothing, and those that stand for something, which are in order."""
    after = islice(names, bisect_left(names, f"{name}."), None)
    parts = list(takewhile(lambda one: one.startswith(f"{name}."), after))
    near = parts or names[:20]
    return RuleBroken(
        "%(place)s is “%(name)s”, which is neither an input nor a step. Known are: %(near)s.",
        place=place,
        name=name,
        near=", ".join(near) or "—",
    )


def _cycle(waiting: list[tuple[int, Step]]) -> RuleBroken:
    """Follow one need after the other until a step comes again."""
    by_name = {name: (i, step) for i, step in waiting for name in _results(step)}
    i, step = waiting[0]
    path: list[str] = []
    while step.key not in path:
        path.append(step.key)
        i, step = next(by_name[n] for n in _needs(step) if n in by_name)
    path = [*path[path.index(step.key) :], step.key]
    return RuleBroken(
        "%(place)s needs itself: %(path)s. Take one of these steps out of the circle.",
        place=f"steps[{i}]",
        path=" → ".join(path),
    )
