"""However an address is written, the place is found to be the same; and only then."""

from __future__ import annotations

import pytest

from companies.domain.places import place_key, place_of

SAME = [
    ("경기도 안산시 단원구 번영로 12", "경기 안산시 단원구 번영로 12"),
    ("경기도 안산시 단원구 번영로 12", "경기도  안산시 단원구 번영로12, 2층 201호"),
    ("경기도 안산시 단원구 번영로 12", "경기도 안산시 단원구 번영로 12 (원시동)"),
    ("경기도 안산시 단원구 번영로 12", "안산시 단원구 번영로 12 B동 지하1층"),
    ("경기도 안산시 단원구 번영로 12", "경기도 안산시 단원구 번영로 １２"),
    (
        "경기도 안산시 단원구 번영로12번길 3-4",
        "경기도 안산시 단원구 번영로 12번길 3-4 (원시동, 가)",
    ),
    ("서울특별시 강남구 테헤란로 152", "서울시 강남구 테헤란로 152 강남파이낸스센터 30층"),
    ("서울 성동구 성수동2가 277-43", "서울특별시 성동구 성수동2가 277-43번지 3층"),
    ("경기도 화성시 팔탄면 시청로 895-17", "경기도 화성시 시청로 895-17"),
    ("경기도 화성시 팔탄면 구장리 산12-3", "경기 화성시 팔탄면 구장리 산 12-3"),
    ("경기도 안산시 단원구 번영로 12 (원시동 770-1)", "경기도 안산시 단원구 원시동 770-1"),
    ("세종특별자치시 한누리대로 2130", "세종시 한누리대로 2130 5층"),
    ("Ansan, Demo-gil 101", "ANSAN Demo-Gil 101, 3rd floor"),
    ("Ansan, Demo-gil 101", "Ansan, Demo-gil 101, B1F"),
    ("Ansan, Demo-gil 101", "Ansan, Demo-gil 101, 2F Room 3"),
    ("서울특별시 강남구 테헤란로 152 – 1", "서울특별시 강남구 테헤란로 152-1"),
]
OTHER = [
    ("경기도 안산시 단원구 번영로 12", "경기도 안산시 단원구 번영로 13"),
    ("경기도 안산시 단원구 번영로 12", "경기도 안산시 단원구 번영로 12-1"),
    ("경기도 안산시 단원구 번영로 12", "경기도 안산시 단원구 번영로12번길 12"),
    ("경기도 안산시 단원구 번영로 1", "경기도 안산시 단원구 번영로 12"),
    ("대전광역시 중구 중앙로 1", "대구광역시 중구 중앙로 1"),
    ("경기도 화성시 팔탄면 구장리 산12-3", "경기도 화성시 팔탄면 구장리 12-3"),
    ("경기도 화성시 팔탄면 구장리 12", "경기도 화성시 향남면 구장리 12"),
    ("Ansan, Demo-gil 10 1", "Ansan, Demo-gil 101"),
    ("", ""),
    ("(원시동)", "(원시동)"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_another_spelling_is_the_same_place(one: str, other: str) -> None:
    assert place_of(one).same_as(place_of(other)), (place_of(one), place_of(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_place_stays_another(one: str, other: str) -> None:
    assert not place_of(one).same_as(place_of(other)), (place_of(one), place_of(other))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_key_of_a_table_is_the_same_too(one: str, other: str) -> None:
    if "원시동 770" not in one:  # by road and by plot: told to be alike, kept under two keys
        assert place_key("1248100998", one) == place_key("1248100998", other)


def test_two_firms_in_one_building_are_two_places() -> None:
    one = "경기도 안산시 단원구 번영로 12"
    assert place_key("1248100998", one) != place_key("2208162517", one)
