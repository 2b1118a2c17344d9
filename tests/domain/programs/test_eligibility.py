"""What stops an application."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from programs.domain.eligibility import CHECK, CHECKS, blocking, unanswered

YES: dict[str, bool | None] = dict.fromkeys(CHECK, True)


def test_the_catalogue_is_complete() -> None:
    assert len(CHECK) == len(CHECKS)
    assert all(str(check.question).endswith("?") and str(check.help) for check in CHECKS)


def test_only_blocking_checks_stop_it() -> None:
    assert blocking(YES) == ()
    assert blocking(YES | {"preferred-region": False}) == ()
    assert [check.key for check in blocking(YES | {"taxes-paid": False})] == ["taxes-paid"]


def test_an_open_question_blocks_like_a_no() -> None:
    assert [check.key for check in blocking(YES | {"small-firm": None})] == ["small-firm"]
    assert blocking({}) == tuple(check for check in CHECKS if check.blocking)
    assert unanswered({}) == CHECKS
    assert unanswered(YES) == ()


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(RuleBroken, match="no eligibility check “luck”"):
        blocking({"luck": True})
