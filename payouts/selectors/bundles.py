"""Payouts that one person can look at and sign together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.domain.money import Money, total
from payouts.domain.bundles import Outcome
from payouts.domain.sights import Sight
from payouts.models import Bundle, BundleRow, Payout
from payouts.selectors.bands import amount_is_typed
from payouts.selectors.checks import OK, Check, checks_of, files_of
from payouts.selectors.lists import payouts_for
from payouts.selectors.refusals import Refusal, payout_refusal
from payouts.selectors.sights import sight_of
from people.models import User


@dataclass(frozen=True, slots=True)
class ToSign:
    """One payout as it stands on the page: what it is, what was found, or why it must wait."""

    payout: Payout
    notes: tuple[Check, ...]
    refusal: Refusal
    seen: Sight

    @property
    def is_typed(self) -> bool:
        """Whether its amount is typed by hand, on its own page."""
        return amount_is_typed(self.payout)

    @property
    def can(self) -> bool:
        """Whether this person can sign it here."""
        return not (self.refusal.reasons or self.is_typed)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every row, and what was approved in all."""

    bundle: Bundle
    rows: tuple[BundleRow, ...]

    @property
    def approved(self) -> Money:
        """Sum of what this page approved."""
        return total(row.payout.money for row in self.rows if row.outcome == Outcome.APPROVED)


def to_sign(viewer: User, chosen: Collection[int], at: datetime) -> tuple[ToSign, ...]:
    """The chosen payouts that this person may see, each with what they have to know."""
    found = payouts_for(viewer).filter(pk__in=chosen)
    rows = found.select_related(
        "bank_account", "band__table", "prepared_by", "verification__target"
    )
    return tuple(_to_sign(payout, viewer, at) for payout in rows.order_by("pk"))


def _to_sign(payout: Payout, viewer: User, at: datetime) -> ToSign:
    notes = [one for one in checks_of(payout, viewer, files_of(payout)) if one.result != OK]
    refusal = payout_refusal("approve", payout, viewer, at)
    return ToSign(payout, tuple(notes), refusal, sight_of(payout, viewer))


def report_of(bundle: Bundle) -> Report:
    """The rows in the order in which they were signed."""
    rows = bundle.rows.select_related("payout__agreement__supplier__organization", "approval")
    return Report(bundle, tuple(rows.order_by("pk")))
