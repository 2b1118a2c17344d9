"""Who may approve, how many it takes, and what exactly they agree to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken, Stale
from core.domain.money import NOTHING, Money

LEAST_APPROVERS = 2


@dataclass(frozen=True, slots=True)
class Band:
    """Amounts from here up to the next band take so many approvers."""

    at_least: Money
    approvers: int


@dataclass(frozen=True, slots=True)
class Bands:
    """The table of bands. Each begins where the one before ends, so none overlap or leave a gap."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        starts = [band.at_least for band in self.bands]
        if not starts or starts[0] != NOTHING:
            raise RuleBroken("The first approval band has to begin at ₩0. Add one.")
        if starts != sorted(set(starts)):
            raise RuleBroken(
                "Approval bands have to rise: each begins above the one before. Sort them."
            )
        needed = [band.approvers for band in self.bands]
        if min(needed) < LEAST_APPROVERS or needed != sorted(needed):
            raise RuleBroken(
                "Every approval band needs at least %(least)s approvers, "
                "and a higher band not fewer than the one before.",
                least=LEAST_APPROVERS,
            )

    def approvers_for(self, amount: Money) -> int:
        """How many different people have to approve."""
        return [band.approvers for band in self.bands if band.at_least <= max(amount, NOTHING)][-1]


def check_may_approve(person: Hashable, acted: Mapping[str, AbstractSet[Hashable]]) -> None:
    """Nobody acts at two stages of one payout; `acted` names who did what before."""
    for stage, people in acted.items():
        if person in people:
            raise RuleBroken(
                "You have already acted on this payout (%(stage)s). Another person has to approve.",
                stage=stage,
            )


def check_unchanged(*, seen: str, now: str) -> None:
    """An approval binds to what was on the screen."""
    if seen != now:
        raise Stale(
            "The payout has changed since you opened it. Nothing was approved. "
            "Read it again, then decide."
        )


def shown_digest(shown: Mapping[str, object]) -> str:
    """The hash of everything an approver is shown: amount, account, working, evidence hashes."""
    return digest_of(shown)


def is_complete(approvers: Sequence[Hashable], *, needed: int) -> bool:
    """Whether enough different people have agreed."""
    return len(set(approvers)) >= needed
