"""Pages about money: payouts, decisions, bank files and the bank's answers."""

from payouts.views.answers import AnswerApply, AnswerApplyRows, AnswerRead
from payouts.views.asides import RowResolve
from payouts.views.bands import BandsConfirm, BandsPropose, BandsWithdraw
from payouts.views.batches import (
    BatchBuild,
    Batches,
    BatchPage,
    BatchSend,
    BatchWithdraw,
)
from payouts.views.bundles import BundleChoose, BundlePage, BundleSign
from payouts.views.clawbacks import (
    ClawbackPage,
    Clawbacks,
    RecoveryConfirm,
    RecoveryPropose,
    RecoveryWithdraw,
)
from payouts.views.decisions import PayoutApprove, PayoutDecide, Receipt
from payouts.views.delegations import DelegationConfirm, DelegationEnd, DelegationPropose
from payouts.views.freezes import FreezeConfirm, FreezePropose, FreezeWithdraw
from payouts.views.handouts import BatchDownload, BatchRelease
from payouts.views.layouts import LayoutConfirm, LayoutPage, LayoutPropose, Layouts
from payouts.views.payouts import PayoutPage, Payouts
from payouts.views.rules import ProgramBands, Rules
from payouts.views.verbs import (
    PayoutAdjust,
    PayoutConfirmCorrection,
    PayoutCorrect,
    PayoutHold,
    PayoutPrepare,
    PayoutReject,
    PayoutRelease,
    PayoutRetry,
)

__all__ = [
    "AnswerApply",
    "AnswerApplyRows",
    "AnswerRead",
    "BandsConfirm",
    "BandsPropose",
    "BandsWithdraw",
    "BatchBuild",
    "BatchDownload",
    "BatchPage",
    "BatchRelease",
    "BatchSend",
    "BatchWithdraw",
    "Batches",
    "BundleChoose",
    "BundlePage",
    "BundleSign",
    "ClawbackPage",
    "Clawbacks",
    "DelegationConfirm",
    "DelegationEnd",
    "DelegationPropose",
    "FreezeConfirm",
    "FreezePropose",
    "FreezeWithdraw",
    "LayoutConfirm",
    "LayoutPage",
    "LayoutPropose",
    "Layouts",
    "PayoutAdjust",
    "PayoutApprove",
    "PayoutConfirmCorrection",
    "PayoutCorrect",
    "PayoutDecide",
    "PayoutHold",
    "PayoutPage",
    "PayoutPrepare",
    "PayoutReject",
    "PayoutRelease",
    "PayoutRetry",
    "Payouts",
    "ProgramBands",
    "Receipt",
    "RecoveryConfirm",
    "RecoveryPropose",
    "RecoveryWithdraw",
    "RowResolve",
    "Rules",
]
