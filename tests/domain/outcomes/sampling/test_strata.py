"""A sample is spread over strata in proportion, and a larger one begins with the smaller one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from outcomes.domain.sampling import (
    BANDS,
    CERTAIN,
    Bands,
    Discovery,
    Share,
    allocated,
    size_from,
    sizes_at,
    stratified,
)

LENGTHS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 60), min_size=1)


@given(LENGTHS, st.integers(1, 400))
def test_every_stratum_is_looked_at_and_the_sum_is_exact(
    lengths: dict[str, int], size: int
) -> None:
    found = allocated(lengths, size)
    assert sum(found.values()) == min(max(size, len(lengths)), sum(lengths.values()))
    assert all(1 <= found[name] <= length for name, length in lengths.items())


@given(LENGTHS, st.integers(1, 200))
def test_shares_are_in_proportion(lengths: dict[str, int], size: int) -> None:
    """Largest remainder: off by less than one, but for strata that get their one anyway."""
    found, whole = allocated(lengths, size), sum(lengths.values())
    if size < len(lengths) or size > whole:
        return
    lifted = sum(1 for length in lengths.values() if size * length < whole)
    for name, length in lengths.items():
        assert abs(found[name] - size * length / whole) <= 1 + lifted


def test_forty_of_two_strata() -> None:
    assert allocated({"before": 30, "after": 90}, 40) == {"before": 10, "after": 30}


@given(LENGTHS, st.integers(0, 4))
def test_each_stage_doubles_and_keeps_what_was_seen(lengths: dict[str, int], stage: int) -> None:
    names = {
        stratum: [f"{stratum}{n}" for n in range(length)] for stratum, length in lengths.items()
    }
    whole, rule = sum(lengths.values()), Discovery()
    small = sizes_at(lengths, rule, stage=stage)
    large = sizes_at(lengths, rule, stage=stage + 1)
    assert sum(large.values()) >= min(whole, 2 * sum(small.values()))
    first = stratified(names, seed="noon", sizes=small)
    assert set(first) <= set(stratified(names, seed="noon", sizes=large))


def test_no_stratum_shrinks_though_its_remainder_does() -> None:
    """The Alabama paradox: of 27 the second gets 2, of 54 it would get 1."""
    lengths = {"a": 33, "b": 3, "c": 25, "d": 13, "e": 23, "f": 7}
    rule = Bands("low", 0, ((None, Decimal("0.2596")),))
    assert (allocated(lengths, 27)["b"], allocated(lengths, 54)["b"]) == (2, 1)
    assert (sizes_at(lengths, rule)["b"], sizes_at(lengths, rule, stage=1)["b"]) == (2, 2)


def test_large_items_are_not_left_to_a_draw() -> None:
    sizes = sizes_at({CERTAIN: 30, "all": 50}, Discovery())
    assert sizes == {CERTAIN: 30, "all": 19}
    assert sizes_at({CERTAIN: 3}, Discovery()) == {CERTAIN: 3}


@pytest.mark.parametrize(
    ("risk", "money", "size"),
    [
        ("low", 10_000_000, 10),
        ("low", 10_000_001, 20),
        ("medium", 50_000_001, 50),
        ("high", 10_000_000, 50),
        ("high", 10_000_001, 100),
    ],
)
def test_more_money_and_more_risk_are_looked_at_more(risk: str, money: int, size: int) -> None:
    assert Bands(risk, money, BANDS[risk]).of(100) == size


def test_money_above_every_band_is_looked_at_whole() -> None:
    bands = ((10_000_000, Decimal("0.1")), (50_000_000, Decimal("0.2")))
    assert Bands("low", 50_000_000, bands).of(100) == 20
    assert Bands("low", 50_000_001, bands).of(100) == 100


@pytest.mark.parametrize(
    ("frame", "expected", "size"),
    [(500, "0.5", 218), (10_000, "0.5", 370), (500, "0.1", 109), (5, "0.5", 5)],
)
def test_how_many_a_margin_needs(frame: int, expected: str, size: int) -> None:
    """Cochran (1977), 4.4: z² p(1 − p)/e², corrected for a finite list."""
    assert Share(expected=Decimal(expected)).of(frame) == size


@pytest.mark.parametrize(
    "rule", [Discovery(), Share(), Bands("medium", 7, BANDS["medium"])], ids=type
)
def test_a_stored_rule_gives_the_same_size_later(rule: Discovery | Share | Bands) -> None:
    assert size_from(rule.document()) == rule


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"money": "7"}, "money must be whole won."),
        ({"money": -1}, "money must be whole won."),
        ({"money": True}, "money must be whole won."),
        ({"bands": [{"most": "7", "share": "1"}]}, r"bands\[0\].most must be whole won, or null."),
        ({"bands": [{"most": True, "share": "1"}]}, r"bands\[0\].most must be whole won, or null."),
    ],
)
def test_bands_are_of_whole_won(changes: dict[str, Any], said: str) -> None:
    document = Bands("low", 0, ((7, Decimal("0.1")), (None, Decimal(1)))).document()
    assert size_from(document).of(100) == 10
    with pytest.raises(RuleBroken, match=said):
        size_from({**document, **changes})
