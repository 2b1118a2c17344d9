"""Scales too fine to be meant: such steps are worked row by row, at once, and to the same amounts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from time import process_time
from typing import Any

import numpy as np
import pytest

from programs.domain.terms.bulk import PRICED, REFUSED, bulk, columns_from
from programs.domain.terms.bulk.facts import Fact, NoScaleError, shared
from programs.domain.terms.bulk.moves import put
from programs.domain.terms.bulk.rows import Chunk
from programs.domain.terms.kinds import What
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.spans import Span
from tests.domain.programs.terms.build import Document, named, ranged, sheet_of, step
from tests.domain.programs.terms.columnwise import agree

NARROW = Fact(What.NUMBER, span=Span(Fraction(0), Fraction(9)))


def _paid(*steps: Document, x: str) -> Sheet:
    output = {"key": "o", "label": named("o"), "payer": "city", "payee": "carla"}
    return sheet_of(
        *steps, inputs=[ranged("x", x)], outputs=[{**output, "amount": steps[-1]["key"]}]
    )


def _squares(of: str, times: int, name: str) -> list[Document]:
    """The last one is called `name` and the number of squarings."""
    names = [of, *(f"{name}{i}" for i in range(1, times + 1))]
    return [step("product", after, of=[before, before]) for before, after in pairwise(names)]


def test_a_common_scale_too_fine_to_be_meant_changes_no_amount() -> None:
    sheet = _paid(
        *_squares("x", 8, "a"),  # in steps of a hundredth to the 256th
        step("ratio", "z", of="x", to="999999999989"),
        *_squares("z", 4, "z"),
        step("sum", "both", of=["a8", "z4"]),  # just above one
        step("round", "whole", of="both", unit="1", way="ceiling"),
        step("unit_rate", "pay", of="whole", rate="1000"),
        x="0..1 /2",
    )
    found = bulk(sheet, columns_from(sheet, [{"x": "1"}])).amounts["o"]
    assert (found.minor.tolist(), found.status.tolist()) == ([2000], [PRICED])
    agree(sheet, [{"x": x} for x in ("1", "0.99", "0", None)])


def test_one_scale_for_all_or_none() -> None:
    assert shared([]) == shared([Fraction(0)]) == 1
    assert shared([Fraction(0), Fraction(1, 6), Fraction(1, 4)]) == Fraction(1, 12)
    assert shared([Fraction(1, 3**1200)]) == Fraction(1, 3**1200)
    with pytest.raises(NoScaleError):
        shared([Fraction(1, 3**1200), Fraction(1, 5**200)])


DOUBLING: list[tuple[Callable[[str, str], Document], list[int], list[int]]] = [
    (lambda a, b: step("product", b, of=[a, a]), [0, 7, 0], [PRICED, PRICED, REFUSED]),
    (lambda a, b: step("product", b, of=[a] * 10), [0, 7, 0], [PRICED, PRICED, REFUSED]),
    (lambda a, b: step("deadweight", b, of=a, share=a), [0, 0, 0], [PRICED, PRICED, REFUSED]),
]


@pytest.mark.parametrize("ends", ["0..1 /2", "-1000..1000 /2"])
@pytest.mark.parametrize(("doubled", "minor", "status"), DOUBLING)
def test_powers_of_powers_take_no_time(
    doubled: Callable[[str, str], Document], minor: list[int], status: list[int], ends: str
) -> None:
    names = ["x", *(f"a{i}" for i in range(24))]
    powers = [doubled(a, b) for a, b in pairwise(names)]
    whole = step("round", "r", of="a23", unit="1", way="up")
    sheet = _paid(*powers, whole, step("unit_rate", "pay", of="r", rate="7"), x=ends)
    start = process_time()
    found = bulk(sheet, columns_from(sheet, [{"x": x} for x in ("0", "1", "0.5")]))
    assert process_time() - start < 1
    agree(sheet, [{"x": x} for x in ("0", "1", "0.5", "0.25", None)])
    assert (found.amounts["o"].minor.tolist(), found.amounts["o"].status.tolist()) == (
        minor, status,
    )  # fmt: skip


def _kept(found: Any, hole: Any = None) -> list[Any]:
    chunk = Chunk([np.zeros(2, dtype=np.int64)], [2], np.zeros(2, dtype=bool))
    put(chunk, "n", NARROW, np.array(found, dtype=object), hole)
    kept: list[Any] = chunk.values["n"].tolist()
    return kept


def test_nothing_is_cut_off_in_silence() -> None:
    assert _kept([Fraction(2), 3]) == [2, 3]
    assert _kept([Fraction(5, 2), 3], np.array([True, False])) == [2, 3]  # nobody asks for a hole
    with pytest.raises(ArithmeticError, match="n has parts of counts"):
        _kept([Fraction(5, 2), 3])
    with pytest.raises(ArithmeticError, match="n has parts of counts"):
        _kept([Fraction(5, 2), 3], np.array([False, True]))
