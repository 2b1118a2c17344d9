"""The stage of the stories: a programme without a won, people in their chairs, and a clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from core.domain.errors import RuleBroken
from outcomes.models import Verification
from payouts.models import Payout
from payouts.selectors.inspection import CHECKS
from programs.domain.lifecycle import AgreementState, Part, Party
from programs.models import Agreement, Commitment, Program
from tests.factories.companies import a_bank_account, a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.people import the
from tests.factories.programs import SPRING, a_program_without_money, an_agreement
from tests.factories.terms import promise
from tests.journeys.money.model import PARTS, Books, Claim, Promise

T = TypeVar("T")
RATE, MOST, ADVANCE = 100, 20, 1_000
COST = {"base": ADVANCE, "success": RATE * MOST}
TERMS = promise(advance=ADVANCE, guards=(RATE, MOST))


class Stage(RuleBasedStateMachine):
    """Nothing of a story stays: each is told in a transaction that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.now = datetime(2026, 6, 1, 3, tzinfo=SPRING.tzinfo)
        self.books = Books()
        self.program: Program = a_program_without_money()

    def teardown(self) -> None:
        """The story ends, and with it everything that was written."""
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    # What the rules are told with.

    def tried(self, may: bool, act: Callable[[], T]) -> T | None:
        """Done where the model says that it may be done, and refused in words where not."""
        done, refused = _done_or_refused(act)
        assert may is not bool(refused), refused or "it was done, the model would have refused"
        if refused:
            note(f"  refused: {refused}")
        return done

    def one_of(self, data: st.DataObject, things: Mapping[int, T]) -> tuple[int, T]:
        """Any of the rows, by its place: keys differ from run to run, places do not."""
        place = data.draw(st.integers(0, len(things) - 1))
        return list(things.items())[place]

    def tomorrow(self) -> None:
        """The clock moves on by a day."""
        self.now += timedelta(days=1)

    def commitment(self) -> Commitment:
        """As it is now."""
        return Commitment.objects.get(program=self.program)

    def an_offer(self) -> tuple[int, Promise]:
        """To one more firm: signed by it and by the agency; the bank's signature is missing."""
        name = f"Firm {len(self.books.promises) + 1} (demo)"
        supplier = a_supplier(name=name)
        a_bank_account(supplier=supplier, number=f"1234567890{supplier.pk:04d}")
        agreement = an_agreement(state=AgreementState.PROPOSED, supplier=supplier, terms=TERMS)
        digest = agreement.term_sheets.get().digest
        for party, who in ((Party.SUPPLIER, "cato"), (Party.AGENCY, "arthur")):
            agreement.signatures.create(
                party=party, digest=digest, signed_by=the(who), signed_at=SPRING
            )
        self.books.promises[agreement.pk] = Promise(supplier.pk)
        return agreement.pk, self.books.promises[agreement.pk]

    def a_result(self, agreement: int, quantity: int) -> Verification:
        """Victor has counted so many guards at another site."""
        row = Agreement.objects.get(pk=agreement)
        site = a_worksite(name=f"Site {Verification.objects.count()}", supplier=row.supplier)
        target = a_target(match=a_match(agreement=row, worksite=site))
        return verified(target, str(quantity), by=the("victor"), at=self.now)

    def due(self, promise: Promise, also: int) -> int:
        """What is earned, with one more result, less what is carried; never more than is left."""
        earned = self.earned(promise, also) - self.books.carried(promise, "success")
        left = promise.left["success"] - self.books.open(promise, "success")
        return max(0, min(earned, left))

    def earned(self, promise: Promise, also: int = 0) -> int:
        """By all results that have a payout, as they stand now."""
        priced = [r.quantity for key, r in promise.results.items() if r.is_priced or key == also]
        return RATE * min(sum(priced), MOST)

    # What is true after every step.

    def money_is_as_told(self) -> None:
        """The rows of the database say what the model says, and so do the books."""
        for commitment in Commitment.objects.filter(program=self.program):
            for part in PARTS:
                purse = self.books.purses[part]
                assert _row_of(commitment, part) == (
                    purse.committed,
                    purse.leaving,
                    purse.reserved,
                    purse.paid,
                )
                assert purse.free >= 0
        for agreement in Agreement.objects.filter(pk__in=self.books.promises):
            told = self.books.promises[agreement.pk]
            assert agreement.state == told.state
            assert {p: agreement.reserves.of(Part(p)).won for p in PARTS} == told.left
        assert _states() == {key: _state(one) for key, one in self.books.claims.items()}

    def books_are_right(self) -> None:
        """What the nightly check looks for is not there, and no deferred guard waits to say no."""
        all_deferred_looked_at()
        wrong = {check.name: list(check.wrong()) for check in CHECKS}
        assert not {name: found for name, found in wrong.items() if found}


def _done_or_refused(act: Callable[[], T]) -> tuple[T | None, str]:
    try:
        with transaction.atomic():
            done = act()
            all_deferred_looked_at()
    except (RuleBroken, PermissionDenied) as refusal:
        return None, str(refusal)
    return done, ""


def all_deferred_looked_at() -> None:
    """As at the end of a transaction: entries balance, or it breaks here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _row_of(commitment: Commitment, part: str) -> tuple[int, ...]:
    columns = ("amount", "leaving", "reserved", "paid")
    return tuple(getattr(commitment, f"{part}_{column}") for column in columns)


def _states() -> dict[int, tuple[str, int, int]]:
    rows = Payout.objects.prefetch_related("approvals")
    return {
        row.pk: (row.state, row.amount, sum(1 for a in row.approvals.all() if a.voided_at is None))
        for row in rows
    }


def _state(claim: Claim) -> tuple[str, int, int]:
    return claim.state, claim.amount, len(claim.approvers)
