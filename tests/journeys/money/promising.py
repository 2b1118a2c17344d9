"""Commit, amend, sign, withdraw, close: what moves between free and reserved."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from core.domain.money import Money
from programs.domain.reserves import Purses
from programs.models import Agreement, Call
from programs.selectors.commitments import amendments_due, day_of
from programs.services import (
    amend_commitment,
    apply_amendment,
    close_agreement,
    close_program,
    commit_funds,
    confirm_amendment,
    confirm_commitment,
    release_rest,
    sign_agreement,
    withdraw_agreement,
    withdraw_amendment,
)
from tests.factories.people import the
from tests.journeys.money.model import DEAD, PARTS, Promise
from tests.journeys.money.stage import COST, Stage

Deltas = dict[str, int]
WON = st.sampled_from([0, 1, -1, 1_000, -1_000, 2_500, -2_500])
# room for one agreement to the won, for two with a won missing, for some, for all
FUNDS = ((1_000, 2_000), (2_000, 3_999), (3_001, 7_000), (9_000, 15_000))
MOST_PROMISES = 5
CHAPTERS = ("signed", "sent", "paid", "paid", "reversed", "reversed", "owing", "owing")


class Promising(Stage):
    """The bank's promise, and what is promised on."""

    is_closed = False

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[int, tuple[Deltas, int]] = {}  # by amendment: what, and on which day
        self.waiting: dict[int, Deltas] = {}

    @initialize(funds=st.sampled_from(FUNDS), chapter=st.sampled_from(CHAPTERS))
    def commit(self, funds: tuple[int, int], chapter: str) -> None:
        """Olivia commits and anna confirms; the first firms sign, and it may have gone on since."""
        base, success = funds
        made = commit_funds(
            program_id=self.program.pk,
            base=Money(base),
            success=Money(success),
            by=the("olivia"),
            at=self.now,
        )
        self.tried(
            False,
            lambda: confirm_commitment(commitment_id=made.pk, by=the("olivia"), at=self.now),
        )
        confirm_commitment(commitment_id=made.pk, by=the("anna"), at=self.now)
        self.books.purses["base"].committed = base
        self.books.purses["success"].committed = success
        for _ in range(2):
            self.offer_and_sign()
        self.so_far(chapter)

    def so_far(self, chapter: str) -> None:
        """What happened before the story begins."""

    @rule(base=WON, success=WON, days=st.sampled_from([-1, 0, 0, 2]))
    def ask(self, base: int, success: int, days: int) -> None:
        """Olivia asks for more or less."""
        deltas = {"base": base, "success": success}
        free = all(self.books.purses[p].free + min(deltas[p], 0) >= 0 for p in PARTS)
        may = not self.is_closed and free and bool(base or success) and days >= 0
        made = self.tried(
            may,
            lambda: amend_commitment(
                commitment_id=self.commitment().pk,
                deltas=Purses.of_won(base, success),
                effective_on=day_of(self.now + timedelta(days=days)),
                reason="Asked for by the bank.",
                by=the("olivia"),
                at=self.now,
            ),
        )
        if made:
            self.asked[made.pk] = (deltas, day_of(self.now).toordinal() + days)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), who=st.sampled_from(["anna", "anna", "olivia"]))
    def say_yes(self, data: st.DataObject, who: str) -> None:
        """Anna confirms, today or on a later day."""
        key, (deltas, day) = self.one_of(data, self.asked)
        free = all(self.books.purses[p].free + min(deltas[p], 0) >= 0 for p in PARTS)
        may = free and who == "anna" and not self.is_closed
        if not self.tried(
            may, lambda: confirm_amendment(amendment_id=key, by=the(who), at=self.now)
        ):
            return
        del self.asked[key]
        if day > day_of(self.now).toordinal():
            self.waiting[key] = deltas
            self._move(deltas, leaving=-1)
        else:
            self._move(deltas, committed=1)

    def _move(self, deltas: Deltas, *, committed: int = 0, leaving: int = 0) -> None:
        for part, won in deltas.items():
            self.books.purses[part].committed += committed * won
            self.books.purses[part].leaving += leaving * min(won, 0)

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def think_better_of_it(self, data: st.DataObject) -> None:
        """Olivia takes back what she asked for, once."""
        key, _ = self.one_of(data, self.asked)
        act = partial(
            withdraw_amendment, amendment_id=key, reason="A slip.", by=the("olivia"), at=self.now
        )
        self.tried(True, act)
        self.tried(False, act)
        del self.asked[key]

    @rule()
    def ring(self) -> None:
        """A day later the clock rings, twice: what is due takes effect once."""
        self.tomorrow()
        due = list(amendments_due(self.now).values_list("pk", flat=True))
        for key in due:
            self.tried(True, partial(apply_amendment, amendment_id=key, at=self.now))
            self.tried(False, partial(apply_amendment, amendment_id=key, at=self.now))
            self._move(self.waiting.pop(key), committed=1, leaving=1)

    @precondition(lambda self: not self.is_closed and len(self.books.promises) < MOST_PROMISES)
    @rule()
    def offer_and_sign(self) -> None:
        """An agreement with the signature of the bank still missing; ben signs, twice."""
        key, _ = self.an_offer()
        self._sign(key)

    @precondition(lambda self: self.promised("proposed"))
    @rule(data=st.data())
    def sign_again(self, data: st.DataObject) -> None:
        """What was not free before may be now."""
        key, _ = self.one_of(data, self.promised("proposed"))
        self._sign(key)

    def promised(self, state: str) -> dict[int, Promise]:
        """Agreements of one state."""
        return {k: one for k, one in self.books.promises.items() if one.state == state}

    def _sign(self, key: int) -> None:
        digest = Agreement.objects.get(pk=key).term_sheets.get().digest
        may = all(self.books.purses[part].free >= COST[part] for part in PARTS)

        def sign() -> Agreement:
            return sign_agreement(agreement_id=key, digest=digest, by=the("ben"), at=self.now)

        if not self.tried(may, sign):
            return
        self.tried(False, sign)
        promise = self.books.promises[key]
        promise.state, promise.left = "signed", dict(COST)
        for part in PARTS:
            self.books.purses[part].reserve(COST[part])

    @precondition(lambda self: self.books.promises)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Agnes takes an offer back; nothing was reserved for it."""
        self._withdraw(*self.one_of(data, self.books.promises))

    def _withdraw(self, key: int, promise: Promise) -> None:
        may = promise.state == "proposed"
        if self.tried(
            may, lambda: withdraw_agreement(agreement_id=key, by=the("agnes"), at=self.now)
        ):
            promise.state = "withdrawn"

    @precondition(lambda self: self.books.promises)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        """What an agreement did not use is free again, and nothing that somebody waits for."""
        self._close(*self.one_of(data, self.books.promises))

    def _close(self, key: int, promise: Promise) -> None:
        priced = all(result.is_priced for result in promise.results.values())
        may = promise.state == "signed" and priced and not self._somebody_waits(promise)
        if self.tried(may, lambda: close_agreement(agreement_id=key, by=the("agnes"), at=self.now)):
            promise.state = "closed"
            self._release(promise)

    def _release(self, promise: Promise) -> None:
        for part in PARTS:
            self.books.purses[part].reserve(-promise.left[part])
            if self.is_closed:  # straight back to the bank
                self.books.purses[part].committed -= promise.left[part]
            promise.left[part] = 0

    @precondition(lambda self: self.promised("closed"))
    @rule(data=st.data())
    def sweep(self, data: st.DataObject) -> None:
        """What came back after the end is free again, once nobody is paid from it."""
        key, promise = self.one_of(data, self.books.promises)
        may = promise.state == "closed" and not self._somebody_waits(promise)
        if self.tried(may, partial(release_rest, agreement_id=key, at=self.now)):
            self._release(promise)

    def _somebody_waits(self, promise: Promise) -> bool:
        return any(
            one.promise is promise and one.state not in (*DEAD, "paid")
            for one in self.books.claims.values()
        )

    @rule(sure=st.sampled_from([False, False, True]))
    def end_the_program(self, sure: bool) -> None:
        """At the end what nobody used goes back to the bank."""
        running = self.promised("proposed") or self.promised("signed")
        if not sure and not running:
            return  # not every story ends as soon as it could
        self._end()

    def _end(self) -> None:
        running = self.promised("proposed") or self.promised("signed")
        reserved = any(purse.reserved for purse in self.books.purses.values())
        Call.objects.update(state="closed")
        may = not self.is_closed and not running and not reserved
        if not self.tried(
            may, lambda: close_program(program_id=self.program.pk, by=the("agnes"), at=self.now)
        ):
            return
        self.is_closed = True
        self.asked, self.waiting = {}, {}
        for purse in self.books.purses.values():
            purse.leaving = 0
            purse.committed -= purse.free
