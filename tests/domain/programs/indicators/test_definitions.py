"""A definition is a document: complete, hashed, read back; and what compares with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from programs.domain.indicators import (
    CATALOGUE,
    Definition,
    converted,
    definition_called,
    definition_digest,
    definition_from,
    document_of,
    why_not_comparable,
)

TRIR, TRIFR, LTIFR = (CATALOGUE[key] for key in ("osha_trir", "trifr", "ltifr"))
FIXED = replace(
    TRIR,
    version=3,
    absence_days=4,
    baseline=Period(date(2025, 1, 1), date(2025, 12, 31)),
    evaluated_on=date(2027, 1, 31),
)


@pytest.mark.parametrize("one", [*CATALOGUE.values(), FIXED], ids=str)
def test_what_is_stored_reads_back(one: Definition) -> None:
    assert definition_from(document_of(one)) == one


def test_the_smallest_change_has_another_hash() -> None:
    changes: list[dict[str, Any]] = [
        {"absence_days": 3}, {"base": 1_000_000}, {"places": 3}, {"version": 4},
        {"baseline": None}, {"evaluated_on": date(2027, 2, 1)}, {"least_uptime": Decimal("0.95")},
    ]  # fmt: skip
    hashes = {definition_digest(replace(FIXED, **change)) for change in changes}
    assert len(hashes | {definition_digest(FIXED)}) == len(changes) + 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "boram.indicator/9"}, "schema must be one of: boram.indicator/1"),
        ({"rounding": "up"}, "rounding must be one of: half_up"),
        ({"numerator": "luck"}, "There is no quantity “luck”"),
        ({"denominator": None}, "Correct “per”"),
        ({"base": 0}, "“base” must be a whole number from 1 to 1000000000"),
        ({"base": "100"}, "base must be a whole number"),
        ({"places": 7}, "“places” must be a whole number from 0 to 6"),
        ({"absence_days": 366}, "“absence_days” must be a whole number from 0 to 365"),
        ({"least_uptime": "0"}, "share above 0"),
        ({"pays": "yes"}, "pays must be true or false"),
        ({"name": {"en": "x", "ko": " "}}, "name.ko must be a text of 1 to 500"),
        ({"baseline": ["2025-01-01"]}, "baseline must be the first and the last day"),
        ({"baseline": ["2025-01-01", "soon"]}, "baseline must be a day such as"),
        ({"evaluated_on": "2025-12-31"}, "has to come after the baseline"),
        ({"extra": 1}, "extra is not known here"),
    ],
)
def test_a_document_that_makes_no_sense(change: dict[str, Any], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        definition_from({**document_of(FIXED), **change})


def test_names_that_people_use() -> None:
    assert definition_called("trir") is definition_called("OSHA-TRIR") is TRIR
    assert definition_called(" 빈도율 ") is definition_called("도수율")
    with pytest.raises(RuleBroken, match=r"no indicator “luck”\. Known are: kr_injury_rate"):
        definition_called("luck")


def test_the_same_name_from_another_threshold_cannot_be_compared() -> None:
    uk = replace(LTIFR, absence_days=7)
    (said,) = why_not_comparable(LTIFR, uk)
    assert "an absence of 1 or more days" in str(said)
    assert "an absence of 7 or more days" in str(said)
    assert "cannot be compared" in str(said)


def test_what_else_cannot_be_compared() -> None:
    assert why_not_comparable(TRIR, TRIFR) == ()  # the base only changes the unit
    assert (
        len(why_not_comparable(CATALOGUE["kr_frequency_rate"], CATALOGUE["kr_severity_rate"])) == 1
    )
    per_worker = why_not_comparable(CATALOGUE["osha_trir"], CATALOGUE["kr_injury_rate"])
    assert len(per_worker) == 3
    alarms = CATALOGUE["sensor_alarms"]
    stricter = replace(alarms, least_uptime=Decimal("0.95"))
    (said,) = why_not_comparable(alarms, stricter)
    assert "different sensor uptimes" in str(said)


def test_trir_times_five_is_per_million_hours() -> None:
    found = converted(Fraction(4), origin=TRIR, target=TRIFR)
    assert found.value == 20
    assert not found.flags


def test_the_korean_severity_rate_times_a_thousand_is_that_of_the_ilo_with_a_warning() -> None:
    korean, ilo = CATALOGUE["kr_severity_rate"], CATALOGUE["ilo_severity_rate"]
    found = converted(Fraction(155, 24), origin=korean, target=ilo)
    assert found.value == Fraction(155_000, 24)
    assert len(found.flags) == 2  # other days, other threshold


def test_cases_per_hour_become_people_per_worker_only_with_a_said_assumption() -> None:
    hourly, yearly = CATALOGUE["kr_frequency_rate"], CATALOGUE["kr_casualties_per_thousand"]
    with pytest.raises(RuleBroken, match="Say how many hours"):
        converted(Fraction(10), origin=hourly, target=yearly)
    there = converted(Fraction(10), origin=hourly, target=yearly, hours_per_worker=2400)
    assert there.value == 24
    people, workers, assumed = map(str, there.flags)
    assert "counts people hurt. Their values cannot be compared." in people
    assert "counts workers. Their values cannot be compared." in workers
    assert "Assumed" in assumed
    back = converted(there.value, origin=yearly, target=hourly, hours_per_worker=2400)
    assert back.value == 10


def test_the_same_cases_per_hour_and_per_worker_differ_by_the_assumption_alone() -> None:
    """Five in a million hours are ten of a thousand workers who work two thousand hours each."""
    hourly, yearly = CATALOGUE["ilo_frequency_rate"], CATALOGUE["ilo_incidence_rate"]
    found = converted(Fraction(5), origin=hourly, target=yearly, hours_per_worker=2000)
    assert found.value == 10
    assert [str(one) for one in found.flags] == [
        "Assumed, not measured: 2000 hours a year per worker."
    ]


def test_what_counts_something_else_is_not_converted() -> None:
    with pytest.raises(RuleBroken, match="they count different things"):
        converted(Fraction(1), origin=TRIR, target=LTIFR)
    with pytest.raises(RuleBroken, match="they count different things"):
        converted(Fraction(1), origin=TRIR, target=CATALOGUE["training_completion"])
