"""Compute, prepare, approve, reject, hold, release, retry, stop: what moves between the desks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from companies.models import Supplier
from companies.services import confirm_account, register_account
from outcomes.services import Instead, decide_reversal, propose_reversal
from payouts import services
from payouts.domain.lifecycle import PAYOUT, PayoutState
from payouts.models import Payout
from people.domain.roles import Role
from tests.factories.payouts import approve_payout
from tests.factories.people import a_member, the
from tests.journeys.money.model import Claim, Promise, Result
from tests.journeys.money.promising import Promising

WHY = "A word about why."
BUTTONS: dict[str, Callable[..., Payout]] = {
    "prepare": services.prepare_payout,
    "reject": partial(services.reject_payout, reason=WHY),
    "hold": partial(services.hold_payout, reason=WHY),
    "release": partial(services.release_payout, reason=WHY),
    "retry": services.retry_payout,
}
NEXT = {"computed": "prepare", "held": "release", "failed": "retry", "returned": "retry"}
CLERKS = ("olivia", "anna", "ben", "theo", "carla")
NEEDED = 2


class Paying(Promising):
    """From a verified result to money that is owed."""

    @precondition(lambda self: self.promised("signed"))
    @rule(data=st.data(), quantity=st.integers(0, 15), now=st.booleans())
    def verify(self, data: st.DataObject, quantity: int, now: bool) -> None:
        """Victor signs another result; the clock may price it at once."""
        key, promise = self.one_of(data, self.promised("signed"))
        result = self.a_result(key, quantity)
        promise.results[result.pk] = Result(quantity)
        if now:
            self._compute(promise, result.pk)

    @precondition(lambda self: self.results())
    @rule(data=st.data())
    def compute(self, data: st.DataObject) -> None:
        """The clock prices a result, and hears of it again and again."""
        key, promise = self.one_of(data, self.results())
        self._compute(promise, key)

    def results(self) -> dict[int, Promise]:
        """Every result, and what it was promised under."""
        return {key: one for one in self.books.promises.values() for key in one.results}

    def _compute(self, promise: Promise, key: int) -> None:
        due = self.due(promise, key)
        act = partial(services.compute_payout, verification_id=key, at=self.now)
        made = self.tried(True, act)
        assert made
        assert self.tried(True, act) == made
        result = promise.results[key]
        if not result.is_priced:
            result.is_priced = True
            self.computed(promise, made.pk, due, key)

    def computed(self, promise: Promise, payout: int, due: int, result: int | None) -> Claim:
        """The model has it as well."""
        known = promise.results[result].reversals if result else 0
        claim = Claim(promise, "success" if result else "base", due, result, known)
        claim.state = "computed" if due else "nothing_due"
        self.books.claims[payout] = claim
        return claim

    @precondition(lambda self: self.promised("signed"))
    @rule(data=st.data())
    def advance(self, data: st.DataObject) -> None:
        """The first tranche, once, however often the clock rings."""
        self._advance(*self.one_of(data, self.promised("signed")))

    def _advance(self, key: int, promise: Promise) -> None:
        act = partial(services.compute_advance, agreement_id=key, clause_key="advance", at=self.now)
        made = self.tried(True, act)
        assert made
        if made.pk not in self.books.claims:
            self.computed(promise, made.pk, promise.left["base"], None)

    @precondition(lambda self: self.under_way())
    @rule(data=st.data(), steps=st.integers(1, 4))
    def go_on(self, data: st.DataObject, steps: int) -> None:
        """Whatever comes next on its way, for some of them."""
        claims = self.under_way()
        for _ in range(steps):
            key, claim = self.one_of(data, claims)
            if claim.state in NEXT:
                self.verb(key, NEXT[claim.state])
            if claim.state == "prepared":
                self.approve(key, "anna")
                self.approve(key, "ben")

    def under_way(self) -> dict[int, Claim]:
        """What somebody has to do something about."""
        waits = (*NEXT, "prepared")
        return {key: one for key, one in self.books.claims.items() if one.state in waits}

    @precondition(lambda self: self.books.claims)
    @rule(data=st.data(), verb=st.sampled_from(["prepare", "reject", "hold", "release", "retry"]))
    def press(self, data: st.DataObject, verb: str) -> None:
        """Any button at any moment, twice."""
        key, _ = self.one_of(data, self.books.claims)
        self.verb(key, verb)

    def verb(self, key: int, verb: str) -> None:
        """Pressed twice, done once, and only where the model would."""
        claim, page = self.books.claims[key], uuid4()
        by = the("olivia" if verb in {"prepare", "retry"} else "anna")
        may = PAYOUT.allows(verb, PayoutState(claim.state)) and self._may(verb, claim)
        act = partial(BUTTONS[verb], payout_id=key, by=by, at=self.now, key=page)
        if self.tried(may, act) is None:
            return
        self.tried(True, act)
        claim.begin_again(PAYOUT.after(verb, PayoutState(claim.state)))
        if verb == "prepare":
            claim.account = claim.promise.account
            claim.take()

    def _may(self, verb: str, claim: Claim) -> bool:
        if verb == "hold":
            return not claim.is_in_file
        if verb != "prepare":
            return True
        fresh = claim.state == "computed" or not (claim.is_current or claim.is_in_file)
        return fresh and not claim.is_stale

    @precondition(lambda self: self.books.claims)
    @rule(data=st.data(), name=st.sampled_from(CLERKS))
    def sign(self, data: st.DataObject, name: str) -> None:
        """Anybody tries to approve anything."""
        key, _ = self.one_of(data, self.books.claims)
        self.approve(key, name)

    def approve(self, key: int, name: str) -> None:
        """Approved twice with the same key is one approval; the second person makes it owed."""
        claim, payout = self.books.claims[key], Payout.objects.get(pk=key)
        may = (
            name in {"anna", "ben"}
            and claim.state == "prepared"
            and name not in claim.approvers
            and claim.is_current
            and not claim.is_stale
        )
        act = partial(
            approve_payout,
            payout_id=key,
            digest=payout.digest,
            comment="",
            key=uuid4(),
            by=the(name),
            at=self.now,
        )
        if (given := self.tried(may, act)) is None:
            return
        assert self.tried(True, act) == given
        claim.approvers.add(name)
        if len(claim.approvers) == NEEDED:
            claim.state = "approved" if claim.net else "paid"
            if not claim.net:
                self.books.settle(claim)

    @precondition(lambda self: self.books.promises)
    @rule(data=st.data())
    def move_house(self, data: st.DataObject) -> None:
        """A firm has another account; what was prepared for the old one is prepared anew."""
        _, promise = self.one_of(data, self.books.promises)
        promise.account += 1
        supplier = Supplier.objects.get(pk=promise.supplier)
        editor = a_member(name="eve", role=Role.EDITOR, organization=supplier.organization)
        made = register_account(
            supplier=supplier,
            bank_code="088",
            number=f"9{supplier.pk:05d}{promise.account:07d}",
            holder="A firm (demo)",
            by=editor,
            at=self.now,
        )
        confirm_account(account_id=made.pk, by=the("theo"), at=self.now)

    @precondition(lambda self: self.results())
    @rule(data=st.data(), less=st.integers(1, 6), at_once=st.booleans())
    def reverse(self, data: st.DataObject, less: int, at_once: bool) -> None:
        """A few guards had been taken off again; the clock may notice at once."""
        key, promise = self.one_of(data, self.results())
        result = promise.results[key]
        if self.reversed_to(key, result, result.quantity - less) and at_once:
            for payout in [k for k, one in self.books.claims.items() if one.result == key]:
                self.recompute(payout)

    def reversed_to(self, key: int, result: Result, stands: int) -> bool:
        """Agnes proposes it and arthur agrees; less than nothing is refused."""
        self.now += timedelta(minutes=1)
        instead = Instead("Some were taken off again.", Decimal(stands))
        agnes, arthur = the("agnes"), the("arthur")
        propose = partial(
            propose_reversal, verification_id=key, instead=instead, independence="", by=agnes
        )
        if (made := self.tried(stands >= 0, lambda: propose(at=self.now))) is None:
            return False
        decide = partial(decide_reversal, reversal_id=made.pk, confirms=True, at=self.now)
        self.tried(False, lambda: decide(by=agnes))
        self.tried(True, lambda: decide(by=arthur))
        result.quantity, result.reversals = stands, result.reversals + 1
        return True

    @precondition(lambda self: self.books.claims)
    @rule(data=st.data())
    def notice(self, data: st.DataObject) -> None:
        """The clock looks at any payout."""
        key, _ = self.one_of(data, self.books.claims)
        self.recompute(key)

    def recompute(self, key: int) -> None:
        """Stopped and followed by another, once; what may go on is given back as it is."""
        claim = self.books.claims[key]
        stops = PAYOUT.allows("stop", PayoutState(claim.state))
        act = partial(services.recompute_payout, payout_id=key, at=self.now)
        made = self.tried(True, act)
        again = self.tried(True, act)
        assert made
        assert again
        if not (stops and claim.is_stale and not claim.is_in_file):
            assert made.pk == again.pk == key
            return
        claim.begin_again("rejected")
        assert claim.result is not None
        self.computed(claim.promise, made.pk, self.due(claim.promise, claim.result), claim.result)
        assert again.pk == key
