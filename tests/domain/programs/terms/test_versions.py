"""The day of the achievement decides which version prices it; what was priced stays as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.document import sheet_digest, sheet_from
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.versions import terms_kept, terms_on
from tests.domain.programs.terms.papers import paper, sheet


def version(number: int, start: str = "", until: str = "", **changes: Any) -> Sheet:
    document = paper(version=number, **changes)
    del document["effective"]
    if start:
        document["effective"] = {"from": start, **({"until": until} if until else {})}
    return sheet_from(document)


FIRST = version(1, "2026-01-01", "2026-03-31")
SECOND = version(2, "2026-04-01", "2026-12-31")
THIRD = version(3, "2026-12-01")
ALL = (SECOND, FIRST, THIRD)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-01", FIRST),  # the first day is included
        ("2026-03-31", FIRST),  # and so is the last
        ("2026-04-01", SECOND),  # the prices of version 2 for everything from April on
        ("2026-11-30", SECOND),
        ("2026-12-01", THIRD),  # where two cover a day the later version counts
        ("2026-12-31", THIRD),
        ("2031-07-01", THIRD),
    ],
)
def test_the_day_decides(day: str, expected: Sheet) -> None:
    assert terms_on(ALL, date.fromisoformat(day)) is expected


def test_a_version_without_days_holds_on_every_day() -> None:
    always = version(1)
    assert terms_on([always], date(1999, 1, 1)) is always
    assert terms_on([THIRD, always], date(2026, 11, 30)) is always
    assert terms_on([always, THIRD], date(2026, 12, 1)) is THIRD


def test_a_day_that_nobody_covers_is_refused_and_told_which_are_covered() -> None:
    with pytest.raises(RuleBroken) as refusal:
        terms_on(ALL, date(2025, 12, 31))
    assert str(refusal.value) == (
        "No version of the terms covers 2025-12-31. Covered are: version 1: from 2026-01-01 to "
        "2026-03-31; version 2: from 2026-04-01 to 2026-12-31; version 3: from 2026-12-01 on. "
        "Check the day, or agree on a version for it."
    )


def test_without_any_version_no_day_is_covered() -> None:
    with pytest.raises(RuleBroken, match="Covered are: —"):
        terms_on([], date(2026, 1, 1))


def test_versions_of_different_terms_are_not_mixed() -> None:
    other = version(4, "2027-01-01", id="other")
    with pytest.raises(RuleBroken) as refusal:
        terms_on([FIRST, other], date(2026, 1, 1))
    assert str(refusal.value) == (
        "“hazards” and “other” are different terms, not versions of one. Keep one."
    )


def test_one_number_for_two_texts_is_refused_but_the_same_text_twice_is_one() -> None:
    assert terms_on([FIRST, version(1, "2026-01-01", "2026-03-31")], date(2026, 1, 1)) == FIRST
    with pytest.raises(RuleBroken) as refusal:
        terms_on([SECOND, version(2, "2026-04-02")], date(2026, 4, 1))
    assert str(refusal.value) == (
        "There are two different versions 2 of “hazards”. Give the later one the next number."
    )


def test_what_was_priced_keeps_its_version() -> None:
    digest = sheet_digest(FIRST)
    assert terms_kept(ALL, digest) is FIRST
    with pytest.raises(RuleBroken) as refusal:
        terms_kept(ALL, sheet_digest(sheet()))
    assert str(refusal.value) == (
        f"No version of the terms has the hash {sheet_digest(sheet())}. "
        "Look for the version that was signed."
    )
