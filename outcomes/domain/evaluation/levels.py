"""At which level injuries can show a success: one site, a portfolio, the programme, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.domain.numbers import percent
from core.domain.words import Phrase, Sentence, say
from outcomes.domain.evaluation.power import POWER
from outcomes.domain.evaluation.statistics.power import exact_power


class Level(StrEnum):
    """How many sites are judged together; hazards removed need no luck at any of them."""

    SITE = "site"
    PORTFOLIO = "portfolio"
    PROGRAMME = "programme_level"
    HAZARDS = "hazards"


@dataclass(frozen=True, slots=True)
class Sites:
    """How many sites, their injuries expected in the baseline, and window by baseline hours."""

    expected: Decimal
    count: int
    arms: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The level to judge at, and the reasons in words, from the smallest level on."""

    level: Level
    sentences: tuple[Sentence, ...]


NAMES: dict[Level, Sentence] = {
    Level.SITE: say("This site"),
    Level.PORTFOLIO: say("All worksites of the agreement together"),
    Level.PROGRAMME: say("All worksites of the programme together"),
}
ADVICE: dict[Level, Sentence] = {
    Level.SITE: say("Injuries can show success at this site by itself."),
    Level.PORTFOLIO: say(
        "Injuries cannot show success at one site here. Judge the worksites of the agreement "
        "together, and pay single sites for verified hazard removal."
    ),
    Level.PROGRAMME: say(
        "Injuries cannot show success for this supplier alone. Judge the programme as a whole, and "
        "pay suppliers for verified hazard removal."
    ),
    Level.HAZARDS: say(
        "Injuries cannot show success here at any level. Use verified hazard removal, and keep "
        "injuries as a guard-rail."
    ),
}


def propose(
    levels: Sequence[tuple[Level, Sites]], *, reduction: Decimal, alpha: Decimal
) -> Proposal:
    """The smallest level at which the promised reduction is shown four times out of five.

    Exact test at equal rates within a level; where sites differ or drift it takes more, so this is
    the best that is possible.
    """
    said: list[Sentence] = []
    for level, sites in levels:
        power = exact_power(
            expected=float(sites.expected),
            ratio=float(1 - reduction),
            arms=float(sites.arms),
            alpha=float(alpha),
        )
        said.append(_told(level, sites, power, reduction))
        if power >= POWER:
            return Proposal(level, (*said, ADVICE[level]))
    return Proposal(Level.HAZARDS, (*said, ADVICE[Level.HAZARDS]))


def _told(level: Level, sites: Sites, power: float, reduction: Decimal) -> Sentence:
    who: Phrase = NAMES[level]
    return say(
        "%(who)s (%(count)s) expects %(expected)s injuries in the window if nothing is done; a "
        "reduction of %(reduction)s would be shown in %(power)s of 100 cases at best.",
        who=who,
        count=sites.count,
        expected=_short(float(sites.expected * sites.arms)),
        reduction=percent(reduction),
        power=round(100 * power),
    )


def _short(number: float) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"
