"""The same name at the head of both firms."""

import pytest

from companies.domain.related import Rule
from tests.domain.companies.related.parties import found


@pytest.mark.parametrize(
    "name", ["한빛나", "한 빛 나", "대성수, 한빛나", "대성수 및 한빛나", "한빛나/대성수"]
)
def test_the_same_name_is_a_sign_however_it_is_spaced(name: str) -> None:
    assert found(representative=name) == [(Rule.REPRESENTATIVE, "한빛나")]


@pytest.mark.parametrize("name", ["한빛", "한빛나라", "", "나"])
def test_a_part_of_a_name_is_none(name: str) -> None:
    assert found(representative=name) == []
