"""Whether the supplier that is paid and the worksites it is paid for are strangers."""

from __future__ import annotations

from django.db.models import QuerySet

from companies.models import Worksite
from companies.selectors import relations_of, why_not_strangers
from companies.selectors.relations import Relation
from core.domain.words import Sentence
from outcomes.domain.lifecycle import NOT_CLAIMED
from outcomes.models import Match
from payouts.models import Payout


def worksites_behind(payout: Payout) -> QuerySet[Worksite]:
    """The site of a target that has one; else every site that is matched under the agreement."""
    matches = Match.objects.filter(agreement=payout.agreement_id).exclude(state__in=NOT_CLAIMED)
    if payout.verification is not None and payout.verification.target.match_id is not None:
        matches = Match.objects.filter(pk=payout.verification.target.match_id)
    return Worksite.objects.filter(pk__in=matches.values("worksite")).order_by("pk")


def relations_behind(payout: Payout) -> tuple[Relation, ...]:
    """Every sign between the two sides of this payout."""
    return relations_of(payout.agreement.supplier, worksites_behind(payout))


def why_not_paid_to_strangers(payout: Payout) -> Sentence | None:
    """The first sign that nobody has explained, or nothing."""
    return why_not_strangers(payout.agreement.supplier, worksites_behind(payout))
