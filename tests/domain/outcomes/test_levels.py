"""Where injuries can show a success at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from outcomes.domain.evaluation.levels import Level, Sites, propose

ALPHA, HALF = Decimal("0.05"), Decimal("0.5")


@pytest.mark.parametrize(
    ("a_site", "sites", "programme", "level"),
    [
        ("60", 10, 50, Level.SITE),  # a mine with sixty injuries a year
        ("1", 60, 200, Level.PORTFOLIO),
        ("0.2", 20, 500, Level.PROGRAMME),
        ("0.2", 1, 20, Level.HAZARDS),  # twenty people, one injury in five years
    ],
)
def test_the_smallest_level_that_can_show_it_is_proposed(
    a_site: str, sites: int, programme: int, level: Level
) -> None:
    found = propose(
        [
            (Level.SITE, Sites(Decimal(a_site), 1)),
            (Level.PORTFOLIO, Sites(Decimal(a_site) * sites, sites)),
            (Level.PROGRAMME, Sites(Decimal(a_site) * programme, programme)),
        ],
        reduction=HALF,
        alpha=ALPHA,
    )
    assert found.level == level


def test_a_small_site_is_told_to_use_hazard_removal() -> None:
    found = propose([(Level.SITE, Sites(Decimal("0.2"), 1))], reduction=HALF, alpha=ALPHA)
    told, advice = map(str, found.sentences)
    assert told == (
        "This site (1) expects 0.2 injuries in the window if nothing is done; a reduction of 50 % "
        "would be shown in 0 of 100 cases at best."
    )
    assert advice.startswith("Injuries cannot show success here at any level. Use verified hazard")


def test_a_longer_window_shows_more() -> None:
    short, long = (
        propose([(Level.SITE, Sites(Decimal(30), 1, Decimal(arms)))], reduction=HALF, alpha=ALPHA)
        for arms in ("0.5", "3")
    )
    assert (short.level, long.level) == (Level.HAZARDS, Level.SITE)
    assert "expects 90 injuries" in str(long.sentences[0])
