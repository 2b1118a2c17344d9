"""Questions about payouts. Nothing here writes."""

from payouts.selectors.due import (
    Advance,
    advances_without_payout,
    payouts_to_recompute,
    verifications_without_payout,
)
from payouts.selectors.lists import (
    PayoutFilter,
    payouts_for,
    payouts_found,
    payouts_left_out,
    payouts_on_hold,
    payouts_to_approve,
    payouts_to_batch,
    payouts_to_prepare,
    payouts_to_retry,
)
from payouts.selectors.reserves import committed_under, left_of_reserve

__all__ = [
    "Advance",
    "PayoutFilter",
    "advances_without_payout",
    "committed_under",
    "left_of_reserve",
    "payouts_for",
    "payouts_found",
    "payouts_left_out",
    "payouts_on_hold",
    "payouts_to_approve",
    "payouts_to_batch",
    "payouts_to_prepare",
    "payouts_to_recompute",
    "payouts_to_retry",
    "verifications_without_payout",
]
