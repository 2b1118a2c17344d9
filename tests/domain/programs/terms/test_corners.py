"""Corners that no table of an operation comes to: what is kept apart, told, or left out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from core.domain.errors import RuleBroken
from programs.domain.drafts import MOST_PARTS, Add
from programs.domain.simple_terms import terms_from, translated
from programs.domain.terms import bound, document_of, sentences_of, sheet_from
from programs.domain.terms.bulk import PRICED, UNKNOWN, Columns, bulk
from programs.domain.terms.bulk.facts import Fact
from programs.domain.terms.bulk.fallback import One, cells_of
from programs.domain.terms.bulk.moves import _count, _put_list
from programs.domain.terms.bulk.rows import Chunk
from programs.domain.terms.kinds import What
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.cumulate import Cumulate
from programs.domain.terms.problems import Looked
from programs.domain.terms.ranges import SpansOf, spans_of
from programs.domain.terms.spans import Span, point
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import named, ranged, sheet_of, step
from tests.factories.terms import promise

OLD: dict[str, Any] = {
    "schema": "boram.terms/0",
    "rounding": "won_half_up",
    "cap": 900,
    "clauses": [{"key": "guards", "kind": "per_unit", "rate": "0.5", "most_units": "9"}],
}


def test_terms_of_a_paper_are_read_from_before_and_after() -> None:
    old = terms_from(OLD)
    assert [one.key for one in old.inputs] == ["guards"]  # nothing is paid on a plan
    assert old == sheet_from(translated(OLD, version=1))
    new = promise(guards=(5, 9))
    assert terms_from(new) == sheet_from(new)


def test_the_sentences_behind_one_amount_leave_out_the_others() -> None:
    sheet = sheet_from(promise(advance=40, guards=(5, 9)))
    assert [str(one) for one in sentences_of(sheet, "advance")] == [
        "“first” is ₩40 if “plan approved” holds, otherwise nothing.",
        "Bank pays Supplier for “advance”, on the plan: the amount of “first”.",
    ]


def test_a_document_takes_no_more_parts_than_anybody_can_read() -> None:
    full: dict[str, Any] = {"steps": [{}] * MOST_PARTS}
    with pytest.raises(RuleBroken, match="There are 400 of these already"):
        Add("steps", {"do": "sum"}).applied(full)


def test_a_number_is_told_like_what_it_stands_beside() -> None:
    wired = sound(sheet_of(step("sum", of=["x"]), inputs=[ranged("x", "0..9 KRW")]))
    looked = Looked(wired, spans_of(wired))
    assert looked.number(Fraction(1000), Operand("x")) == "₩1,000"
    assert looked.number(Fraction(1000), Operand("3", Fraction(3))) == "1,000"


def test_columns_without_a_level_say_nothing_of_its_subjects() -> None:
    summed = sheet_of(
        step("sum_over", "all", of="done"),
        inputs=[ranged("done", "0..9 @site"), ranged("more", "0..9 KRW")],
        outputs=[
            {"key": key, "label": named(key), "amount": key, "payer": "city", "payee": "carla"}
            for key in ("more",)
        ],
        reports=[{"key": "all", "label": named("All"), "value": "all"}],
    )
    found = bulk(summed, Columns(rows=2, inputs={"more": np.array([1, 2])}))
    assert found.of("more").minor.tolist() == [1, 2]
    assert found.of("more").status.tolist() == [PRICED, PRICED]
    paid = document_of(summed)
    paid["inputs"][0]["unit"] = "KRW"
    paid["outputs"][0]["amount"], paid["reports"] = "all", []
    untold = bulk(sheet_from(paid), Columns(rows=2, inputs={"more": np.array([1, 2])}))
    assert untold.of("more").status.tolist() == [UNKNOWN, UNKNOWN]


def test_what_a_step_promises_of_its_grid_is_held_to() -> None:
    whole = Fact(What.NUMBER, 0, Fraction(1, 2), is_whole=True)
    assert _count(Fraction(3, 2), whole) == 3
    with pytest.raises(ArithmeticError, match="1/3 is no multiple of 1/2"):
        _count(Fraction(1, 3), whole)


def test_truths_worked_one_by_one_keep_their_holes() -> None:
    chunk = Chunk([np.zeros(3, dtype=np.int64)], [3], np.zeros(3, dtype=bool))
    _put_list(chunk, "s", Fact(What.TRUTH, 0), [True, None, False])
    assert chunk.values["s"].tolist() == [True, False, False]
    assert chunk.unknown["s"].tolist() == [False, True, False]


def test_words_are_seen_row_by_row() -> None:
    chunk = Chunk([np.zeros(2, dtype=np.int64)], [2], np.zeros(2, dtype=bool))
    chunk.values["g"] = np.array([1, 0])
    facts = {"g": Fact(What.WORD, 0, words=("north", "south"))}
    assert cells_of(chunk, ["g"], facts, 0) == {"g": ["south", "north"]}
    assert One({"g": ["north", "south"]}, 1).word(Operand("g")) == "south"


def test_a_range_without_any_count_in_it_is_bound_as_it_is_declared() -> None:
    sheet = sheet_of(
        step("sum", "more", of=["x", "1"]),
        step("difference", "apart", of="more", less="x"),
        step("round", "s", of="apart", unit="1", way="down"),
        inputs=[{**ranged("x", "0..9 KRW"), "least": "0.2", "most": "0.8"}],
    )
    assert bound(sheet).spans["apart"] == Span(Fraction(2, 5), Fraction(8, 5))


def test_a_pool_of_all_may_be_summed_for_some() -> None:
    levels = [{"key": key, "label": named(key), "most": 5} for key in ("supplier", "site")]
    shared = step("pool", "share", pool="pot", by="done", way="pro_rata", unit="1")
    sheet = sheet_of(
        shared,
        step("sum_over", "s", of="share", up_to="supplier"),
        inputs=[ranged("done", "0..9 @site"), ranged("pot", "0..70 KRW")],
        levels=levels,
        reports=[{"key": "s", "label": named("S"), "value": "s"}],
    )
    assert bound(sheet).spans["s"].holds(Fraction(70))


def test_a_day_that_is_known_for_all_is_due_for_all() -> None:
    out = {"key": "x", "label": named("X"), "amount": "x", "payer": "city", "payee": "carla"}
    sheet = sheet_of(inputs=[ranged("x", "0..9 KRW")], outputs=[{**out, "due": "2026-05-01"}])
    found = bulk(sheet, Columns(rows=2, inputs={"x": np.array([1, 2])})).of("x")
    assert found.due is not None
    assert found.due.tolist() == [date(2026, 5, 1).toordinal()] * 2


def test_shares_that_say_nothing_of_their_sum_may_each_be_the_most() -> None:
    wired = sound(
        sheet_of(step("cumulate", of="done"), inputs=[ranged("done", "0..9 @site")], site_most=3)
    )
    found = SpansOf(spans_of(wired), wired.kinds, wired.order[0])
    op = wired.order[0].op
    assert isinstance(op, Cumulate)
    assert op.span_together(found, point(3)) == Span(Fraction(0), Fraction(81))
