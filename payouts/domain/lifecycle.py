"""The lives of a payout, a disbursement and a bank batch, arrow by arrow."""

from enum import StrEnum

from core.domain.states import Lifecycle, move


class PayoutState(StrEnum):
    """Where a payout stands between a verified target and the supplier's account."""

    COMPUTED = "computed"
    NOTHING_DUE = "nothing_due"
    PREPARED = "prepared"
    APPROVED = "approved"
    REJECTED = "rejected"
    HELD = "held"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


# What approvers are shown, or the bank is paying, may not change under them.
IN_APPROVAL = (PayoutState.PREPARED, PayoutState.APPROVED, PayoutState.SENT)
NOT_CORRECTED = (PayoutState.NOTHING_DUE, *IN_APPROVAL)

PAYOUT = Lifecycle(
    # again from prepared or approved only when the supplier's account was replaced since
    move(
        "prepare",
        PayoutState.PREPARED,
        PayoutState.COMPUTED,
        PayoutState.PREPARED,
        PayoutState.APPROVED,
    ),
    move("approve", PayoutState.APPROVED, PayoutState.PREPARED),
    move("reject", PayoutState.REJECTED, PayoutState.PREPARED),
    move(
        "hold", PayoutState.HELD, PayoutState.COMPUTED, PayoutState.PREPARED, PayoutState.APPROVED
    ),
    # the result behind it was reversed before it was sent: it is computed anew as another payout
    move(
        "stop",
        PayoutState.REJECTED,
        PayoutState.COMPUTED,
        PayoutState.PREPARED,
        PayoutState.APPROVED,
        PayoutState.HELD,
        PayoutState.FAILED,
        PayoutState.RETURNED,
    ),
    move("release", PayoutState.COMPUTED, PayoutState.HELD),
    move("send", PayoutState.SENT, PayoutState.APPROVED),
    # the supplier owes as much as it is paid: nothing goes to the bank
    move("offset", PayoutState.PAID, PayoutState.APPROVED),
    move("settle", PayoutState.PAID, PayoutState.SENT),
    move("fail", PayoutState.FAILED, PayoutState.SENT),
    move("return", PayoutState.RETURNED, PayoutState.PAID),
    move("retry", PayoutState.COMPUTED, PayoutState.FAILED, PayoutState.RETURNED),
)


class DisbursementState(StrEnum):
    """Where one attempt to move the money stands."""

    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


DISBURSEMENT = Lifecycle(
    move("settle", DisbursementState.PAID, DisbursementState.SENT),
    move("fail", DisbursementState.FAILED, DisbursementState.SENT),
    move("return", DisbursementState.RETURNED, DisbursementState.PAID),
)


class BatchState(StrEnum):
    """Where a file for the bank stands."""

    BUILT = "built"
    SENT = "sent"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


BATCH = Lifecycle(
    move("send", BatchState.SENT, BatchState.BUILT),
    move("withdraw", BatchState.WITHDRAWN, BatchState.BUILT),
    move("answer", BatchState.ANSWERED, BatchState.SENT),
)


class ProposalState(StrEnum):
    """Where something stands that one person proposes and another confirms."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


PROPOSAL = Lifecycle(
    move("confirm", ProposalState.CONFIRMED, ProposalState.PROPOSED),
    move("withdraw", ProposalState.WITHDRAWN, ProposalState.PROPOSED),
)
