"""One building is one place, on whatever floor."""

from companies.domain.related import Rule
from tests.domain.companies.related.parties import found

PLACE = "r:강남구:테헤란로:152"


def test_another_floor_of_the_same_building_is_a_sign() -> None:
    assert found(address="서울 강남구 테헤란로 152, 30층 (역삼동)") == [(Rule.ADDRESS, PLACE)]


def test_the_house_next_door_is_none() -> None:
    assert found(address="서울 강남구 테헤란로 153") == []
