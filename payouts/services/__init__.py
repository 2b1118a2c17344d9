"""Everything that may happen to a payout. Each verb is one transaction."""

from payouts.services.adjustments import confirm_correction, correct_payout
from payouts.services.alarms import alarm_batch
from payouts.services.answers import apply_answer, read_answer
from payouts.services.asides import resolve_row
from payouts.services.bands import confirm_bands, propose_bands, withdraw_bands
from payouts.services.batches import build_batch, send_batch, withdraw_batch
from payouts.services.bundles import sign_bundle
from payouts.services.calculations import (
    compute_advance,
    compute_payout,
    recompute_payout,
    report_uncomputed,
)
from payouts.services.delegations import (
    confirm_delegation,
    end_delegation,
    propose_delegation,
)
from payouts.services.freezes import confirm_freeze, propose_freeze, withdraw_freeze
from payouts.services.handouts import download_batch, release_batch
from payouts.services.layouts import confirm_layout, propose_layout
from payouts.services.payouts import (
    adjust_payout,
    hold_payout,
    prepare_payout,
    reject_payout,
    release_payout,
    retry_payout,
)
from payouts.services.payruns import open_payrun, work_payrun
from payouts.services.recoveries import confirm_recovery, propose_recovery, withdraw_recovery
from payouts.services.reminders import remind_circle, send_reminder
from payouts.services.signing import sign_approval

__all__ = [
    "adjust_payout",
    "alarm_batch",
    "apply_answer",
    "build_batch",
    "compute_advance",
    "compute_payout",
    "confirm_bands",
    "confirm_correction",
    "confirm_delegation",
    "confirm_freeze",
    "confirm_layout",
    "confirm_recovery",
    "correct_payout",
    "download_batch",
    "end_delegation",
    "hold_payout",
    "open_payrun",
    "prepare_payout",
    "propose_bands",
    "propose_delegation",
    "propose_freeze",
    "propose_layout",
    "propose_recovery",
    "read_answer",
    "recompute_payout",
    "reject_payout",
    "release_batch",
    "release_payout",
    "remind_circle",
    "report_uncomputed",
    "resolve_row",
    "retry_payout",
    "send_batch",
    "send_reminder",
    "sign_approval",
    "sign_bundle",
    "withdraw_bands",
    "withdraw_batch",
    "withdraw_freeze",
    "withdraw_recovery",
    "work_payrun",
]
