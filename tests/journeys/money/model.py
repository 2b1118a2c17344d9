"""What the money has to be after any story: five lines of arithmetic, and where each paper lies."""

from __future__ import annotations

from dataclasses import dataclass, field

PARTS = ("base", "success")


@dataclass
class Purse:
    """One part of the bank's promise. These five lines are all that money may do."""

    committed: int = 0
    leaving: int = 0
    reserved: int = 0
    paid: int = 0

    @property
    def free(self) -> int:
        """What nobody has been promised yet."""
        return self.committed - self.leaving - self.reserved - self.paid

    def reserve(self, won: int) -> None:
        """A signature sets it aside; below zero, it is free again."""
        self.reserved += won

    def pay(self, won: int) -> None:
        """The bank settled it; below zero, it came back."""
        self.reserved, self.paid = self.reserved - won, self.paid + won


@dataclass
class Debt:
    """What a correction has asked the supplier for, and what of it nothing has taken yet."""

    part: str
    amount: int
    left: int


@dataclass
class Result:
    """What a verifier signed, and how much of it stands after reversals."""

    quantity: int
    reversals: int = 0
    is_priced: bool = False
    corrected: set[int] = field(default_factory=set)  # by number of the reversal


@dataclass
class Promise:
    """An agreement: what is left of its reserve, and the results under it."""

    supplier: int
    account: int = 0  # which of its accounts is the current one
    left: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    results: dict[int, Result] = field(default_factory=dict)
    debts: dict[int, Debt] = field(default_factory=dict)
    state: str = "proposed"


@dataclass
class Claim:
    """A payout as it has to be."""

    promise: Promise
    part: str
    amount: int
    result: int | None = None
    known: int = 0  # the reversals that its amount knows of
    state: str = "computed"
    account: int = 0  # the one it was prepared for
    approvers: set[str] = field(default_factory=set)
    is_in_file: bool = False
    waiting: int | None = None  # a correction that no second person has confirmed
    is_asked_back: bool = False
    taken: list[tuple[Debt, int]] = field(default_factory=list)  # offset, until it is paid
    settled: int = 0  # offset for good

    @property
    def rest(self) -> int:
        """What is still to be paid, by the bank or by an offset."""
        return self.amount - self.settled

    @property
    def net(self) -> int:
        """What the bank pays."""
        return self.rest - sum(won for _, won in self.taken)

    def take(self) -> None:
        """When it is prepared: the oldest debt first."""
        for debt in self.promise.debts.values():
            won = min(debt.left, self.net)
            if won:
                debt.left -= won
                self.taken.append((debt, won))

    @property
    def is_stale(self) -> bool:
        """Its result was reversed since it was computed."""
        return self.result is not None and self.promise.results[self.result].reversals > self.known

    @property
    def is_current(self) -> bool:
        """The account it was prepared for is still the firm's."""
        return self.account == self.promise.account

    def begin_again(self, state: str) -> None:
        """Every approval is void, and what was offset is owed again."""
        self.state, self.approvers = state, set()
        for debt, won in self.taken:
            debt.left += won
        self.taken = []


@dataclass
class File:
    """A file for the bank, and where each payment of it stands."""

    lines: dict[int, str]
    state: str = "built"


DEAD = ("rejected", "nothing_due")


@dataclass
class Books:
    """Everything there is, by the keys of the rows."""

    purses: dict[str, Purse] = field(default_factory=lambda: {part: Purse() for part in PARTS})
    promises: dict[int, Promise] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    files: dict[int, File] = field(default_factory=dict)

    def carried(self, promise: Promise, part: str) -> int:
        """What living payouts of a part carry, paid ones included, less what has to come back."""
        return sum(one.amount for one in self._living(promise, part)) - _owed(promise, part)

    def paid(self, promise: Promise, part: str) -> int:
        """What was paid and does not have to come back."""
        living = self._living(promise, part)
        return sum(one.amount for one in living if one.state == "paid") - _owed(promise, part)

    def open(self, promise: Promise, part: str) -> int:
        """What they still wait for."""
        return sum(one.rest for one in self._living(promise, part) if one.state != "paid")

    def settle(self, claim: Claim) -> None:
        """What was offset is paid, and as much of what was owed is back."""
        for debt, won in claim.taken:
            self.comes_back(claim.promise, debt.part, won)
            self.comes_back(claim.promise, claim.part, -won)
            claim.settled += won
        claim.taken = []

    def comes_back(self, promise: Promise, part: str, won: int) -> None:
        """In reserve again; below zero, it leaves the reserve."""
        self.purses[part].pay(-won)
        promise.left[part] += won

    def _living(self, promise: Promise, part: str) -> list[Claim]:
        return [
            one
            for one in self.claims.values()
            if one.promise is promise and one.part == part and one.state not in DEAD
        ]

    def ready(self) -> set[int]:
        """What the next bank file has to hold."""
        return {key for key, one in self._approved().items() if one.is_current and not one.is_stale}

    def left_out(self) -> set[int]:
        """What is approved and may not be sent all the same; a pay run says why."""
        return self._approved().keys() - self.ready()

    def _approved(self) -> dict[int, Claim]:
        return {
            key: one
            for key, one in self.claims.items()
            if one.state == "approved" and not one.is_in_file
        }


def _owed(promise: Promise, part: str) -> int:
    return sum(debt.amount for debt in promise.debts.values() if debt.part == part)
