"""A supplier does not improve its own site."""

from companies.domain.related import Rule
from tests.domain.companies.related.parties import found


def test_the_same_number_is_a_sign_and_strangers_show_none() -> None:
    assert found() == []
    same = [(Rule.BUSINESS_NUMBER, "1248100998")]
    assert found(business_number="1248100998") == same
