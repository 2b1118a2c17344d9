"""The chart of accounts of a programme, and what each verb moves between them."""

from __future__ import annotations

from core.domain.money import NOTHING, Money
from ledger.domain.entries import Posting, transfer
from programs.domain.lifecycle import Part


def pledged(program: object, part: Part) -> str:
    """The bank's promise, seen from outside: it goes below zero by what was committed."""
    return f"program:{program}:{part.value}:pledged"


def free(program: object, part: Part) -> str:
    """Committed, and not promised to anybody yet."""
    return f"program:{program}:{part.value}:free"


def reserved(agreement: object, part: Part) -> str:
    """Set aside for one agreement, and not owed yet."""
    return f"agreement:{agreement}:{part.value}:reserved"


def commit(amount: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """The bank commits money to one purse."""
    return transfer(amount, out_of=pledged(program, part), into=free(program, part))


def amend(delta: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """The commitment grows, or shrinks by money that is still free."""
    if delta > NOTHING:
        return commit(delta, program=program, part=part)
    return transfer(-delta, out_of=free(program, part), into=pledged(program, part))


def reserve(
    amount: Money, *, program: object, agreement: object, part: Part
) -> tuple[Posting, ...]:
    """An agreement is signed: the most it can pay leaves what is free."""
    return transfer(amount, out_of=free(program, part), into=reserved(agreement, part))


def release(
    amount: Money, *, program: object, agreement: object, part: Part
) -> tuple[Posting, ...]:
    """An agreement is closed: what it did not use is free again."""
    return transfer(amount, out_of=reserved(agreement, part), into=free(program, part))
