"""Where committed money is, as a drawing and as the same numbers in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext

from core.domain.money import Money
from core.gateways.charts import chart
from core.translation import LABELS

PAID, RESERVED, FREE = "#063a74", "#256ef4", "#cdd1d5"


class PurseLine(Protocol):
    """One part of the money."""

    @property
    def part(self) -> str:
        """Which part."""
        ...

    @property
    def paid(self) -> Money:
        """Settled by the bank."""
        ...

    @property
    def reserved(self) -> Money:
        """Set aside in agreements."""
        ...

    @property
    def free(self) -> Money:
        """Not promised to anybody."""
        ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart that also says its numbers in a table."""

    title: str
    svg: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[tuple[str, ...], ...]


def purse_chart(parts: Sequence[PurseLine]) -> Drawing:
    """Paid, reserved and free, one bar for each part of the money."""
    heads = (gettext("Paid"), gettext("Reserved"), gettext("Free"))
    title = gettext("Where the committed money is")
    rows = tuple((str(LABELS[p.part]), p.paid, p.reserved, p.free) for p in parts)
    values = [
        {"part": name, "where": head, "order": place, "won": str(amount.won)}
        for name, *amounts in rows
        for place, (head, amount) in enumerate(zip(heads, amounts, strict=True))
    ]
    written = tuple((name, *(str(amount) for amount in amounts)) for name, *amounts in rows)
    spoken = "; ".join(
        f"{row[0]}: " + ", ".join(map(" ".join, zip(heads, row[1:], strict=True)))
        for row in written
    )
    svg = chart(_spec(values, heads), key="purses", alt=f"{title}. {spoken}")
    columns: tuple[dict[str, Any], ...] = (
        {"label": gettext("Part")},
        *({"label": head, "num": True} for head in heads),
    )
    return Drawing(title, svg, columns, written)


def _spec(values: list[dict[str, Any]], heads: tuple[str, ...]) -> dict[str, Any]:
    colours = {"domain": list(heads), "range": [PAID, RESERVED, FREE]}
    return {
        "data": {"values": values, "format": {"parse": {"won": "number"}}},
        "mark": {"type": "bar", "size": 26},
        "width": 640,
        "height": {"step": 44},
        "encoding": {
            "y": {"field": "part", "type": "nominal", "sort": None, "title": None},
            "x": {
                "field": "won",
                "type": "quantitative",
                "stack": "zero",
                "title": gettext("won"),
                "axis": {"format": ",.0f", "tickCount": 4},
            },
            "color": {"field": "where", "type": "nominal", "scale": colours},
            "order": {"field": "order"},
        },
    }
