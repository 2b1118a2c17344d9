"""Four eyes and more: who may approve, how many it takes, what they agree to."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken, Stale
from payouts.domain.approvals import (
    check_may_approve,
    check_unchanged,
    shown_digest,
)


def test_nobody_acts_twice_on_one_payout() -> None:
    acted = {"prepared": {"olivia"}, "verified": {"victor"}, "approved": {"anna"}}
    check_may_approve("ben", acted)
    for person, stage in (("olivia", "prepared"), ("victor", "verified"), ("anna", "approved")):
        with pytest.raises(RuleBroken, match=f"already acted on this payout \\({stage}\\)"):
            check_may_approve(person, acted)


def test_an_approval_binds_to_what_was_seen() -> None:
    seen = shown_digest({"amount": 5_000_000, "account": "4", "evidence": ["aa", "bb"]})
    check_unchanged(
        seen=seen, now=shown_digest({"evidence": ["aa", "bb"], "account": "4", "amount": 5_000_000})
    )
    with pytest.raises(Stale, match="changed since you opened it"):
        check_unchanged(
            seen=seen,
            now=shown_digest({"amount": 5_000_001, "account": "4", "evidence": ["aa", "bb"]}),
        )
