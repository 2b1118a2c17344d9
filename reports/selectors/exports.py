"""Tables as they leave the house: one row after another, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from core.domain.canonical import canonical_json
from core.domain.money import total
from core.templatetags.boram import kst
from core.translation import LABELS, in_words
from ledger.selectors import AccountBalance, entries_of
from outcomes.models import Verification
from outcomes.selectors import targets_seen
from payouts.models import Payout
from payouts.selectors.lists import PayoutFilter, payouts_found
from people.models import User
from programs.domain.lifecycle import Part
from programs.models import Agreement, Program
from programs.selectors import agreements_for
from reports.domain.facts import exact
from reports.domain.tables import Table
from reports.selectors.commitments import CommitmentStatement

Head = tuple[str, ...]
Row = tuple[object, ...]
PIECE = 500


def rows_of(table: Table, program: Program, viewer: User) -> tuple[Head, Iterator[Row]]:
    """Heads of the columns, and the rows that the viewer may see."""
    return TABLES[table](program, viewer)


def rows_of_log(events: QuerySet[Any]) -> tuple[Head, Iterator[Row]]:
    """Lines of the log, each as a sentence and as it is kept."""
    head = (
        gettext("Moment"), gettext("Who"), gettext("What"), gettext("Action"), gettext("About"),
        gettext("Details"),
    )  # fmt: skip
    return head, (
        (kst(e.happened_at), e.actor, in_words(e.words), e.action, e.subject, _json(e.details))
        for e in events.iterator(PIECE)
    )


def rows_of_balances(
    accounts: Sequence[AccountBalance], at: datetime
) -> tuple[Head, Iterator[Row]]:
    """The trial balance of a moment; the last line is the sum."""
    head = (
        gettext("Moment"), gettext("Ledger account"), gettext("Postings"), gettext("Balance, won"),
    )  # fmt: skip
    postings = sum(row.postings for row in accounts)
    sums = (kst(at), gettext("Sum"), postings, total(row.balance for row in accounts).won)
    lines = ((kst(at), row.code, row.postings, row.balance.won) for row in accounts)
    return head, chain(lines, (sums,))


def _json(details: dict[str, Any]) -> str:
    return canonical_json(details).decode() if details else ""


def _payouts(program: Program, viewer: User) -> tuple[Head, Iterator[Row]]:
    return rows_of_payouts(payouts_found(viewer, PayoutFilter(program=program.pk)))


def rows_of_payouts(payouts: QuerySet[Payout]) -> tuple[Head, Iterator[Row]]:
    """Payments in the order in which the list shows them."""
    head = (
        gettext("Number"), gettext("Agreement"), gettext("Supplier"), gettext("Clause"),
        gettext("Part"), gettext("Amount, won"), gettext("State"), gettext("Computed"),
        gettext("Hash of what is approved"),
    )  # fmt: skip
    return head, (
        (p.number, p.agreement.number, p.agreement.supplier.organization.name, p.clause_key,
         _word(p.part), p.amount, _word(p.state), kst(p.computed_at), p.digest)
        for p in payouts.iterator(PIECE)
    )  # fmt: skip


def _agreements(program: Program, viewer: User) -> tuple[Head, Iterator[Row]]:
    head = (
        gettext("Number"), gettext("Supplier"), gettext("Business number"), gettext("State"),
        gettext("Signed"), gettext("First tranche reserved, won"), gettext("Results reserved, won"),
        gettext("Incentive reserved, won"),
    )  # fmt: skip
    rows = agreements_for(viewer).filter(program=program).order_by("pk")
    return head, (
        (a.number, a.supplier.organization.name, _number(a), _word(a.state), kst(a.signed_at),
         a.base_reserved, a.success_reserved, a.incentive_reserved)
        for a in rows.iterator(PIECE)
    )  # fmt: skip


def rows_of_statement(statement: CommitmentStatement) -> tuple[Head, Iterator[Row]]:
    """Each purse as it stood, then each change of it."""
    head = (
        gettext("Line"), gettext("As of"), gettext("Part"), gettext("Committed"), gettext("Free"),
        gettext("Leaving"), gettext("Reserved"), gettext("Owed"), gettext("Sent"), gettext("Paid"),
        gettext("To come back"), gettext("Written off"),
        gettext("Change"), gettext("Takes effect on"), gettext("State"), gettext("Reason"),
        gettext("Asked by"), gettext("Confirmed by"),
    )  # fmt: skip
    return head, _lines_of(statement)


def _lines_of(statement: CommitmentStatement) -> Iterator[Row]:
    at, nothing = kst(statement.at), ("",) * 6
    for p in statement.purses:
        places = (
            p.committed, p.free, p.leaving, p.reserved, p.owed, p.sent, p.paid, p.due_back,
            p.written_off,
        )  # fmt: skip
        yield gettext("Balance"), at, p.name, *(amount.won for amount in places), *nothing
    for a in statement.amendments:
        for part in Part:
            if a.deltas.of(part):
                yield (
                    gettext("Change"), kst(a.asked_at), _word(part), *("",) * 9,
                    a.deltas.of(part).won, kst(a.effective_on), _word(a.state), a.reason,
                    a.asked_by, a.confirmed_by,
                )  # fmt: skip


def _verifications(program: Program, viewer: User) -> tuple[Head, Iterator[Row]]:
    head = (
        gettext("Target"), gettext("Agreement"), gettext("Indicator"), gettext("Goal"),
        gettext("Attained"), gettext("Verdict"), gettext("Verifier"), gettext("Verified"),
        gettext("Hash of the data"),
    )  # fmt: skip
    seen = targets_seen(viewer).order_by().values("pk")
    rows = Verification.objects.filter(target__in=seen, target__agreement__program=program)
    rows = rows.select_related("target__agreement", "target__indicator", "organization")
    return head, (
        (v.target.number, v.target.agreement.number, v.target.indicator.name,
         exact(v.target.goal), exact(v.attained), _word(v.verdict), v.organization.name,
         kst(v.verified_at), v.data_digest)
        for v in rows.order_by("pk").iterator(PIECE)
    )  # fmt: skip


def _entries(program: Program, _viewer: User) -> tuple[Head, Iterator[Row]]:
    head = (
        gettext("Entry"), gettext("Reference"), gettext("What for"), gettext("Posted"),
        gettext("Ledger account"), gettext("Amount, won"),
    )  # fmt: skip
    return head, _legs(program)


def _legs(program: Program) -> Iterator[Row]:
    """The whole books, oldest first, a page at a time; only this programme's accounts."""
    keys = Agreement.objects.filter(program=program).values_list("pk", flat=True)
    own = (f"program:{program.pk}:", *(f"agreement:{key}:" for key in keys))
    newest: int | None = 0
    while newest is not None:
        page = entries_of(newer_than=newest)
        for row in reversed(page.rows):
            for code, amount in row.legs:
                if code.startswith(own):
                    yield row.key, row.reference, row.memo, kst(row.posted_at), code, amount.won
        newest = page.newer


def _word(state: str) -> str:
    return str(LABELS.get(state, state))


def _number(agreement: Agreement) -> str:
    digits = agreement.supplier.business_number
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


TABLES: dict[Table, Callable[[Program, User], tuple[Head, Iterator[Row]]]] = {
    Table.PAYOUTS: _payouts,
    Table.AGREEMENTS: _agreements,
    Table.VERIFICATIONS: _verifications,
    Table.ENTRIES: _entries,
}
