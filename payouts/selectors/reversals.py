"""Payouts whose result was reversed since they were computed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from core.domain.words import Sentence, say
from outcomes.domain.lifecycle import ReversalState
from outcomes.models import Reversal
from payouts.models import Payout

# Whoever computes a payout writes down which reversal of its result it was computed on.
COMPUTED_ON = Coalesce(Cast(KT("inputs__verification__reversal"), BigIntegerField()), 0)


def reversed_since(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    """Those of a list whose result was reversed by a reversal that their amount does not know."""
    newer = Reversal.objects.filter(
        verification=OuterRef("verification"),
        state=ReversalState.CONFIRMED,
        pk__gt=OuterRef("computed_on"),
    )
    return payouts.alias(computed_on=COMPUTED_ON).filter(Exists(newer))


def why_reversed(payout: Payout) -> Sentence | None:
    """In words, or nothing where the result stands as the amount knows it."""
    return why_any_reversed([payout])


def why_any_reversed(payouts: Sequence[Payout]) -> Sentence | None:
    """The same for many payouts in one question."""
    asked = Payout.objects.filter(pk__in=[payout.pk for payout in payouts])
    found = reversed_since(asked).order_by("pk").first()
    if found is None:
        return None
    return say(
        "The result behind %(number)s was reversed after its amount was computed. It is stopped "
        "and computed anew; where it is in a bank file, the treasurer withdraws the file first.",
        number=found.number,
    )
