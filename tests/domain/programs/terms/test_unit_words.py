"""How much of what, in both languages; money stays money, also for each of something."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.domain.words import Named
from programs.domain.terms.kinds import Kind, What
from programs.domain.terms.naming import told
from programs.domain.terms.sheet import Currency
from programs.domain.terms.unit_words import WORDS, counted, each, per
from programs.domain.terms.units import WRITTEN, Unit

WON = Currency(code="KRW", minor=0)


@pytest.mark.parametrize(
    ("number", "unit", "en", "ko"),
    [
        ("3", "worksite", "3 worksites", "3개소"),
        ("1", "worksite", "1 worksite", "1개소"),
        ("-1", "day", "−1 day", "−1일"),
        ("0.5", "hour", "0.5 hours", "0.5시간"),
        ("38.25", "percent", "38.25 %", "38.25%"),
        ("2", "percentage_point", "2 percentage points", "2%p"),
        ("12000", "person", "12,000 people", "12,000명"),
        ("2", "dwelling", "2 dwelling", "2 dwelling"),
        ("6", "person*day", "6 person-days", "6명·일"),
        ("4", "hazard/worksite", "4 hazards per worksite", "4건/개소"),
        ("1", "hazard/worksite/month", "1 hazard per worksite per month", "1건/개소/개월"),
        ("5", "1/year", "5 per year", "5/년"),
        ("500000", "KRW", "₩500,000", "₩500,000"),
        ("15", "KRW/day", "₩15 per day", "1일당 ₩15"),
        ("15", "KRW/dwelling", "₩15 per dwelling", "1 dwelling당 ₩15"),
        ("15", "KRW/person/day", "₩15 per person per day", "1명당 1일당 ₩15"),
        ("15", "KRW*day", "15 won-days", "15원·일"),
        ("15", "KRW*KRW", "15 won-won", "15원·원"),
        ("7", "USD/day", "7 USD per day", "7 USD/일"),
    ],
)
def test_so_much_of_it(number: str, unit: str, en: str, ko: str) -> None:
    found = told(Fraction(number), Kind(What.NUMBER, Unit.read(unit)), WON)
    both = found if isinstance(found, Named) else Named(str(found), str(found))
    assert (both.en, both.ko) == (en, ko)


def test_a_pure_number_is_only_itself() -> None:
    assert counted("0.8", Unit()) == "0.8"


@pytest.mark.parametrize(
    ("unit", "en", "ko"),
    [
        ("day", "day", "1일"),
        ("hazard", "hazard", "1건"),
        ("percent", "%", "1%"),
        ("dwelling", "dwelling", "1 dwelling"),
        ("hazard/worksite", "hazard per worksite", "1건/개소"),
        ("1", "unit", "1단위"),
    ],
)
def test_one_of_it(unit: str, en: str, ko: str) -> None:
    assert each(Unit.read(unit)) == Named(en, ko)


def test_an_amount_for_each() -> None:
    assert per("USD 2.50", Unit.read("USD/week")) == Named("USD 2.50 per week", "1주당 USD 2.50")


def test_every_unit_of_the_table_can_be_written_in_a_sheet() -> None:
    assert all(WRITTEN.fullmatch(unit) for unit in WORDS)
    assert all(all(words) for words in WORDS.values())
