"""Everything that has to be so about the money, in one list: the nightly check walks it."""

from __future__ import annotations

from core.domain.words import say
from ledger.domain.checks import Check
from ledger.selectors import CHECKS as CHECKS_OF_LEDGER
from payouts.selectors import ties
from payouts.selectors.three_ways import untied_ways

# A new check is a line here, and a test that breaks the thing on purpose and sees it told.
CHECKS = (
    *CHECKS_OF_LEDGER,
    Check(
        "entries_are_arrows",
        say("Every entry is one of the arrows of the chart."),
        ties.strange_entries,
    ),
    Check(
        "accounts_above_zero",
        say("No account that may not go below zero is below it."),
        ties.accounts_below_zero,
    ),
    Check(
        "commitments_tie",
        say("Every commitment is committed, free, reserved and paid as the books have it."),
        ties.untied_commitments,
    ),
    Check(
        "reserves_tie",
        say("The reserve of every agreement is what is reserved, owed and sent in the books."),
        ties.untied_reserves,
    ),
    Check(
        "payouts_tie",
        say("Payouts that are owed, sent or paid are so in the books, to the won."),
        ties.untied_payouts,
    ),
    Check(
        "clawbacks_tie",
        say("What suppliers owe because of corrections is so in the books, to the won."),
        ties.untied_clawbacks,
    ),
    Check(
        "offsets_tie",
        say("Every payout is lowered by exactly the offsets that were taken for it."),
        ties.untied_offsets,
    ),
    Check(
        "files_tie",
        say("Every bank file has as many lines and won as payments were made for it."),
        ties.untied_files,
    ),
    Check(
        "files_unchanged",
        say("Every bank file is what was built, and names each of its payments."),
        ties.changed_files,
    ),
    Check(
        "payments_tie",
        say("Every payout that counts as paid has one payment of its amount, and no other has."),
        ties.untied_payments,
    ),
    Check(
        "three_ways",
        say("What was approved, what the bank says it paid and what the books hold are the same."),
        untied_ways,
    ),
)
