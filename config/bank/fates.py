"""What becomes of each order: paid, unless somebody wishes it otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from config.bank.orders import Asked, Order, Unreadable


class Fate(StrEnum):
    """What the bank may say of a payment."""

    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"
    PENDING = "pending"


HOLDER = "예금주 불일치"
TWICE = "중복 이체"
MOVES = (Fate.PAID, Fate.RETURNED)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the answer; what is told need not be what was asked."""

    order: Order
    fate: Fate
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which orders go wrong and how, by their keys; `fails` are so many of the last."""

    fails: int = 0
    fates: Mapping[Fate, frozenset[str]] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    strangers: tuple[str, ...] = ()

    def check(self, keys: list[str]) -> None:
        """A key that was never asked for is a slip of the finger."""
        if not 0 <= self.fails <= len(keys):
            raise Unreadable(f"The file has {len(keys)} lines; --fail takes 0 to {len(keys)}.")
        if unknown := sorted(set(self._named()) - set(keys)):
            raise Unreadable(f"The file has no line {', '.join(unknown)}.")
        found = Counter(key for chosen in self._chosen(keys).values() for key in chosen)
        if both := sorted(key for key, times in found.items() if times > 1):
            raise Unreadable(f"{', '.join(both)} cannot have two fates. Choose one.")

    def fate_of(self, keys: list[str]) -> dict[str, Fate]:
        """Only of those that are not simply paid."""
        return {key: fate for fate, chosen in self._chosen(keys).items() for key in chosen}

    def _chosen(self, keys: list[str]) -> dict[Fate, frozenset[str]]:
        last = frozenset(keys[len(keys) - self.fails :])
        return {**self.fates, Fate.FAILED: self.fates.get(Fate.FAILED, frozenset()) | last}

    def _named(self) -> Iterable[str]:
        for chosen in self.fates.values():
            yield from chosen
        yield from (*self.amounts, *self.accounts, *self.left_out, *self.repeated)


def decide(asked: Asked, *, wishes: Wishes, on: date, paid_before: frozenset[str]) -> list[Told]:
    """One line for each order; what was paid before is refused, as a bank does."""
    keys = [order.key for order in asked.orders]
    wishes.check(keys)
    fates = wishes.fate_of(keys) | dict.fromkeys(paid_before, Fate.FAILED)
    return [
        Told(
            order,
            fates.get(order.key, Fate.PAID),
            on,
            _reason(fates.get(order.key), order.key in paid_before),
        )
        for order in asked.orders
    ]


def disfigured(told: list[Told], wishes: Wishes) -> list[Told]:
    """The answer as it leaves the bank: with the mistakes that somebody wishes to see."""
    lines = [
        replace(line, order=_told_as(line.order, wishes))
        for line in told
        if line.order.key not in wishes.left_out
        for _ in range(2 if line.order.key in wishes.repeated else 1)
    ]
    return lines + [
        Told(replace(told[0].order, key=stranger), Fate.PAID, told[0].on)
        for stranger in wishes.strangers
    ]


def _told_as(order: Order, wishes: Wishes) -> Order:
    return replace(
        order,
        amount=wishes.amounts.get(order.key, order.amount),
        account=wishes.accounts.get(order.key, order.account),
    )


def _reason(fate: Fate | None, is_repeat: bool) -> str:
    if is_repeat:
        return TWICE
    return HOLDER if fate in {Fate.FAILED, Fate.RETURNED} else ""
