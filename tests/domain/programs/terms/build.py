"""Sheets of one or a few steps from short texts, so that a test is a line that a hand can check.

An input is written as it is known and what it is: `"5 KRW"`, `"0.8"`, `True`, `"2026-04-01"`,
`"red|blue"` (red, of red and blue), `"red|"` (no other), `"? day"` (missing). A list has one value for each site.
A range is written `"0..10 day"`, with decimals `"0..1 /2"`, for each site `"0..10 KRW @site"`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.document import sheet_from
from programs.domain.terms.kinds import Kind
from programs.domain.terms.naming import Naming
from programs.domain.terms.operands import Operand, operand_from
from programs.domain.terms.price import Priced, price
from programs.domain.terms.ranges import spans_of
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.spans import Span
from programs.domain.terms.step import Op
from programs.domain.terms.values import Unknown, Value
from programs.domain.terms.wiring import sound, wire

KEY = "s"  # what a step is called that has no other name
FAR = "999999999999"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Given = str | bool | list[Any]
Document = dict[str, Any]


def step(do: str, /, key: str = KEY, **members: Any) -> Document:
    """`from_` and `is_` are written without their underscore; nothing is written for None."""
    found = {name.rstrip("_"): value for name, value in members.items() if value is not None}
    return {"key": key, "do": do, **found}


def named(en: str, ko: str = "") -> dict[str, str]:
    return {"en": en, "ko": ko or en}


def document(
    *steps: Document, inputs: list[Document] | None = None, site_most: int = 3, **members: Any
) -> Document:
    """A whole document; members given here stand instead of the usual ones."""
    levels = [{"key": "site", "label": named("Site", "사업장"), "most": site_most}]
    asked = inputs or []
    return {
        "schema": "boram.terms/1",
        "id": "built",
        "title": named("Built", "지음"),
        "version": 1,
        "currency": {"code": "KRW", "minor": 0},
        "parties": [
            {"key": "city", "label": named("City", "시")},
            {"key": "carla", "label": named("Carla Guard", "카를라가드")},
        ],
        **({"levels": levels} if any("subject" in one for one in asked) else {}),
        "inputs": asked,
        "steps": list(steps),
        "outputs": [],
        **members,
    }


def sheet_of(*steps: Document, inputs: list[Document] | None = None, **members: Any) -> Sheet:
    """The sheet of such a document."""
    return sheet_from(document(*steps, inputs=inputs, **members))


def given(key: str, text: Given) -> Document:
    """The input that such a value is of, with the widest range."""
    if isinstance(text, list):
        return {**given(key, text[0]), "subject": "site"}
    found: Document = {"key": key, "label": named(key)}
    if isinstance(text, bool) or text == "? yes_no":
        return {**found, "kind": "yes_no"}
    if DAY.fullmatch(text) or text == "? date":
        return {**found, "kind": "date", "least": "0001-01-01", "most": "9999-12-31"}
    if "|" in text:
        return {**found, "kind": "choice", "words": text.removeprefix("? ").strip("|").split("|")}
    unit = text.partition(" ")[2] or "1"
    return {
        **found, "kind": "number", "unit": unit, "least": f"-{FAR}", "most": FAR, "decimals": 6,
    }  # fmt: skip


def ranged(key: str, text: str) -> Document:
    """The input that a range is of."""
    bare, _, level = text.partition(" @")
    where = {"subject": level} if level else {}
    found: Document = {"key": key, "label": named(key), **where}
    if bare == "yes_no":
        return {**found, "kind": "yes_no"}
    if "|" in bare:
        return {**found, "kind": "choice", "words": bare.strip("|").split("|")}
    bounds, *rest = bare.split()
    least, _, most = bounds.partition("..")
    if DAY.fullmatch(least):
        return {**found, "kind": "date", "least": least, "most": most}
    decimals = [int(one[1:]) for one in rest if one.startswith("/")]
    units = [one for one in rest if not one.startswith("/")]
    return {
        **found, "kind": "number", "least": least, "most": most,
        "unit": units[0] if units else "1", "decimals": decimals[0] if decimals else 0,
    }  # fmt: skip


def known(text: Given) -> Any:
    """What a case says of such a value."""
    if isinstance(text, bool) or DAY.fullmatch(str(text)):
        return text
    assert isinstance(text, str)
    return None if text.startswith("?") else text.partition(" ")[0].partition("|")[0]


def case_of(values: Mapping[str, Given]) -> Document:
    """The case with these values; of a range nothing is said, and without sites there are none."""
    case: Document = {
        k: known(v)
        for k, v in values.items()
        if not isinstance(v, list) and not (isinstance(v, str) and _is_range(v))
    }
    lists = {name: value for name, value in values.items() if isinstance(value, list)}
    if lists:
        rows = zip(*lists.values(), strict=True)
        case["site"] = [dict(zip(lists, map(known, row), strict=True)) for row in rows]
    elif any("@site" in value for value in values.values() if isinstance(value, str)):
        case["site"] = []
    return case


def _inputs(values: Mapping[str, Given]) -> list[Document]:
    """A text with `..` is a range, any other a value."""
    return [
        ranged(key, text) if isinstance(text, str) and _is_range(text) else given(key, text)
        for key, text in values.items()
    ]


def _is_range(text: str) -> bool:
    return ".." in text or "@" in text or text == "yes_no"


def priced(*steps: Document, **values: Given) -> Priced:
    """Steps priced with these inputs."""
    sheet = sheet_of(*steps, inputs=_inputs(values), site_most=1000)
    return price(sheet, case_of(values))


def worth(*steps: Document, **values: Given) -> Any:
    """What the last step comes to: a value, or one for each part, or one for each site."""
    found, last = priced(*steps, **values), steps[-1]["key"]
    names = [name for name in found.columns if name == last or name.startswith(f"{last}.")]
    columns = [found.columns[name] for name in names]
    if columns[0].level:
        assert len(columns) == 1
        return tuple(map(_plain, columns[0].values))
    values_ = tuple(_plain(column.values[0]) for column in columns)
    return values_ if len(values_) > 1 else values_[0]


def _plain(value: Value) -> Any:
    """Unknown is told by its reasons."""
    return [str(one) for one in value.reasons] if isinstance(value, Unknown) else value


def kind(*steps: Document, **ranges: Given) -> Kind:
    """The kind of the last step, or of its first part."""
    found = sound(sheet_of(*steps, inputs=_inputs(ranges))).kinds
    last = steps[-1]["key"]
    return next(k for name, k in found.items() if name.partition(".")[0] == last)


def unit_and_grid(*steps: Document, **ranges: Given) -> tuple[str, str]:
    """The unit of the last step, and its grid; `any` where it has none."""
    found = kind(*steps, **ranges)
    return str(found.unit), "any" if found.grid is None else str(found.grid)


def spans(*steps: Document, **ranges: Given) -> dict[str, Span]:
    """The span of every name, with up to three sites."""
    return spans_of(sound(sheet_of(*steps, inputs=_inputs(ranges))))


def span(*steps: Document, **ranges: Given) -> Any:
    """From where to where the last step goes, as texts; one pair for each part."""
    return ends(spans(*steps, **ranges), *steps)


def span_of_many(*steps: Document, sites: int, **ranges: Given) -> Any:
    """The same with up to so many sites."""
    sheet = sheet_of(*steps, inputs=_inputs(ranges), site_most=sites)
    return ends(spans_of(sound(sheet)), *steps)


def ends(found: Mapping[str, Span], *steps: Document) -> Any:
    """The span of the last step, as texts."""
    last = steps[-1]["key"]
    pairs = [
        (str(one.low), str(one.high))
        for name, one in found.items()
        if name == last or name.startswith(f"{last}.")
    ]
    return pairs if len(pairs) > 1 else pairs[0]


def said(*steps: Document, **ranges: Given) -> str:
    """The rule of the last step in words."""
    wired = sound(sheet_of(*steps, inputs=_inputs(ranges)))
    return str(wired.order[-1].op.said(Naming.of(wired)))


def working(*steps: Document, **values: Given) -> str:
    """The same with what it was worth, for the first subject."""
    last = steps[-1]["key"]
    lines = priced(*steps, **values).lines
    return str(next(line.working for line in lines if line.key.partition(".")[0] == last))


def refused(*steps: Document, **ranges: Given) -> str:
    """Why a document or what it stands for is refused, by reading, wiring or bounding."""
    with pytest.raises(RuleBroken) as broken:
        spans(*steps, **ranges)
    return str(broken.value)


def unread(*steps: Document, **members: Any) -> str:
    """Why a document is not read."""
    with pytest.raises(RuleBroken) as broken:
        sheet_from(document(*steps, **members))
    return str(broken.value)


def problems(*steps: Document, **ranges: Given) -> list[str]:
    """Everything that cannot be made out."""
    return [str(one) for one in wire(sheet_of(*steps, inputs=_inputs(ranges))).problems]


def unpriced(*steps: Document, **values: Given) -> str:
    """Why a case is refused."""
    with pytest.raises(RuleBroken) as broken:
        priced(*steps, **values)
    return str(broken.value)


def op_of(found: Document) -> Op:
    """The operation of one step."""
    return sheet_of(found).steps[0].op


def operand(text: str) -> Operand:
    """A name or a written number."""
    return operand_from(text, "here")


def fractions(*texts: str) -> tuple[Fraction, ...]:
    """Exact numbers."""
    return tuple(map(Fraction, texts))
