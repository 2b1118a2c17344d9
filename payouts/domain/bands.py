"""How many people of which role have to agree to an amount."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from payouts.domain.deadlines import THREE_AND_TWO, DaysToApprove
from people.domain.roles import Role

LEAST_APPROVERS = 2
SEATS = (Role.SENIOR_APPROVER, Role.APPROVER)  # whoever could take either takes the rarer one


@dataclass(frozen=True, slots=True)
class Needed:
    """So many approvers, and so many senior approvers besides them."""

    approvers: int
    senior_approvers: int = 0

    @property
    def people(self) -> int:
        """All of them; nobody fills two seats."""
        return self.approvers + self.senior_approvers

    def seats(self) -> Mapping[Role, int]:
        """How many seats there are for each role."""
        return {Role.SENIOR_APPROVER: self.senior_approvers, Role.APPROVER: self.approvers}


def open_seats(needed: Needed, given: Collection[str]) -> dict[Role, int]:
    """How many seats of each role nobody has taken; `given` are the roles of those who agreed."""
    taken = list(given)
    left = {role: seats - taken.count(role) for role, seats in needed.seats().items()}
    return {role: left[role] for role in SEATS if left[role] > 0}


@dataclass(frozen=True, slots=True)
class Band:
    """Amounts from `at_least` up to, not including, `below` take so many people."""

    at_least: Money
    below: Money | None
    needed: Needed

    def __contains__(self, amount: Money) -> bool:
        return self.at_least <= amount and (self.below is None or amount < self.below)


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one version: from ₩0 to any amount, without a gap and without an overlap.

    With them goes how long their approvers have.
    """

    bands: tuple[Band, ...]
    days: DaysToApprove = THREE_AND_TWO

    def __post_init__(self) -> None:
        if not self.bands or self.bands[0].at_least != NOTHING:
            raise RuleBroken("The first approval band has to begin at ₩0. Add one.")
        for band in self.bands:
            _check_band(band)
        for lower, higher in pairwise(self.bands):
            _check_neighbours(lower, higher)
        last = self.bands[-1]
        if last.below is not None:
            raise RuleBroken(
                "From %(won)s upwards no band says who approves. "
                "Leave “up to” of the last band empty.",
                won=last.below,
            )

    def band_for(self, amount: Money) -> Band:
        """The one band that an amount falls into."""
        return next(band for band in self.bands if amount in band)


def _check_band(band: Band) -> None:
    if band.below is not None and band.below <= band.at_least:
        raise RuleBroken(
            "A band goes from %(low)s up to %(high)s, so no amount is in it. Mend it.",
            low=band.at_least,
            high=band.below,
        )
    if band.needed.approvers < 0 or band.needed.senior_approvers < 0:
        raise RuleBroken("The number of approvers is zero or more. Mend it.")
    if band.needed.people < LEAST_APPROVERS:
        raise RuleBroken(
            "The band from %(low)s has %(people)s approvers. Every band needs at least %(least)s.",
            low=band.at_least,
            people=band.needed.people,
            least=LEAST_APPROVERS,
        )


def _check_neighbours(lower: Band, higher: Band) -> None:
    if lower.below is None or lower.below > higher.at_least:
        raise RuleBroken(
            "%(won)s is in two bands. Each band ends where the next one begins.",
            won=higher.at_least,
        )
    if lower.below < higher.at_least:
        raise RuleBroken(
            "Between %(low)s and %(high)s no band says who approves. Close the gap.",
            low=lower.below,
            high=higher.at_least,
        )
    if higher.needed.people < lower.needed.people:
        raise RuleBroken(
            "The band from %(low)s takes fewer people than the one below it. "
            "A larger amount never takes fewer.",
            low=higher.at_least,
        )
