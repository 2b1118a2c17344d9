"""Questions about the level at which a target of an agreement can be judged."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from outcomes.domain.evaluation import design_from
from outcomes.domain.evaluation.levels import Level, Proposal, Sites, propose
from outcomes.domain.lifecycle import MatchState
from outcomes.domain.luck import Answer
from outcomes.models import Match
from programs.models import Agreement

MILLION = 1_000_000
LIVE = (MatchState.PROPOSED, MatchState.CONSENTED, MatchState.RECORDED)


def level_of(agreement: Agreement, design: Mapping[str, Any], answer: Answer) -> Proposal | None:
    """The right level by what was assumed of the sites; nothing where no injuries are judged."""
    question = answer.question
    rule = design_from(dict(design))
    if "quantity" in rule.NEEDS or not question.sites:
        return None
    (sites,) = question.sites
    a_site = _expected(sites.before, sites.sites, question.population.rate * sites.hours_before)
    arms = sites.hours_after / sites.hours_before
    counts = (
        (Level.SITE, 1),
        (Level.PORTFOLIO, max(sites.sites, _matched(agreement=agreement))),
        (Level.PROGRAMME, max(sites.sites, _matched(program=agreement.program))),
    )
    return propose(
        [(level, Sites(a_site * count, count, arms)) for level, count in counts],
        reduction=question.promised or Decimal("0.5"),
        alpha=Decimal(str(design["alpha"])),
    )


def _expected(counted: int | None, sites: int, usual: Decimal) -> Decimal:
    """What was counted, else what is usual, for one site."""
    return (usual / MILLION if counted is None else Decimal(counted)) / sites


def _matched(**of: Any) -> int:
    return Match.objects.filter(state__in=LIVE, **of).count()
