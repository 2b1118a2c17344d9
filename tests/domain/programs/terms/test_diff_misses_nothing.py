"""No change of a number or of an order inside a table is missed, whatever else changes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from programs.domain.terms.diff import diff
from programs.domain.terms.document import document_of, sheet_from
from programs.domain.terms.operands import exact_text, number_from
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.sheets import documents

Path = tuple[Any, ...]
SLIGHTLY = number_from("0.0000001")
ORDER = "Only the order of the parts changes."


def places(found: Any, path: Path = ()) -> Iterator[Path]:
    """Where a number is written, and where a table has rows that can be exchanged."""
    waiting = [(path, found)]
    while waiting:
        at, one = waiting.pop()
        inside = one.items() if isinstance(one, dict) else enumerate(one)
        if isinstance(one, list) and len(one) > 1:
            yield at
        for name, value in inside:
            if isinstance(value, dict | list):
                waiting.append(((*at, name), value))
            elif isinstance(value, str) and number_from(value) is not None:
                yield (*at, name)


def change(document: dict[str, Any], place: Path) -> dict[str, Any]:
    """A little more, or the first two rows exchanged."""
    new = deepcopy(document)
    inner = new
    for name in place[:-1]:
        inner = inner[name]
    value = inner[place[-1]]
    if isinstance(value, list):
        inner[place[-1]] = [value[1], value[0], *value[2:]]
    else:
        number = number_from(value)
        assert number is not None
        assert SLIGHTLY is not None
        inner[place[-1]] = exact_text(number + SLIGHTLY)
    return new


def read(document: dict[str, Any]) -> Sheet | None:
    """The sheet, if it is one that can be priced."""
    try:
        sheet = sheet_from(document)
        sound(sheet)
    except RuleBroken:
        return None
    return sheet


def all_places(document: dict[str, Any]) -> list[Path]:
    names = [
        name for name in ("inputs", "levels", "steps", "outputs", "reports") if name in document
    ]
    return [
        one
        for name in names
        for i, part in enumerate(document[name])
        for one in places(part, (name, i))
    ]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_number_or_an_order_inside_a_table_is_never_missed(data: st.DataObject) -> None:
    document = data.draw(documents())
    first, second = (data.draw(st.sampled_from(all_places(document))) for _ in range(2))
    once = change(document, first)
    old, new, both = read(document), read(once), read(change(once, second))
    assume(old and new)
    assert old is not None
    assert new is not None
    told = [str(one) for one in diff(old, new)]
    assert bool(told) == (document_of(old) != document_of(new))
    assert told != [ORDER]
    if both is not None and document_of(both) != document_of(new):
        assert [str(one) for one in diff(old, both)] != told  # nor behind another change
