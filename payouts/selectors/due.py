"""What waits to be computed: this room asks upstream, upstream never calls down."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import HoldState
from outcomes.models import Hold, Verification
from payouts.domain.lifecycle import PAYOUT
from payouts.models import Payout
from payouts.selectors.lists import in_an_open_file
from payouts.selectors.reversals import reversed_since
from programs.domain.lifecycle import AgreementState
from programs.domain.offers import advances_of
from programs.models import TermSheet

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Advance:
    """An amount of the terms that is paid on the approved plan and has no payout yet."""

    agreement_id: int
    clause_key: str


def verifications_without_payout() -> QuerySet[Verification]:
    """Verified results that nobody has computed yet, oldest first; what is on hold waits."""
    on_hold = Hold.objects.filter(target=OuterRef("target")).exclude(state=HoldState.LIFTED)
    return Verification.objects.filter(~Exists(on_hold), payout=None).order_by("pk")


def payouts_to_recompute() -> QuerySet[Payout]:
    """Not sent, in no bank file, and computed on a result that does not stand any more."""
    waiting = Payout.objects.filter(state__in=PAYOUT.moves["stop"].sources)
    return reversed_since(waiting.filter(~in_an_open_file())).order_by("pk")


def advances_without_payout() -> tuple[Advance, ...]:
    """First tranches of signed agreements that nobody has computed yet."""
    computed = set(
        Payout.objects.filter(verification=None).values_list("agreement_id", "clause_key")
    )
    return tuple(a for a in _advances() if (a.agreement_id, a.clause_key) not in computed)


def _advances() -> Iterator[Advance]:
    """Asked every few seconds: the newest terms of all signed agreements in one question."""
    signed = TermSheet.objects.filter(agreement__state=AgreementState.SIGNED)
    newest = signed.order_by("agreement", "-version").distinct("agreement")
    for terms in newest:
        try:
            outputs = advances_of(terms.rule)
        except RuleBroken:  # one sheet that cannot be read stops no other
            log.exception("the terms of agreement %s cannot be read", terms.agreement_id)
            continue
        for output in outputs:
            yield Advance(terms.agreement_id, output.key)
