"""Whatever people call themselves and their measures, a chart comes out."""

from __future__ import annotations

from typing import Any

import pytest

from core.gateways.charts import chart, drawable

NAMES = (
    "a\u0001b", "a\0b", "a\nb", "a\tb", "a\u2028b", 'a\\"b', "a\\", "\u202e", "\ud800", "\uffff",
)  # fmt: skip


def spec(name: str) -> dict[str, Any]:
    return {
        "title": name,
        "data": {"values": [{"who": name, "won": 3, name: True}]},
        "layer": ({"mark": "bar"},),
        "encoding": {
            "x": {"field": "who", "type": "nominal", "title": name, "sort": [name]},
            "y": {"field": "won", "type": "quantitative"},
        },
    }


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_no_name_ends_the_drawing(name: str) -> None:
    found = drawable(spec(name))
    texts = ascii(found)  # what the drawer cannot read would be written with a backslash here
    assert "\\" not in texts  # or the process would end below
    drawing = chart(spec(name), key="k", alt=f"of {name}")
    assert drawing.startswith("<svg")
    shown = " ".join(drawable(name).split())
    assert not shown or f">{shown}<" in drawing.replace("&quot;", '"')


def test_all_else_is_drawn_as_it_is() -> None:
    plain = {"a": ["won", 1, 2.5, None, True, {"b": '"c" / d'}]}
    assert drawable(plain) == plain
    assert drawable({"a\\b": ("c\nd", "\\n")}) == {"a b": ["c d", " n"]}


def test_what_is_said_of_it_is_on_one_line() -> None:
    drawing = chart(spec("A"), key="k", alt="a\u0001b\\c\nd<")
    assert "<title>a b\\c d&lt;</title>" in drawing
    assert 'aria-label="a b\\c d&lt;"' in drawing
