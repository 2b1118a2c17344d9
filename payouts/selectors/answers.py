"""What an answer of the bank is held against: the sealed file, our lines, and earlier answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from core.domain.errors import RuleBroken
from payouts.domain.answer_line import Answer
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.matching import Expected, Matched, Matching, all_refused, matched
from payouts.models import BankBatch, BankLine, Clawback, Disbursement
from payouts.selectors.layouts import accounts_sent


def matched_with(batch: BankBatch, answer: Answer) -> Matched:
    """Every row of the answer beside what it is about; or that it is about another file."""
    if answer.about not in {"", batch.number}:
        raise RuleBroken(
            "This report is about “%(about)s”, not about file %(number)s. Read it there.",
            field="file",
            about=answer.about[:40],
            number=batch.number,
        )
    expected = _expected(batch)
    lines = answer.lines
    if answer.refused is not None:
        lines = all_refused(answer.refused, expected)
    others = _elsewhere(batch, {line.key for line in lines} - expected.keys())
    found = matched(lines, Matching(expected, answer.kind, others))
    errors = sorted((*answer.errors, *found.errors), key=lambda error: error.row)
    return replace(
        found,
        errors=tuple(errors),
        has_rows=answer.has_rows,
        keys={**answer.keys, **found.keys},
    )


def _expected(batch: BankBatch) -> dict[str, Expected]:
    """What was sent: the accounts from the sealed file itself, the state from our lines."""
    accounts, told = accounts_sent(batch), _told_before(batch)
    corrected = _owed_back(batch)
    return {
        line.key: Expected(
            accounts[line.key],
            line.money,
            DisbursementState(line.state),
            frozenset(told[line.key]),
            owed_back=line.payout_id in corrected,
        )
        for line in batch.disbursements.order_by("pk")
    }


def _owed_back(batch: BankBatch) -> set[int]:
    """Payouts of which a correction has asked something back from the supplier."""
    asked = Clawback.objects.filter(adjustment__payout__disbursements__batch=batch)
    return set(asked.values_list("adjustment__payout", flat=True))


def _told_before(batch: BankBatch) -> dict[str, set[tuple[str, str]]]:
    """By key, which kinds of answer have said what of it."""
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    lines = BankLine.objects.filter(disbursement__batch=batch)
    for key, kind, outcome in lines.values_list("disbursement__key", "answer__kind", "outcome"):
        told[key].add((kind, outcome))
    return told


def _elsewhere(batch: BankBatch, keys: Collection[str]) -> dict[str, str]:
    """Keys that the same bank was sent in other files, and in which."""
    sent = Disbursement.objects.filter(key__in=keys, batch__program__funder=batch.program.funder_id)
    return dict(sent.values_list("key", "batch__number"))
