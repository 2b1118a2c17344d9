"""What luck alone would pay, drawn from the answer as it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from core.domain.money import Money
from core.domain.numbers import percent, plain
from core.domain.words import sentence_from
from core.gateways.charts import COLOURS, chart
from core.translation import in_words, phrase_in_words
from outcomes.domain.luck import in_hundred

HUNDRED = Decimal(100)
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LuckDrawing:
    """The answer in words, as a chart and as a table."""

    title: str
    sentences: tuple[str, ...]
    svg: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[tuple[str, ...], ...]


def luck_drawing(answer: Document, *, key: str = "luck", width: int = 560) -> LuckDrawing:
    """From a stored answer: the line of the target, and that of a bare comparison beside it."""
    is_quantity = answer["question"]["design"]["kind"] == "quantity"
    title = gettext("How often this target pays, by what is really achieved")
    columns = _columns(is_quantity=is_quantity)
    rows = tuple(_row(line, is_quantity=is_quantity) for line in answer["lines"])
    spoken = "; ".join(f"{row[0]}: {row[1]}" for row in rows)
    return LuckDrawing(
        title,
        tuple(in_words(sentence_from(one)) for one in answer["sentences"]),
        chart(_spec(answer, width, is_quantity=is_quantity), key=key, alt=f"{title}. {spoken}"),
        columns,
        rows,
    )


def _best(line: Document) -> Document:
    found: Document = line["exact"] or line["drawn"]
    return found


def _columns(*, is_quantity: bool) -> tuple[dict[str, Any], ...]:
    names = [
        gettext("Kept") if is_quantity else gettext("True effect"),
        gettext("Of 100 cases"),
        gettext("To be expected"),
        gettext("Bare, of 100"),
    ]
    return tuple({"label": name, "num": True} for name in names[: 3 if is_quantity else 4])


def _along(*, is_quantity: bool) -> str:
    if is_quantity:
        return gettext("Share of the promise that comes true")
    return gettext("True effect: injuries that no longer happen")


def _row(line: Document, *, is_quantity: bool) -> tuple[str, ...]:
    best = _best(line)
    won = best["expected_won"]
    cells = (
        percent(Decimal(line["effect"])),
        _cases(best["paid"]),
        "" if won is None else str(Money(won)),
        _cases(best["bare"]),
    )
    return cells[: 3 if is_quantity else 4]


def _cases(share: str) -> str:
    return phrase_in_words(in_hundred(Decimal(share)))


def _values(answer: Document, *, is_quantity: bool) -> Iterator[dict[str, str]]:
    names = {"paid": gettext("This target")}
    if not is_quantity:
        names["bare"] = gettext("A bare comparison")
    for line in answer["lines"]:
        for member, name in names.items():
            yield {
                "x": plain(Decimal(line["effect"]) * HUNDRED),
                "y": plain(Decimal(_best(line)[member]) * HUNDRED),
                "rule": name,
            }


def _spec(answer: Document, width: int, *, is_quantity: bool) -> dict[str, Any]:
    values = list(_values(answer, is_quantity=is_quantity))
    rules = list(dict.fromkeys(one["rule"] for one in values))
    return {
        "width": width,
        "height": 220,
        "data": {"values": values, "format": {"parse": {"x": "number", "y": "number"}}},
        "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 50}},
        "encoding": {
            "x": _axis("x", f"{_along(is_quantity=is_quantity)} (%)"),
            "y": _axis("y", gettext("Pays, in 100 cases")),
            "color": _told_apart(rules, {"range": COLOURS[: len(rules)]}),
            "strokeDash": _told_apart(rules, {"range": [[1, 0], [6, 4]][: len(rules)]}),
        },
    }


def _axis(field: str, title: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"domain": [0, 100]},
        "axis": {"format": ",~f", "tickCount": 6},
    }


def _told_apart(rules: Sequence[str], scale: dict[str, Any]) -> dict[str, Any]:
    return {"field": "rule", "type": "nominal", "scale": {"domain": list(rules), **scale}}
