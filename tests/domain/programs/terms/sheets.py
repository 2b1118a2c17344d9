"""Random sound sheets, and random cases within the ranges that they declare.

`sheets()` draws a document with few steps of many kinds on up to three levels; `cases(sheet)`
draws what is known of its subjects, some of it missing. What one test finds, all can use.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from programs.domain.terms.document import sheet_from
from programs.domain.terms.kinds import What
from programs.domain.terms.levels import ROOT
from programs.domain.terms.operands import exact_text
from programs.domain.terms.sheet import Input, Sheet
from tests.domain.programs.terms.garden import WAYS, Garden, Known
from tests.domain.programs.terms.growing import OVER, ROWS, Grower
from tests.domain.programs.terms.growing_more import AMONG, FALLING, LATER

LEVELS = ("supplier", "site")
MOST_STEPS = 8
RANGES = (("0", "10", 0), ("-5", "60", 1), ("1", "40", 0), ("0", "100", 2))


def named(text: str) -> dict[str, str]:
    return {"en": text, "ko": text}


@st.composite
def documents(draw: Any, *, rising: bool = False, levels: int = 2) -> dict[str, Any]:
    """A document that `sheet_from` reads and `price` prices.

    With `rising`, no amount ever falls when an amount of money before it rises.
    """
    g = Garden(draw, rising)
    g.levels = [
        {"key": key, "label": named(key), "most": g.whole(1, 4)}
        for key in LEVELS[: g.whole(0, levels)]
    ]
    _inputs(g)
    growers = _growers(g)
    g.grow({"do": "unit_rate", "of": g.name("point", root=True), "rate": "120.5"}, "money")
    for _ in range(g.whole(1, MOST_STEPS)):
        g.one_of(*growers)(g)
    outputs = [_output(g, i) for i in range(g.whole(1, 2))]
    return {
        "schema": "boram.terms/1",
        "id": "random",
        "title": named("Random"),
        "version": 1,
        "currency": {"code": "KRW", "minor": 0},
        "parties": [{"key": key, "label": named(key)} for key in ("payer", "payee")],
        **({"levels": g.levels} if g.levels else {}),
        "inputs": g.inputs,
        "steps": g.steps,
        "outputs": outputs,
        "reports": [{"key": "told", "label": named("Told"), "value": g.name("truth")}],
    }


def sheets(*, rising: bool = False, levels: int = 2) -> st.SearchStrategy[Sheet]:
    """The sheets of such documents."""
    return documents(rising=rising, levels=levels).map(sheet_from)


def _growers(g: Garden) -> list[Grower]:
    found = [
        *ROWS.items(),
        *LATER.items(),
        *([*OVER.items(), *AMONG.items()] * 4 if g.levels else []),
    ]
    return [one for do, one in found if not (g.rising and do in FALLING)]


def _inputs(g: Garden) -> None:
    """One of each sort for the contract itself, and some for the subjects inside."""
    for sort in ("point", "pure", "truth", "word", "date"):
        _input(g, sort, 0)
    for level in range(1, len(g.levels) + 1):
        for sort in ("point", g.one_of("pure", "truth")):
            _input(g, sort, level)


def _input(g: Garden, sort: str, level: int) -> None:
    key = f"{sort}_{level}"
    where = {"subject": ([ROOT, *LEVELS])[level]} if level else {}
    g.inputs.append({"key": key, "label": named(key), **where, **_declared(g, sort)})
    g.known.append(Known(key, sort, level))


def _declared(g: Garden, sort: str) -> dict[str, Any]:
    if sort == "truth":
        return {"kind": "yes_no"}
    if sort == "word":
        return {"kind": "choice", "words": ["red", "blue", "green"]}
    if sort == "date":
        return {"kind": "date", "least": "2026-01-01", "most": "2027-12-31"}
    least, most, decimals = ("0", "1", 2) if sort == "pure" else g.one_of(*RANGES)
    unit = "1" if sort == "pure" else "point"
    found = {"kind": "number", "unit": unit, "least": least, "most": most, "decimals": decimals}
    return {**found, "direction": g.one_of("higher_better", "lower_better", "none")}


def _output(g: Garden, i: int) -> dict[str, Any]:
    key = g.grow({"do": "round", "of": g.name("money"), "unit": "1", "way": g.one_of(*WAYS)}, "won")
    return {
        "key": f"out_{i}",
        "label": named(f"out_{i}"),
        "amount": key,
        "payer": "payer",
        "payee": "payee",
        "tranche": g.one_of("plan", "results", "incentive", "follow_up"),
    }


@st.composite
def cases(draw: Any, sheet: Sheet, *, complete: bool = False) -> dict[str, Any]:
    """What is known of every subject; unless `complete`, some of it is missing."""
    by_level = [[one for one in sheet.inputs if one.subject == n] for n in sheet.level_names()]

    def subject(level: int) -> dict[str, Any]:
        found = {one.key: draw(values(one, complete=complete)) for one in by_level[level]}
        if level < len(sheet.levels):
            inner = sheet.levels[level]
            count = draw(st.integers(0, min(inner.most, 3)))
            found[inner.key] = [subject(level + 1) for _ in range(count)]
        return found

    return subject(0)


def values(one: Input, *, complete: bool = False) -> st.SearchStrategy[Any]:
    """A value on the grid within the declared range, often at an end of it; or nothing."""
    known = _known(one)
    return known if complete else st.integers(0, 24).flatmap(lambda i: known if i else st.none())


def _known(one: Input) -> st.SearchStrategy[Any]:
    if one.kind == What.TRUTH:
        return st.booleans()
    if one.kind == What.WORD:
        return st.sampled_from(one.words)
    low, high = one.span.low, one.span.high
    if one.kind == What.DATE:
        return st.integers(int(low), int(high)).map(lambda day: date.fromordinal(day).isoformat())
    step = one.what.grid
    assert step is not None
    steps = st.integers(-(-low // step), high // step)
    return steps.map(lambda count: exact_text(count * step))


@st.composite
def sheets_with_cases(
    draw: Any, *, rising: bool = False, complete: bool = False
) -> tuple[Sheet, dict[str, Any]]:
    """Both."""
    sheet = draw(sheets(rising=rising))
    return sheet, draw(cases(sheet, complete=complete))
