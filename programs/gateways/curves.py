"""What terms pay along one measure: the same drawing on a page and on paper, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext

from core.gateways.charts import COLOURS, chart
from core.translation import phrase_in_words
from programs.domain.terms import Curve, Sheet, amount_text, shown

MOST_ROWS = 24
HOLE = Fraction(10**30)  # steeper than any terms; what cannot be told has no slope
Point = tuple[Fraction, int | None]


@dataclass(frozen=True, slots=True)
class CurveDrawing:
    """A chart that also says its numbers in a table."""

    title: str
    svg: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[tuple[str, str], ...]


def curve_chart(
    sheet: Sheet,
    found: Curve,
    *,
    here: Point | None = None,
    note: str = "",
    key: str = "curve",
    width: int = 560,
) -> CurveDrawing:
    """Straight between points and broken where the amount jumps or cannot be told.

    `here` is where this case stands, if it stands anywhere.
    """
    name = phrase_in_words(found.label)
    title = gettext("What is paid along “%(measure)s”") % {"measure": name}
    title = f"{title}, {note}" if note else title
    rows = tuple(_row(sheet, found.along, point) for point in _told(found.points, here))
    spoken = "; ".join(": ".join(row) for row in rows)
    points = _window(found.points, here)
    svg = chart(_spec(sheet, name, points, here, width), key=key, alt=f"{title}. {spoken}")
    columns = ({"label": name, "num": True}, {"label": gettext("Amount"), "num": True})
    return CurveDrawing(title, svg, columns, rows)


def _row(sheet: Sheet, along: str, point: Point) -> tuple[str, str]:
    return _place(sheet, along, point[0]), _amount(sheet, point[1])


def _place(sheet: Sheet, along: str, value: Fraction) -> str:
    is_date = any(one.key == along and one.kind == "date" for one in sheet.inputs)
    return date.fromordinal(int(value)).isoformat() if is_date else shown(value)


def _amount(sheet: Sheet, minor: int | None) -> str:
    if minor is None:
        return gettext("cannot be evaluated")
    return amount_text(minor * sheet.currency.smallest, sheet.currency)


def _told(points: Sequence[Point], here: Point | None) -> list[Point]:
    """Where the slope changes, and where this case stands: between these the line is straight."""
    bends = [*points[:1], *_all_bends(points), *(points[-1:] if len(points) > 1 else [])]
    step = -(-len(bends) // MOST_ROWS) or 1
    return sorted({*bends[::step], *([here] if here else [])}, key=lambda point: point[0])


def _all_bends(points: Sequence[Point]) -> list[Point]:
    threes = zip(points, points[1:], points[2:], strict=False)
    return [b for a, b, c in threes if _bends(a, b, c)]


def _window(points: Sequence[Point], here: Point | None) -> list[Point]:
    """Up to a quarter beyond the last bend: what follows is one straight line."""
    bends = [*_all_bends(points), *([here] if here else [])]
    if len(points) < 3 or not bends:
        return list(points)
    first, last = points[0][0], max(point[0] for point in bends)
    end = last + (last - first) / 4
    inside = [point for point in points if point[0] <= end]
    beyond = [point for point in points if inside[-1][0] < end < point[0]][:1]
    return inside + [_between(inside[-1], point, end) for point in beyond]


def _between(a: Point, b: Point, at: Fraction) -> Point:
    if a[1] is None or b[1] is None:
        return at, None
    return at, round(a[1] + (b[1] - a[1]) * (at - a[0]) / (b[0] - a[0]))


def _bends(a: Point, b: Point, c: Point) -> bool:
    if a[1] is None or b[1] is None or c[1] is None:
        return (a[1], b[1]) != (b[1], c[1])
    return (b[1] - a[1]) * (c[0] - b[0]) != (c[1] - b[1]) * (b[0] - a[0])


def _pieces(points: Sequence[Point]) -> Iterator[tuple[int, Point]]:
    """Points with the number of the piece they belong to; a hole or a jump begins a new one."""
    piece, steepest = 0, _steepest(points)
    before: Point | None = None
    for point in points:
        if before is not None and _slope(before, point) > steepest:
            piece += 1
        if point[1] is not None:
            yield piece, point
        before = point


def _steepest(points: Sequence[Point]) -> Fraction:
    """Whatever rises more than four times as fast between neighbours is the edge of a jump."""
    narrow = min((b[0] - a[0] for a, b in pairwise(points)), default=Fraction(0))
    wide = [_slope(a, b) for a, b in pairwise(points) if b[0] - a[0] > narrow]
    return 4 * max([one for one in wide if one < HOLE] or [HOLE])


def _slope(a: Point, b: Point) -> Fraction:
    if a[1] is None or b[1] is None:
        return 5 * HOLE
    return abs(b[1] - a[1]) / (b[0] - a[0])


def _spec(
    sheet: Sheet, name: str, points: Sequence[Point], here: Point | None, width: int
) -> dict[str, Any]:
    smallest = sheet.currency.smallest
    values = [
        {"x": _decimal(x), "y": _decimal((y or 0) * smallest), "piece": str(piece)}
        for piece, (x, y) in _pieces(points)
    ]
    marks = [] if here is None or here[1] is None else [here]
    spot = [{"x": _decimal(x), "y": _decimal((y or 0) * smallest)} for x, y in marks]
    numbers = {"parse": {"x": "number", "y": "number"}}
    place = {
        "x": {
            "field": "x",
            "type": "quantitative",
            "title": name,
            "axis": {"format": ",~f", "tickCount": 6},
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "title": sheet.currency.code,
            "axis": {"format": ",~f", "tickCount": 5},
        },
    }
    line = {"type": "line", "color": COLOURS[0], "strokeWidth": 2}
    dot = {"type": "point", "filled": True, "size": 90, "color": COLOURS[1]}
    return {
        "width": width,
        "height": 200,
        "layer": [
            {
                "data": {"values": values, "format": numbers},
                "mark": line,
                "encoding": {**place, "detail": {"field": "piece", "type": "nominal"}},
            },
            *[
                {"data": {"values": [one], "format": numbers}, "mark": dot, "encoding": place}
                for one in spot
            ],
        ],
    }


def _decimal(value: Fraction) -> str:
    """As text, since a drawing needs no more than six decimals and no float of ours."""
    scaled = round(value * 10**6)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{abs(scaled) // 10**6}.{abs(scaled) % 10**6:06d}"
