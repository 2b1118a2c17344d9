"""What is paid, who agreed, and how it reached the bank."""

from payouts.models.adjustments import AdjustmentConfirmation
from payouts.models.alarms import AnswerAlarm
from payouts.models.asides import AsideRow, RowResolution
from payouts.models.bands import ApprovalBand, BandTable
from payouts.models.bank import BankAnswer, BankBatch, BankLine, Disbursement
from payouts.models.bundles import Bundle, BundleRow
from payouts.models.clawbacks import Clawback, Offset, Recovery
from payouts.models.delegations import Delegation
from payouts.models.freezes import Freeze
from payouts.models.handouts import Handout, HandoutRelease
from payouts.models.layouts import BankLayout, LayoutConfirmation
from payouts.models.payouts import Adjustment, Approval, Payout
from payouts.models.preparations import Preparation
from payouts.models.receipts import Receipt
from payouts.models.reminders import Reminder, ReminderLetter, ReminderSent
from payouts.models.runs import PayRun, PayRunChunk, PayRunRefusal
from payouts.models.sights import Sight

__all__ = [
    "Adjustment",
    "AdjustmentConfirmation",
    "AnswerAlarm",
    "Approval",
    "ApprovalBand",
    "AsideRow",
    "BandTable",
    "BankAnswer",
    "BankBatch",
    "BankLayout",
    "BankLine",
    "Bundle",
    "BundleRow",
    "Clawback",
    "Delegation",
    "Disbursement",
    "Freeze",
    "Handout",
    "HandoutRelease",
    "LayoutConfirmation",
    "Offset",
    "PayRun",
    "PayRunChunk",
    "PayRunRefusal",
    "Payout",
    "Preparation",
    "Receipt",
    "Recovery",
    "Reminder",
    "ReminderLetter",
    "ReminderSent",
    "RowResolution",
    "Sight",
]
