"""Digits only, at home or from abroad; the contact's telephone counts."""

from dataclasses import replace

import pytest

from companies.domain.related import Rule, signs_between
from tests.domain.companies.related.parties import SUPPLIER, WORKSITE, found


@pytest.mark.parametrize(
    "number",
    ["0212345678", "02 1234 5678", "+82-2-1234-5678", "+82 (0)2 1234 5678", "０２-1234-5678"],
)
def test_the_same_number_is_a_sign(number: str) -> None:
    assert found(phones=frozenset({"031-000-1111", number})) == [(Rule.PHONE, "0212345678")]


@pytest.mark.parametrize("number", ["02-1234-5679", "5678", "", "없음"])
def test_another_number_or_an_extension_is_none(number: str) -> None:
    assert found(phones=frozenset({number})) == []


def test_an_extension_that_both_have_is_none() -> None:
    short = frozenset({"내선 1234"})
    sides = {
        "supplier": replace(SUPPLIER, phones=short),
        "worksite": replace(WORKSITE, phones=short),
    }
    assert signs_between(**sides) == ()
