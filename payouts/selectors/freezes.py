"""Whether a programme is frozen, and until when."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from payouts.domain.lifecycle import ProposalState
from payouts.models import Freeze
from payouts.selectors.bands import band_programs_for
from people.models import User
from programs.models import Program


def freezes_for(viewer: User) -> QuerySet[Freeze]:
    """Every freeze that this person may see, the latest first."""
    return (
        Freeze.objects.filter(program__in=band_programs_for(viewer))
        .select_related("program__funder", "proposed_by", "decided_by")
        .order_by("-starts_at", "-pk")
    )


def why_frozen(program: Program, at: datetime) -> Sentence | None:
    """The freeze that ends last of those that hold at this moment, or nothing."""
    holds = program.freezes.filter(state=ProposalState.CONFIRMED, starts_at__lte=at, ends_at__gt=at)
    freeze = holds.order_by("-ends_at").first()
    if freeze is None:
        return None
    return say(
        "The programme is frozen until %(end)s (%(reason)s). Until then nothing is approved or "
        "sent to the bank.",
        end=f"{localtime(freeze.ends_at):%Y-%m-%d %H:%M}",
        reason=freeze.reason,
    )


def check_not_frozen(program: Program, at: datetime) -> None:
    """Refuse while a freeze holds, and say until when."""
    if (sentence := why_frozen(program, at)) is not None:
        raise RuleBroken.saying(sentence)
