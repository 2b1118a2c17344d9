"""Charts as SVG: the same drawing on a page and on paper, without a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert
from django.utils.html import escape

from core.domain.characters import visible

FONTS = Path("/usr/share/fonts/truetype/nanum")
COUNTED = re.compile(r'(id="|url\(#|href="#)((?:clip|gradient)[_0-9]*\d+)')
LOOK: dict[str, Any] = {
    "font": "NanumGothic, Pretendard GOV, sans-serif",
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "labelColor": "#33363d",
        "titleColor": "#33363d",
        "domainColor": "#8a949e",
        "tickColor": "#8a949e",
        "gridColor": "#e6e8ea",
        "titleFontWeight": "normal",
    },
    "legend": {"labelFontSize": 11, "labelColor": "#33363d", "title": None, "orient": "top"},
}
COLOURS = ["#256ef4", "#bd2c0f", "#8a949e", "#1f5c2c"]


def chart(spec: Mapping[str, Any], *, key: str, alt: str) -> str:
    """Draw a Vega-Lite chart; `key` keeps its ids apart from those of its neighbours."""
    _fonts_known()
    whole = {**spec, "config": {**LOOK, **spec.get("config", {})}}
    drawing: str = vl_convert.vegalite_to_svg(drawable(whole))
    return _described(_renamed(drawing, key), visible(alt))


def drawable(found: Any) -> Any:
    """The drawer reads texts as code and as XML: one that it cannot read ends the process."""
    if isinstance(found, str):
        return visible(found).replace("\\", " ")
    if isinstance(found, Mapping):
        return {drawable(name): drawable(one) for name, one in found.items()}
    if isinstance(found, list | tuple):
        return [drawable(one) for one in found]
    return found


@cache
def _fonts_known() -> None:
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))


def _renamed(drawing: str, key: str) -> str:
    """Ids count up within a process, so two drawings would collide and bytes would differ."""
    seen: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        return match[1] + seen.setdefault(match[2], f"{key}-{len(seen)}")

    return COUNTED.sub(rename, drawing)


def _described(drawing: str, alt: str) -> str:
    """Say what it shows: on a page by its label, in a tagged PDF by its title."""
    words = escape(alt)
    head, mark, body = drawing.partition(">")
    head = head.replace('class="marks"', f'class="marks" role="img" aria-label="{words}"', 1)
    return f"{head}{mark}<title>{words}</title>{body}"
