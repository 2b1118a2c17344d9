"""The same name at the head of both firms."""

from dataclasses import replace

import pytest

from companies.domain.related import Rule, signs_between
from tests.domain.companies.related.parties import SUPPLIER, WORKSITE, found


@pytest.mark.parametrize(
    "name", ["한빛나", "한 빛 나", "대성수, 한빛나", "대성수 및 한빛나", "한빛나/대성수"]
)
def test_the_same_name_is_a_sign_however_it_is_spaced(name: str) -> None:
    assert found(representative=name) == [(Rule.REPRESENTATIVE, "한빛나")]


@pytest.mark.parametrize("name", ["한빛", "한빛나라", "", "나"])
def test_a_part_of_a_name_is_none(name: str) -> None:
    assert found(representative=name) == []


@pytest.mark.parametrize("name", ["대", "", "-"])
def test_what_is_no_name_is_none_even_where_both_have_it(name: str) -> None:
    sides = {
        "supplier": replace(SUPPLIER, representative=name),
        "worksite": replace(WORKSITE, representative=name),
    }
    assert signs_between(**sides) == ()
