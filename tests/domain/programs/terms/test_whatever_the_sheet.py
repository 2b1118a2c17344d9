"""What holds of every sheet, tried on random ones."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import Any

import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.domain.terms.bound import Reach, bound
from programs.domain.terms.document import document_of, sheet_digest, sheet_from
from programs.domain.terms.price import Priced, price
from programs.domain.terms.replay import replay
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.step import PartsOp, RowOp
from programs.domain.terms.values import Unknown
from tests.domain.programs.terms.sheets import (
    cases,
    documents,
    sheets,
    sheets_with_cases,
)

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def paid(found: Priced, *, sign: int = 1) -> int:
    """What goes one way; with −1, what goes the other."""
    return sum(max(0, sign * (one.minor or 0)) for one in found.amounts)


@few
@given(sheets_with_cases())
def test_no_value_lies_outside_its_span(both: tuple[Sheet, Any]) -> None:
    sheet, case = both
    spans, found = bound(sheet).spans, price(sheet, case)
    for name, column in found.columns.items():
        for value in column.values:
            assert isinstance(value, Unknown) or spans[name].holds(value), (name, value)


@few
@given(sheets_with_cases(complete=True))
def test_no_amount_lies_outside_its_bound(both: tuple[Sheet, Any]) -> None:
    sheet, case = both
    found, limits = price(sheet, case), bound(sheet)
    for one in found.amounts:
        least, most = limits.of(one.key).each
        assert one.minor is None or least <= one.minor <= most
    if not found.is_complete:
        return
    assert limits.smallest <= found.total <= limits.largest
    assert paid(found) <= limits.largest
    assert paid(found, sign=-1) <= limits.returned
    for output in sheet.outputs:
        together = sum(one.minor or 0 for one in found.amounts if one.key == output.key)
        assert limits.of(output.key).smallest <= together <= limits.of(output.key).largest
    for tranche in {one.tranche for one in found.amounts}:
        together = sum(one.minor or 0 for one in found.amounts if one.tranche == tranche)
        reach: Reach = limits.of_tranche(tranche)
        assert reach.smallest <= together <= reach.largest


@st.composite
def with_a_lower_cap(draw: Any) -> tuple[Sheet, Sheet, Any]:
    """Two sheets that differ in the limit of one cap, and a case for both."""
    document = draw(documents(rising=True))
    name = draw(st.sampled_from([one["key"] for one in document["steps"] if one["do"] == "round"]))
    cap, low = sorted(draw(st.tuples(st.integers(-50, 5000), st.integers(-50, 5000))))[::-1]
    sheets_: list[Sheet] = []
    for limit in (cap, low):
        capped = {"key": "capped", "do": "at_most", "of": "uncapped", "limit": str(limit)}
        steps: list[dict[str, Any]] = []
        for step in document["steps"]:
            steps += (
                [{**step, "key": "uncapped"}, {**capped, "key": name}]
                if (step["key"] == name)
                else [step]
            )
        sheets_.append(sheet_from({**document, "steps": steps}))
    return sheets_[0], sheets_[1], draw(cases(sheets_[0]))


@few
@given(with_a_lower_cap())
def test_no_amount_rises_when_a_cap_falls(three: tuple[Sheet, Sheet, Any]) -> None:
    higher, lower, case = three
    for one, other in zip(price(higher, case).amounts, price(lower, case).amounts, strict=True):
        assert (one.minor is None) == (other.minor is None)
        assert one.minor is None or other.minor is None or other.minor <= one.minor


@st.composite
def in_another_order(draw: Any) -> tuple[Sheet, Sheet, Any]:
    document = draw(documents())
    shuffled = {**document, "steps": draw(st.permutations(document["steps"]))}
    sheet = sheet_from(document)
    return sheet, sheet_from(shuffled), draw(cases(sheet))


@few
@given(in_another_order())
def test_the_order_of_writing_changes_no_amount(three: tuple[Sheet, Sheet, Any]) -> None:
    one, other, case = three
    left, right = price(one, case), price(other, case)
    assert left.amounts == right.amounts
    assert sorted(left.lines, key=lambda line: (line.key, line.subject)) == sorted(
        right.lines, key=lambda line: (line.key, line.subject)
    )


@few
@given(sheets())
def test_a_sheet_reads_back_to_itself_and_keeps_its_hash(sheet: Sheet) -> None:
    document = document_of(sheet)
    again = sheet_from(document)
    assert again == sheet
    assert sheet_digest(again) == sheet_digest(sheet)
    assert sheet_digest(sheet) == hashlib.sha256(rfc8785.dumps(document)).hexdigest()


@few
@given(sheets_with_cases())
def test_every_line_can_be_worked_again_from_what_it_took(both: tuple[Sheet, Any]) -> None:
    sheet, case = both
    ops = {step.key: step.op for step in sheet.steps}
    for line in price(sheet, case).lines:
        if isinstance(ops[line.key.partition(".")[0]], RowOp | PartsOp):
            assert replay(sheet, line), line


@few
@given(sheets_with_cases(complete=True))
def test_an_amount_is_its_step_in_whole_won(both: tuple[Sheet, Any]) -> None:
    sheet, case = both
    found = price(sheet, case)
    for output in sheet.outputs:
        minors = [one.minor for one in found.amounts if one.key == output.key]
        values = found.columns[output.amount.text].values
        assert minors == [None if isinstance(v, Unknown) else Fraction(v) for v in values]
