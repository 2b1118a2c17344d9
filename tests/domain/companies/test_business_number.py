"""Business numbers: the algorithm is public; the numbers are of well-known firms or made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.domain.business_number import (
    BusinessKind,
    business_number,
    check_digit,
    kind_of,
    written,
)
from core.domain.errors import RuleBroken


@pytest.mark.parametrize(
    "text",
    ["124-81-00998", "220-81-62517", "116-82-00276", "134-86-72683", "214-86-39239", "1234567891"],
)
def test_published_numbers_are_right(text: str) -> None:
    assert business_number(text) == text.replace("-", "")


@pytest.mark.parametrize(
    "text", ["124 81 00998", "124–81–00998", "１２４－８１－００９９８", " 1248100998\n"]
)
def test_however_it_is_typed(text: str) -> None:
    assert written(business_number(text)) == "124-81-00998"


@pytest.mark.parametrize("text", ["", "124-81-0099", "124-81-009981", "124-81-0099A", "٣٣٣٣٣٣٣٣٣٣"])
def test_ten_digits_are_asked_for(text: str) -> None:
    with pytest.raises(RuleBroken, match="It has ten digits") as refused:
        business_number(text)
    assert refused.value.field == "business_number"


@pytest.mark.parametrize("text", ["123-45-67890", "124-81-00999", "000-00-00000"])
def test_a_typing_error_is_found(text: str) -> None:
    with pytest.raises(RuleBroken, match="typing error"):
        business_number(text)


@given(st.integers(100_000_000, 999_999_999).map(str), st.integers(1, 9))
def test_a_wrong_last_digit_never_passes(first_nine: str, off_by: int) -> None:
    right = check_digit(first_nine)
    assert business_number(f"{first_nine}{right}")
    with pytest.raises(RuleBroken):
        business_number(f"{first_nine}{(right + off_by) % 10}")


@pytest.mark.parametrize(
    ("middle", "kind"),
    [
        ("01", BusinessKind.INDIVIDUAL), ("79", BusinessKind.INDIVIDUAL), ("80", BusinessKind.INDIVIDUAL),
        ("81", BusinessKind.CORPORATION), ("82", BusinessKind.NON_PROFIT), ("83", BusinessKind.PUBLIC_BODY),
        ("84", BusinessKind.FOREIGN), ("85", BusinessKind.BRANCH), ("86", BusinessKind.CORPORATION),
        ("88", BusinessKind.CORPORATION), ("89", BusinessKind.RELIGIOUS), ("90", BusinessKind.TAX_EXEMPT),
        ("99", BusinessKind.TAX_EXEMPT), ("00", BusinessKind.UNASSIGNED),
    ],
)  # fmt: skip
def test_the_middle_digits_say_what_it_is(middle: str, kind: BusinessKind) -> None:
    assert kind_of(f"124{middle}00998") == kind
